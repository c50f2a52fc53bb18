"""What a description must fulfil; everything that it gets wrong is told at once, in sentences.

`refusing` asks the others: `data` about Tables and their fields, `pivots`, `fields` and `values` about
PivotTables, `sheets` about what stands on them; slicers, charts and figures have theirs in `excel.drawings`.
"""
