"""Scores with honest intervals, their trend, and workbooks.

`tally.py` holds the one definition of a score; page, JSON and workbook all use it.
"""
