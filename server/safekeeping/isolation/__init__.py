"""Proves on the database at hand that nobody reaches rows that aren't theirs: every table, every viewer.

Two invented organisations are written into a transaction that is always rolled back, so that there is
something to reach in every table. What a viewer should see is said once more in plain Python: `expected.py`.
"""
