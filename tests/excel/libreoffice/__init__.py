"""LibreOffice as a second pivot engine: it opens our workbooks and computes their PivotTables by itself.

`engine` starts one LibreOffice for many workbooks, since its start takes seconds, and gives what it found
out. The office is spoken to by `inside.py`, which runs under a Python that has its module `uno`, and not
under that of the tests.
"""
