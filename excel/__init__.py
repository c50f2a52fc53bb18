"""Workbooks whose PivotTables show their numbers at once: a description (`book.py`) becomes an .xlsx
(`write.py`).

The data goes into an Excel Table, its values into a pivot cache with all records, and the PivotTables onto
sheets of their own, their cells computed here, so that Protected View and previewers show what Excel would.
`check.py` reads a finished workbook and says in sentences what Excel would stumble over.

Nothing here knows the web, a database or what the rows mean, and nothing of ours is imported.
"""
