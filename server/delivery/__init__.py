"""Carries mail: the outbox, and one folder per provider that takes it from there.

A message enters in its caller's transaction; the worker claims it, hands it to the provider and records what
became of it. No survey, invitation or contact is known here.
"""
