"""A finished PivotTable's cells: which number stands for which items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from tests.excel.finished.lines import Line, Side, side
from tests.excel.finished.parts import MAIN, PivotPart, attribute, child, pivot_parts
from tests.excel.recomputing.items import Known
from tests.excel.recomputing.numbers import Key

Grid = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Shown:
    """A pivot as the file shows it.

    captions: of its values. cells: those of its area, headings included, row by row; body: where the numbers
    begin, as rows and columns of it.
    """

    name: str
    sheet: str
    rows: Side
    columns: Side
    captions: tuple[str, ...]
    cells: Grid
    body: tuple[int, int]

    def numbers(self) -> Iterator[tuple[Line, Line, int, object]]:
        """Every cell of the body, with its row, its column and which value it shows."""
        down, across = self.body
        for row, cells in zip(self.rows.lines, self.cells[down:], strict=True):
            for column, cell in zip(self.columns.lines, cells[across:], strict=True):
                value = row.value if row.value is not None else column.value
                yield row, column, value or 0, cell


def shown_pivots(workbook: bytes) -> dict[str, Shown]:
    """The pivots of a workbook by name."""
    opened = load_workbook(BytesIO(workbook), read_only=True, data_only=True)
    grids = {
        sheet.title: [*sheet.iter_rows(values_only=True)]
        for sheet in opened.worksheets
        if sheet.title in {part.sheet for part in pivot_parts(workbook)}
    }
    return {shown.name: shown for shown in (_shown(p, grids[p.sheet]) for p in pivot_parts(workbook))}


def _shown(part: PivotPart, grid: Grid) -> Shown:
    location = child(part.pivot, f"{MAIN}location")
    left, top, right, bottom = _bounds(attribute(location, "ref"))
    cells = [
        [_cell(grid, row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)
    ]
    captions = tuple(
        attribute(one, "name") for one in part.pivot.iterfind(f"{MAIN}dataFields/{MAIN}dataField")
    )
    body = (int(attribute(location, "firstDataRow")), int(attribute(location, "firstDataCol")))
    return Shown(
        attribute(part.pivot, "name"), part.sheet, side(part, "row"), side(part, "col"), captions, cells, body
    )


def _bounds(area: str) -> tuple[int, int, int, int]:
    """Left, top, right, bottom."""
    left, top, right, bottom = range_boundaries(area)
    assert left and top and right and bottom
    return left, top, right, bottom


def _cell(grid: Grid, row: int, column: int) -> object:
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None


def siblings(lines: Side) -> dict[Key, tuple[Known, ...]]:
    """The items below each key, as they are shown."""
    below: dict[Key, dict[Known, None]] = {}
    for line in lines.lines:
        for depth in range(len(line.key)):
            below.setdefault(line.key[:depth], {})[line.key[depth]] = None
    return {key: tuple(items) for key, items in below.items()}
