"""What LibreOffice 7.4 knows of our pivots, as its answers to workbooks showed.

It has no calculated fields, none of the comparisons that came with Excel 2010, and no filters by value or
label; comparisons along an outer field, and with neighbours in an order of its own, are other numbers. Of
three values of one column it computes the first twice, and of two it compares both as the first, or mixes
them up beside a calculated field. Booleans
are numbers to it. Of grouped dates and numbers it leaves out the empty ones. It hides numbers and texts
(without control characters) as long as the field has no empty ones, and only of fields that it shows.
"""

from collections.abc import Iterator, Sequence

from excel.book import (
    Book,
    DataSheet,
    DateGroups,
    Item,
    Neighbour,
    NumberBands,
    Pivot,
    Raw,
    Value,
)
from tests.excel.recomputing.cells import held
from tests.excel.recomputing.items import column_of, group_of, itemised
from tests.excel.recomputing.wording import caption

_COMPARISONS = (
    None,
    "difference",
    "percent",
    "percent_difference",
    "percent_of_row",
    "percent_of_column",
    "percent_of_total",
    "index",
)
_NUMBERS = ("integer", "decimal", "duration")


def known_values(book: Book, pivot: Pivot, rows: Sequence[Sequence[Raw]]) -> set[str]:
    """The captions of a pivot's values that LibreOffice should agree on."""
    sheet = next(sheet for sheet in book.data_sheets if sheet.table == pivot.source)
    if not (pivot.rows or pivot.columns) or not all(_knows_items(sheet, f, rows) for f in pivot.axis_names):
        return set()
    if any(f.filter for f in (*pivot.row_fields, *pivot.column_fields)):
        return set()
    for field, items in _choices(book, pivot):
        if field not in pivot.axis_names or not _can_hide(sheet, field, items, rows):
            return set()
    return {caption(value) for value in pivot.values if _knows_value(sheet, pivot, value)}


def _knows_items(sheet: DataSheet, field: str, rows: Sequence[Sequence[Raw]]) -> bool:
    natural = isinstance(group_of(sheet, field), DateGroups | NumberBands)
    return not natural or not _has_blanks(sheet, field, rows)


def _has_blanks(sheet: DataSheet, field: str, rows: Sequence[Sequence[Raw]]) -> bool:
    column = column_of(sheet, field)
    return None in itemised(sheet, field, [held(row[column], sheet.columns[column].kind) for row in rows])


def _choices(book: Book, pivot: Pivot) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for page in pivot.page_fields:
        yield page.name, page.chosen
    for field in (*pivot.row_fields, *pivot.column_fields):
        yield field.name, field.hidden
    for slicer in book.slicers_of(pivot.name):
        if slicer.chosen:
            yield slicer.field, slicer.chosen


def _can_hide(sheet: DataSheet, field: str, items: Sequence[Item], rows: Sequence[Sequence[Raw]]) -> bool:
    if not items:
        return True
    column = sheet.columns[column_of(sheet, field)]
    plain = group_of(sheet, field) is None and column.kind in ("text", "integer", "boolean")
    long = column.kind == "integer" and any(isinstance(item, str) for item in items)
    plain = plain and all(item.isprintable() for item in items if isinstance(item, str))
    return plain and not long and not _has_blanks(sheet, field, rows)


def _knows_value(sheet: DataSheet, pivot: Pivot, value: Value) -> bool:
    ways = [one.show_as for one in pivot.values if one.field == value.field]
    calculated = {field.name.casefold() for field in sheet.calculated}
    dropped = any(one.field.casefold() in calculated for one in pivot.values)
    if len(ways) > 2 or (len(ways) == 2 and (any(ways) or dropped)):
        return False
    kinds = {column.name.casefold(): column.kind for column in sheet.columns}
    kind = kinds.get(value.field.casefold())
    if kind is None or value.show_as not in _COMPARISONS or isinstance(value.base_item, Neighbour):
        return False
    innermost = [axis[-1].name for axis in (pivot.row_fields, pivot.column_fields) if axis]
    if value.base_field not in (None, *innermost):
        return False
    return value.function != "count_numbers" or kind in _NUMBERS
