"""The layout of a PivotTable in compact form: which rows and columns it has and what stands in them.

Pure functions from the combinations that occur in the data to lines (Excel's `rowItems` and `colItems`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from excel.summary import Key


@dataclass(frozen=True)
class Line:
    """A row or a column of a pivot: one `<i>` of rowItems or colItems.

    key: the items whose data it shows, by display position, outermost first; () for a grand total.
    repeated: how many labels it shares with the line before (`r`), and items: its own ones (`<x>`).
    value: which of the pivot's values it shows, for columns (`i`).
    """

    key: Key
    items: Key
    repeated: int = 0
    value: int = 0
    grand: bool = False


@dataclass(frozen=True)
class Header:
    """How many rows stand above the data: `location/@firstHeaderRow` and `@firstDataRow`."""

    first_header_row: int
    first_data_row: int


def row_lines(keys: Iterable[Key]) -> tuple[Line, ...]:
    """The rows, each group above its members, a grand total at the end.

    keys: the combinations that occur, by display position, all of the same length.
    """
    groups = {key[:length] for key in keys for length in range(1, len(key) + 1)}
    # A beginning sorts before what it begins: that puts subtotals on top.
    lines = [Line(key, items=key[-1:], repeated=len(key) - 1) for key in sorted(groups)]
    return (*lines, Line((), items=(0,), grand=True))


def column_lines(keys: Iterable[Key], values: int) -> tuple[Line, ...]:
    """The columns: for each item of the column field every value, at the end their grand totals.

    keys: the items that occur, each a key of length 1; only () without a column field.
    """
    items = sorted(set(keys) - {()})
    if not items:
        return tuple(Line((), items=(n,) if values > 1 else (), value=n) for n in range(values))
    lines = [_column(key, n, values) for key in items for n in range(values)]
    return (*lines, *(Line((), items=(0,), value=n, grand=True) for n in range(values)))


def _column(key: Key, value: int, values: int) -> Line:
    if values == 1:
        return Line(key, items=key)
    if value == 0:
        return Line(key, items=(*key, 0))
    return Line(key, items=(value,), repeated=1, value=value)


def header(column_field: bool, values: int) -> Header:
    """The heading rows.

    Several values make one more axis, which needs no row of its own when it is alone (`hideValuesRow`).
    """
    if not column_field:
        return Header(0, 1) if values > 1 else Header(1, 1)
    return Header(1, 3) if values > 1 else Header(1, 2)
