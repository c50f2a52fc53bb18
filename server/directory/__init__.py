"""Whom we measure: accounts and their contacts, and how they are imported from files.

What is asked of them, and what they answer, must not be known here.
"""
