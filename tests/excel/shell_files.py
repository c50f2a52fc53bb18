"""Layouts and data as files, for the tests of the shell."""

from pathlib import Path

LAYOUT = """
[[sheets]]
kind = "pivots"
name = "Pivot"
[[sheets.pivots]]
name = "Sums"
source = "Data"
rows = ["Group"]
values = [{ field = "Number", caption = "Total" }]

[[sheets]]
kind = "data"
name = "Rows"
table = "Data"
"""
ROWS = "Group,Number\nb,1\na,2\n,3\nb,4.5\n"


def write_files(folder: Path) -> None:
    """The small layout and its data."""
    (folder / "layout.toml").write_text(LAYOUT)
    (folder / "data.csv").write_text(ROWS)


# Of everything that a layout can say, something.
WHOLE = """
title = "Survey"
author = "Rapport"
created = 2026-11-23T09:30:00

[[sheets]]
kind = "pivots"
name = "Managers"
protected = true
slicers = [{ name = "S", field = "Segment", chosen = ["Small", "(blank)"], columns = 2 }]

[[sheets.pivots]]
name = "ByManager"
source = "D"
rows = [
    "Segment",
    { name = "Manager", collapsed = true, filter = { kind = "top", count = 3, value = "Answers" } },
]
columns = [{ name = "Day", hidden = [2026-01-05, 7, 1.5, false, "x", "(blank)"] }]
pages = ["Score", { name = "Urgent", chosen = [true] }]
style = "(none)"
formats = [{ kind = "icons", value = "Answers", icons = "5Arrows" }]

[[sheets.pivots.values]]
field = "Answers"
show_as = "difference"
base_field = "Manager"
base_item = "(previous)"

[[sheets]]
kind = "summary"
name = "Glance"
figures = [{ label = "All", pivot = "ByManager", value = "Sum of Answers", items = { Segment = "(blank)" } }]

[[sheets]]
kind = "data"
name = "Data"
table = "D"
file = "data.csv"
csv = { delimiter = ";", decimal_comma = true }
columns = [{ name = "Score", kind = "integer", width = 12 }, { name = "Day" }]
calculated = [{ name = "Twice", formula = "Score*2" }]

[[sheets.groups]]
kind = "by_hand"
name = "Loyalty"
column = "Score"
groups = { Promoter = [9, 10], None = ["(blank)"] }

[[sheets.groups]]
kind = "dates"
column = "Day"
by = ["years", "months"]
"""
