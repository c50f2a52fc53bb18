"""Surveys: their questions in one or more languages, and the versions that were published.

Whom we ask, and what was answered, must not be known here.
"""
