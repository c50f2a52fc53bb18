"""The cells of PivotTables: labels and numbers against the records of their caches."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from excel.checks import labels
from excel.checks.aggregates import Aggregates, kept_keys
from excel.checks.caches import caches
from excel.checks.comparisons import Compared, compared
from excel.checks.pivots import VALUES, Key, Line, PivotPart, pivots
from excel.checks.reading import Opened
from excel.checks.sheets import Shown, cells, sheets

# Doubles may be added up in another order.
_TOLERANCE = 1e-9
Grid = dict[tuple[int, int], Shown]


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the cells of the workbook's PivotTables; of forms that aren't known nothing is
    said."""
    listed = pivots(workbook, list(sheets(workbook).values()), caches(workbook))
    grids = {sheet: cells(workbook, sheet) for sheet in dict.fromkeys(one.sheet for one in listed)}
    for pivot in listed:
        where = f"PivotTable {pivot.name!r}"
        yield from _surroundings(where, pivot, grids[pivot.sheet])
        if _known(pivot):
            yield from labels.findings(where, pivot, grids[pivot.sheet])
            yield from _numbers(where, pivot, grids[pivot.sheet])


def _known(pivot: PivotPart) -> bool:
    """Whether its form is one whose cells are known here: values innermost, plain subtotals, in records."""
    axes = [pivot.axis(axis) for axis in ("row", "col")]
    innermost = all(VALUES not in axis[:-1] for axis in axes)
    plain = all(line.type in ("data", "default", "grand") for a in ("row", "col") for line in pivot.lines(a))
    classic = pivot.root.get("gridDropZones") == "1"
    kept = pivot.cache.has_records and pivot.cache.records.understood
    return innermost and plain and kept and not classic and pivot.form is not None and bool(pivot.data_fields)


def _surroundings(where: str, pivot: PivotPart, shown: Grid) -> Iterator[str]:
    """Page fields above, and nothing that would stand in the way of a refresh."""
    place, pages = pivot.location, pivot.pages
    first = place.top - 1 - len(pages)
    for row, number in enumerate(pages, first):
        caption = pivot.fields[number].caption or pivot.cache.fields[number].name
        if shown.get((row, place.left)) != caption:
            yield f"{where}: the label of the page field {pivot.field_name(number)} is not in row {row}."
    columns = range(place.left, place.right + 1)
    if pages and any((place.top - 1, column) in shown for column in columns):
        yield f"{where}: the row between its page fields and itself is not empty."
    beyond = [(place.bottom + 1, column) for column in columns]
    beyond += [(row, place.right + 1) for row in range(place.top, place.bottom + 1)]
    if any(cell in shown for cell in beyond):
        yield f"{where}: cells just outside of its range {place.top}:{place.bottom} are filled."


def _numbers(where: str, pivot: PivotPart, shown: Grid) -> Iterator[str]:
    keys = {axis: pivot.keys(axis) for axis in ("row", "col")}
    filtered = {axis: not pivot.filtered.isdisjoint(pivot.own_axis(axis)) for axis in keys}
    if any(filtered[axis] and _collapsed(pivot, axis) for axis in keys):
        # What is below a collapsed group isn't told, nor what a filter leaves of it.
        return
    kept = tuple(set(kept_keys(pivot, axis)) if filtered[axis] else None for axis in keys)
    try:
        aggregates = Aggregates(pivot, (kept[0], kept[1]))
    except KeyError:
        return
    for side, axis in enumerate(keys):
        if set(keys[axis]) - {()} != _wanted(pivot, axis, aggregates, side):
            name = "rows" if axis == "row" else "columns"
            yield f"{where}: its {name} are not those that occur in the records."
            return
    below = _below(keys["row"]), _below(keys["col"])
    values = [compared(pivot, aggregates, number, below) for number in range(len(pivot.data_fields))]
    yield from _body(where, pivot, shown, values)


def _collapsed(pivot: PivotPart, axis: str) -> bool:
    return any(pivot.fields[number].collapsed for number in pivot.own_axis(axis))


def _wanted(pivot: PivotPart, axis: str, aggregates: Aggregates, side: int) -> set[Key]:
    """The keys that occur, but for those below collapsed items and, on axes without rows of their own,
    groups."""
    fields = pivot.own_axis(axis)
    keys = {key for place in aggregates.places if (key := place[side])}

    def folded(key: Key) -> bool:
        return any(
            pivot.fields[n].items[item] in pivot.fields[n].collapsed
            for n, item in zip(fields, key[:-1], strict=False)
        )

    open_keys = {key for key in keys if not folded(key)}
    listed = {key for key in pivot.keys(axis) if key}
    return {key for key in open_keys if _leaf(pivot, axis, key) or key in listed}


def _leaf(pivot: PivotPart, axis: str, key: Key) -> bool:
    """Whether nothing is shown below a key."""
    fields = pivot.own_axis(axis)
    last = pivot.fields[fields[len(key) - 1]]
    return len(key) == len(fields) or last.items[key[-1]] in last.collapsed


def _below(keys: list[Key]) -> dict[Key, list[int]]:
    below: dict[Key, list[int]] = {}
    for key in keys:
        for length in range(1, len(key) + 1):
            items = below.setdefault(key[: length - 1], [])
            if key[length - 1] not in items:
                items.append(key[length - 1])
    return below


@dataclass(frozen=True)
class _Across:
    column: int
    key: Key
    line: Line


def _body(where: str, pivot: PivotPart, shown: Grid, values: list[Compared]) -> Iterator[str]:
    place = pivot.location
    first = place.left + place.first_data_column
    across = [
        _Across(column, key, line)
        for column, (key, line) in enumerate(zip(pivot.keys("col"), pivot.lines("col"), strict=True), first)
    ]
    on_rows, missing = VALUES in pivot.axis("row"), pivot.root.get("missingCaption")
    lines = zip(pivot.keys("row"), pivot.lines("row"), strict=True)
    for row, (key, line) in enumerate(lines, place.top + place.first_data_row):
        for one in across:
            number = line.value if on_rows else one.line.value
            empty = not labels.has_numbers(pivot, key, line)
            try:
                wanted = None if empty else values[number].shown((key, one.key))
            except KeyError:
                continue
            found = shown.get((row, one.column))
            if not _same(None if found == missing else found, wanted):
                name = pivot.data_fields[number].get("name")
                yield f"{where}: row {row}, {name!r} shows {found}, but the records give {wanted}."


def _same(number: Shown | datetime, wanted: float | None) -> bool:
    if wanted is None or not isinstance(number, float):
        return wanted is None and number is None
    return math.isclose(number, wanted, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
