"""The cells of PivotTables: labels and numbers recomputed from the cache's records, in plain loops.

Only the form is known that this package writes: compact, subtotals on top, values on columns.
"""

import math
from collections.abc import Iterator

from excel.checks.aggregates import Aggregates
from excel.checks.caches import BLANK, Value, caches
from excel.checks.pivots import VALUES, PivotPart, pivots
from excel.checks.reading import Opened, needed
from excel.checks.sheets import Shown, cells, sheets
from excel.layout import Line

# Doubles may be added up in another order.
_TOLERANCE = 1e-9


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the cells of the workbook's PivotTables."""
    for pivot in pivots(workbook, list(sheets(workbook).values()), caches(workbook)):
        where = f"PivotTable {pivot.name!r}"
        shown = cells(workbook, pivot.sheet)
        if VALUES in pivot.axis("row") or pivot.root.get("outline") != "1" or not pivot.axis("row"):
            yield f"{where} has a form whose cells can't be checked."
            continue
        yield from _surroundings(where, pivot, shown)
        yield from _body(where, pivot, shown)


def _surroundings(where: str, pivot: PivotPart, shown: dict[tuple[int, int], Shown]) -> Iterator[str]:
    """Page fields above, and nothing that would stand in the way of a refresh."""
    place, pages = pivot.location, pivot.pages
    first = place.top - 1 - len(pages)
    for row, number in enumerate(pages, first):
        if shown.get((row, place.left)) != pivot.cache.fields[number].name:
            yield f"{where}: the label of the page field {pivot.field_name(number)} is not in row {row}."
    columns = range(place.left, place.right + 1)
    if pages and any((place.top - 1, column) in shown for column in columns):
        yield f"{where}: the row between its page fields and itself is not empty."
    beyond = [(place.bottom + 1, column) for column in columns]
    beyond += [(row, place.right + 1) for row in range(place.top, place.bottom + 1)]
    if any(cell in shown for cell in beyond):
        yield f"{where}: cells just outside of its range {place.top}:{place.bottom} are filled."


def _body(where: str, pivot: PivotPart, shown: dict[tuple[int, int], Shown]) -> Iterator[str]:
    rows, columns = _keys(pivot, "row"), _keys(pivot, "col")
    aggregates = Aggregates(pivot)
    if set(rows) != set(aggregates.row_keys):
        yield f"{where}: its rows are not those that occur in the records."
        return
    place = pivot.location
    lines = zip(rows, pivot.lines("row"), strict=True)
    for row, (key, line) in enumerate(lines, place.top + place.first_data_row):
        label = shown.get((row, place.left))
        if not line.grand and not _same_label(label, key[-1]):
            yield f"{where}: row {row} is labelled {label!r}, but shows {key[-1][1]!r}."
        across = zip(columns, pivot.lines("col"), strict=True)
        for column, (column_key, column_line) in enumerate(across, place.left + 1):
            number, wanted = shown.get((row, column)), aggregates.value(key, column_key, column_line.value)
            if not _same(number, wanted):
                name = needed(pivot.data_fields[column_line.value], "name")
                yield f"{where}: row {row}, {name!r} shows {number}, but the records give {wanted}."
    yield from _headings(where, pivot, columns, shown)


def _headings(
    where: str, pivot: PivotPart, columns: list[tuple[Value, ...]], shown: dict[tuple[int, int], Shown]
) -> Iterator[str]:
    place = pivot.location
    for column, (key, line) in enumerate(zip(columns, pivot.lines("col"), strict=True), place.left + 1):
        name = needed(pivot.data_fields[line.value], "name")
        last = place.top + place.first_data_row - 1
        if VALUES in pivot.axis("col") and not line.grand and shown.get((last, column)) != name:
            yield f"{where}: column {column} shows {name!r}, but is headed {shown.get((last, column))!r}."
        if key and line.repeated == 0 and not _same_label(shown.get((place.top + 1, column)), key[0]):
            yield f"{where}: column {column} shows {key[0][1]!r}, but is headed otherwise."


def _keys(pivot: PivotPart, axis: str) -> list[tuple[Value, ...]]:
    """The items that each line shows, from what it repeats and what it adds; () for totals."""
    fields = [number for number in pivot.axis(axis) if number != VALUES]
    keys: list[tuple[Value, ...]] = []
    for line in pivot.lines(axis):
        keys.append(() if line.grand else _key(pivot, fields, line, keys[-1] if keys else ()))
    return keys


def _key(pivot: PivotPart, fields: list[int], line: Line, before: tuple[Value, ...]) -> tuple[Value, ...]:
    own = [
        pivot.cache.fields[number].items[pivot.fields[number].items[item]]
        for number, item in zip(fields[line.repeated :], line.items, strict=False)
    ]
    return (*before[: line.repeated], *own)


def _same_label(label: Shown, item: Value) -> bool:
    kind, text = item
    match kind:
        case "n":
            return label == float(text)
        case "b":
            return label is (text == "1")
        case "d":
            return isinstance(label, float)
        case _:
            return label == ("(blank)" if item == BLANK else text)


def _same(number: Shown, wanted: float | None) -> bool:
    if wanted is None or not isinstance(number, float):
        return wanted is None and number is None
    return math.isclose(number, wanted, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
