"""Where PivotTables stand on their sheet: side by side from the left, each under its title and page fields.

Row 1 is the title's; page fields follow below an empty row, or in row 1 without a title; exactly one empty
row stands between them and the table, as Excel has it. A table without page fields leaves two rows free above
it, so that a first one can be dragged there.
"""

from collections.abc import Sequence

from excel import references
from excel.computing import Computed
from excel.layout import column_lines, header, row_lines
from excel.picture import Picture
from excel.problems import LayoutProblem


def place(computed: Sequence[Computed], sheet: str) -> tuple[Picture, ...]:
    """The pivots of one sheet from left to right.

    Raises: LayoutProblem when one has more rows or columns than a sheet.
    """
    pictures: list[Picture] = []
    left = 1
    for one in computed:
        picture = _picture(one, left)
        if picture.bottom > references.LAST_ROW or picture.right > references.LAST_COLUMN:
            size = f"{picture.bottom:,} rows and {picture.right:,} columns"
            raise LayoutProblem(
                [f"Pivot {one.pivot.name!r} on sheet {sheet!r} needs {size}; group its fields."]
            )
        pictures.append(picture)
        # Page fields need two columns, which every table has too: labels and at least one value.
        left = picture.right + 2
    return tuple(pictures)


def _picture(one: Computed, left: int) -> Picture:
    pivot = one.pivot
    pages_top = 3 if pivot.title else 1
    top = pages_top + len(pivot.pages) + 1 if pivot.pages else 3
    rows, columns = {row for row, _ in one.cube}, {column for _, column in one.cube}
    return Picture(
        pivot=pivot,
        measures=one.measures,
        rows=tuple(one.fields[name] for name in pivot.rows),
        columns=tuple(one.fields[name] for name in pivot.columns),
        pages=tuple(one.fields[name] for name in pivot.pages),
        header=header(bool(pivot.columns), len(one.measures)),
        row_lines=row_lines(rows),
        column_lines=column_lines(columns, len(one.measures)),
        cube=one.cube,
        pages_top=pages_top,
        top=top,
        left=left,
    )
