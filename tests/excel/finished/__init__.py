"""Finished workbooks, read as a program that knows nothing of ours would: the zip, its XML and its cells.

`parts` finds pivots and their caches in the package, `lines` reads the rows and columns of a pivot, `pivots`
joins them with the sheet's cells: which number stands for which items.
"""
