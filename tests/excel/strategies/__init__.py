"""Workbooks drawn at random by Hypothesis: any data under any layout that the rules allow.

`contents` are the values of columns, `tables` whole Tables with groups and calculated fields, `fields` and
`pivots` the PivotTables over one, and `books` all of that together. What is drawn is never refused: the rules
stand in `excel/book` and are followed while drawing, so that nothing has to be filtered out.
"""
