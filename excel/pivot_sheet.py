"""A sheet of PivotTables: `xl/worksheets/sheetN.xml` with all their cells already computed."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from excel import references
from excel.cell_xml import tail
from excel.markup import DECLARATION, MAIN, element
from excel.picture import Picture, SheetCell, cells
from excel.styles import Styles

_NARROWEST, _WIDEST = 11, 60
# Room for a drop-down button and for bold letters.
_AIR = 4


def xml(pictures: Sequence[Picture], active: bool, styles: Styles) -> str:
    """The whole part; the looks of its cells are added to the styles.

    PivotTables are joined to their sheet by relationships alone: nothing in the sheet names them.
    """
    shown = sorted((c for picture in pictures for c in cells(picture)), key=attrgetter("row", "column"))
    selected = {"showGridLines": 0, "tabSelected": 1 if active else None, "workbookViewId": 0}
    view = element("sheetViews", {}, element("sheetView", selected))
    rows = "".join(_row(number, row, styles) for number, row in groupby(shown, attrgetter("row")))
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}">{view}<sheetFormatPr defaultRowHeight="15"/>'
        f"{_widths(pictures, shown)}{element('sheetData', {}, rows)}</worksheet>"
    )


def _row(number: int, row: Iterable[SheetCell], styles: Styles) -> str:
    shown = "".join(
        f'<c r="{references.cell(c.row, c.column)}"{tail(c.content, styles.number(c.look))}' for c in row
    )
    return element("row", {"r": number}, shown)


def _widths(pictures: Sequence[Picture], shown: Sequence[SheetCell]) -> str:
    """Columns as wide as their texts; titles may run over the cells beside them."""
    longest: dict[int, int] = {}
    for one in shown:
        if isinstance(one.content, str) and one.look.role != "title":
            length = len(one.content) + (one.look.indent or 0)
            longest[one.column] = max(longest.get(one.column, 0), length)
    used = [column for picture in pictures for column in range(picture.left, picture.right + 1)]
    columns = [
        element("col", {"min": n, "max": n, "width": _width(longest.get(n, 0)), "customWidth": 1})
        for n in used
    ]
    return element("cols", {}, "".join(columns))


def _width(letters: int) -> int:
    return min(max(letters + _AIR, _NARROWEST), _WIDEST)
