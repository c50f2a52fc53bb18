"""PivotTables computed: from a pivot's description and its rows' sums to every cell that Excel would show.

The way through: `cube` adds up while the rows pass by; `fields` and `grouping` know the items of each field;
`selecting` leaves out what is hidden or filtered; `axes` put the items in order; `lines` are the pivot's rows
and columns; `showing` turns sums into what is shown; `picture` joins all that, and `grid` gives a value and a
look for every cell. Nothing here writes XML or knows where the data came from.
"""
