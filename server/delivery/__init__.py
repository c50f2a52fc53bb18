"""Carries mail: the outbox, and one folder per provider that takes it from there.

A message enters in its caller's transaction (`outbox.put`); the worker claims it, hands it to the provider
and records what became of it (`carrying.carry`). No survey, invitation or contact is known here.
"""
