"""PivotTables computed a second time, with plain Polars and from the rows that a test has.

It shares nothing with the engine in `excel/` but the description of a workbook, so that a mistake has to be
made twice to go unseen. `cells` says what a Table's cell holds, `items` what stands on rows and columns,
`choosing` which rows count, `numbers` aggregates them, `showing` compares them with one another, and `pivots`
joins all that.
"""
