"""What stands on rows, columns and pages: the items of columns, and of groups of dates, numbers and by hand.

An item is known by a text: of texts and labels of groups without regard to case, of a number its shortest
digits, of a date or time its ISO form. An empty one is None.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from excel.book import DataSheet, DateGroups, DatePart, Group, Item, ManualGroups, NumberBands
from tests.excel.recomputing.cells import Held

Known = str | None
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZERO = datetime(1899, 12, 30)


def known(item: Held | Item | time) -> Known:
    """The text by which an item is known."""
    match item:
        case None:
            return None
        case bool():
            return str(item).lower()
        case int() | float():
            return shortest(item)
        case datetime():
            return item.isoformat(timespec="milliseconds")
        case date():
            return datetime(item.year, item.month, item.day).isoformat(timespec="milliseconds")
        case time():
            return datetime.combine(_ZERO, item).isoformat(timespec="milliseconds")
        case _:
            return None if item.casefold() == "(blank)" else item.casefold()


def shortest(number: float) -> str:
    return f"{number:.15g}" if number else "0"


def column_of(sheet: DataSheet, field: str) -> int:
    """The number of the Table's column whose values a field shows or groups."""
    names = [column.name for column in sheet.columns]
    group = group_of(sheet, field)
    return names.index(group.column if group else field)


def group_of(sheet: DataSheet, field: str) -> Group | None:
    """The grouping that makes a field."""
    for group in sheet.groups:
        match group:
            case ManualGroups() if group.name == field:
                return group
            case DateGroups() if field in (*group.upper_names, group.column):
                return group
            case NumberBands() if group.column == field:
                return group
    return None


def itemised(sheet: DataSheet, field: str, cells: Sequence[Held]) -> list[Known]:
    """The item of a field for each row, from its column's cells."""
    group = group_of(sheet, field)
    match group:
        case DateGroups():
            part = dict(zip((*group.upper_names, group.column), group.by, strict=True))[field]
            return [_dated(part, cell) for cell in cells]
        case NumberBands():
            whole = sheet.columns[column_of(sheet, field)].kind == "integer"
            return [_banded(group, whole, cell) for cell in cells]
        case ManualGroups():
            labels = {known(item): known(label) for label, items in group.groups for item in items}
            return [labels.get(known(cell), known(cell)) for cell in cells]
        case _:
            return [known(cell) for cell in cells]


def _dated(part: DatePart, cell: Held) -> Known:
    if cell is None:
        return None
    assert isinstance(cell, datetime)
    match part:
        case "years":
            return f"{cell.year}"
        case "quarters":
            return f"qtr{(cell.month + 2) // 3}"
        case "months":
            return _MONTHS[cell.month - 1]
        case "days":
            return f"{cell.day}-{_MONTHS[cell.month - 1]}"


def _banded(group: NumberBands, whole: bool, cell: Held) -> Known:
    """The bands from the start on, the last with the end in it."""
    if cell is None:
        return None
    assert isinstance(cell, float)
    if cell < group.start:
        return f"<{shortest(group.start)}"
    if cell > group.end:
        return f">{shortest(group.end)}"
    low = group.start
    while low + group.interval <= cell and low + group.interval < group.end:
        low += group.interval
    high = min(low + group.interval, group.end)
    last = high == group.end
    return f"{shortest(low)}-{shortest(high - (whole and not last))}"
