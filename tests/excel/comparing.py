"""A finished PivotTable against what it has to show and what LibreOffice computes: the differences."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from excel.book import Column, DataSheet, Field, Pivot
from tests.excel.finished.lines import Line, Side, unescaped
from tests.excel.finished.pivots import Shown, siblings
from tests.excel.libreoffice.engine import Cell, Member
from tests.excel.recomputing.items import Known, group_of, known
from tests.excel.recomputing.numbers import Key
from tests.excel.recomputing.pivots import Expected

RELATIVE, ABSOLUTE = 1e-9, 1e-6
Place = tuple[frozenset[tuple[str, Known]], str]
_ZERO = datetime(1899, 12, 30)
_LAST_DAY = 2_958_466


def same(one: object, other: float | None) -> bool:
    """Whether a cell holds a number, or neither has one."""
    if one is None or other is None or isinstance(one, str):
        return one in (None, "") and other is None
    assert isinstance(one, int | float)
    return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def wrong_items(shown: Shown, expected: Expected) -> Iterator[str]:
    """Items that are missing from an axis or too many on it."""
    pivot = expected.pivot
    for what, side, fields, keys in (
        ("rows", shown.rows, pivot.row_fields, expected.rows),
        ("columns", shown.columns, pivot.column_fields, expected.columns),
    ):
        wanted = {_as_far_as_open(key, fields) for key in keys}
        found = _deepest(side)
        if wanted != found and fields:
            yield f"{pivot.name}: {what} lack {wanted - found} and have {found - wanted} too many"


def _as_far_as_open(key: Key, fields: tuple[Field, ...]) -> Key:
    """The key down to its first collapsed item."""
    for depth, (item, field) in enumerate(zip(key[:-1], fields[:-1], strict=True), 1):
        if field.collapsed is True or item in [known(one) for one in field.collapsed]:
            return key[:depth]
    return key


def _deepest(side: Side) -> set[Key]:
    keys = {line.key for line in side.lines if line.type == "data"}
    return keys - {key[:depth] for key in keys for depth in range(len(key))}


def wrong_numbers(shown: Shown, expected: Expected) -> Iterator[str]:
    """Cells that show another number than they have to."""
    pivot = expected.pivot
    orders = siblings(shown.rows), siblings(shown.columns)
    for row, column, value, cell in shown.numbers():
        number = expected.shown(value, (row.key, column.key), *orders)
        empty = not _has_numbers(row, shown.rows, pivot, "rows")
        empty = empty or not _has_numbers(column, shown.columns, pivot, "columns")
        seen = None if cell == pivot.empty_caption and not empty else cell
        if not same(seen, None if empty else number):
            wanted = "nothing, as a heading" if empty else number
            place = f"{row.type} {row.key} × {column.type} {column.key}, {shown.captions[value]!r}"
            yield f"{shown.name}: {place} shows {cell!r}, and not {wanted!r}"


def _has_numbers(line: Line, side: Side, pivot: Pivot, what: str) -> bool:
    """A row with the label of a group has none where the group has its subtotals below, or has none."""
    if line.type != "data" or what == "columns" or len(line.key) == 0:
        return True
    if side.values_at is not None:
        return line.value is not None
    field = pivot.row_fields[len(line.key) - 1]
    group = len(line.key) < len(side.fields) and line.key not in _deepest(side)
    return not group or (field.subtotals and field.subtotals_on_top)


def wrong_labels(shown: Shown, pivot: Pivot) -> Iterator[str]:
    """Row labels that read differently from the items that their rows stand for."""
    if not shown.body[1] or shown.rows.values_at is not None:
        return
    for row, cells in zip(shown.rows.lines, shown.cells[shown.body[0] :], strict=True):
        for level in row.own if row.type == "data" else ():
            cell = cells[0 if pivot.form == "compact" else level]
            item = row.key[level]
            blank = pivot.row_fields[level].blank_label
            if cell != blank if item is None else _label(cell) != item:
                yield f"{shown.name}: row {row.key} is labelled {cell!r}"


def _label(cell: object) -> Known:
    if isinstance(cell, timedelta):
        return known(_ZERO + cell)
    if isinstance(cell, str):
        return known(unescaped(cell))
    return known(cell) if isinstance(cell, bool | int | float | date | time) else None


def wrong_for_libreoffice(
    shown: Shown, pivot: Pivot, sheet: DataSheet, captions: set[str], cells: tuple[Cell, ...]
) -> Iterator[str]:
    """Numbers that LibreOffice computes differently, of the values with these captions."""
    for (items, value), ours, theirs in pairs(shown, sheet, captions, cells):
        own = None if ours == pivot.empty_caption else ours
        if not same(own, theirs) and not (theirs is None and _rounded(own)):
            yield f"{shown.name}: {dict(items)}, {value!r} is {ours!r} here and {theirs!r} in LibreOffice"


def _rounded(number: object) -> bool:
    """Whether what LibreOffice has as an error, or not at all, is nothing: spreads of equal numbers are."""
    return isinstance(number, int | float) and abs(number) < ABSOLUTE


def pairs(
    shown: Shown, sheet: DataSheet, captions: set[str], cells: tuple[Cell, ...]
) -> Iterator[tuple[Place, object, float | None]]:
    """The cells that both show: what they stand for, ours and theirs."""
    ours = _by_items(shown)
    for cell in cells:
        items = frozenset((name, _member(sheet, name, member)) for name, member in cell.items.items())
        if cell.value in captions and (items, cell.value) in ours:
            yield (items, cell.value), ours[items, cell.value], cell.number


def _by_items(shown: Shown) -> Mapping[Place, object]:
    return {
        (_named(shown.rows, row) | _named(shown.columns, column), shown.captions[value]): cell
        for row, column, value, cell in shown.numbers()
        if cell is not None
    }


def _named(side: Side, line: Line) -> frozenset[tuple[str, Known]]:
    return frozenset(zip(side.fields, line.key, strict=False))


def _member(sheet: DataSheet, field: str, member: Member) -> Known:
    """The item that LibreOffice calls so."""
    columns = {column.name: column for column in sheet.columns}
    if not isinstance(member.number, float) or group_of(sheet, field):
        return known(member.name) if member.name else None
    return _number(columns[field], member.number)


def _number(column: Column, number: float) -> Known:
    match column.kind:
        case "boolean":
            return known(bool(number))
        case "date" | "datetime" | "time" if abs(number) < _LAST_DAY:
            return known(_ZERO + timedelta(milliseconds=round(number * 86_400_000)))
        case _:
            return known(number)
