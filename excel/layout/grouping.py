"""Groups of a column's items: the labels of the groups, and which of them each item belongs to.

Dates and bands follow Excel's *Group* dialog: the first group is for what lies before the start (and for
empty values, which Excel has no other place for), the last for what lies behind the end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from excel.book import DateGroups, DatePart, ManualGroups, NumberBands
from excel.data.contents import Content
from excel.problems import LayoutProblem

_BLANK = "(blank)"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Excel numbers the days of a year as in a leap year, so that 1 March is the 61st in every year.
_LEAP_YEAR = 2024


@dataclass(frozen=True)
class Grouped:
    """labels: of the groups (for items in no group by hand: the item itself); item_of_code: for each item of
    the column the index of its group; start, end: of dates and bands, the end of dates being the day after
    the last.
    """

    labels: tuple[Content, ...]
    item_of_code: tuple[int, ...]
    start: datetime | float | None = None
    end: datetime | float | None = None
    interval: float | None = None


def by_hand(group: ManualGroups, items: Sequence[Content], column: str) -> Grouped:
    """Groups by hand, those with members first; items in none of them follow in the order of the data.

    Raises: LayoutProblem when a label is that of an item outside the groups.
    """
    group_of = {_folded(item): label for label, members in group.groups for item in members}
    labels: dict[Content, Content] = {}
    used = {group_of[_folded(item)] for item in items if _folded(item) in group_of}
    for label, _ in group.groups:
        if label in used:
            labels[_folded(label)] = label
    for item in items:
        if _folded(item) in group_of:
            continue
        if _folded(item) in labels:
            raise LayoutProblem(
                [f"The group {item!r} of {group.name!r} is called like an item of {column!r} outside of it."]
            )
        labels[_folded(item)] = item
    places = {folded: place for place, folded in enumerate(labels)}
    codes = tuple(places[_folded(group_of.get(_folded(item), item))] for item in items)
    return Grouped(tuple(labels.values()), codes)


def _folded(item: Content) -> Content:
    """Texts without regard to case; a boolean is no number."""
    if isinstance(item, bool):
        return f"\0{item}"
    return item.casefold() if isinstance(item, str) else item


def bands(group: NumberBands, items: Sequence[Content], whole: bool) -> Grouped:
    """Bands of numbers; of whole ones "0-4", of others "0-5".

    Raises: LayoutProblem for texts, and where the first group would hold empty values and numbers at once.
    """
    start, end, step = group.start, group.end, group.interval
    count = max(math.ceil((end - start) / step - 1e-9), 1)
    lows = [start + number * step for number in range(count)]
    labels = [_band(low, min(low + step, end), whole and low + step < end) for low in lows]
    codes = [_place(item, group, count) for item in items]
    blank, below = None in items, any(_number(item) < start for item in items if item is not None)
    if blank and below:
        raise LayoutProblem(
            [f"{group.column!r} has empty values and numbers below {start:g}: begin its bands lower."]
        )
    first = _BLANK if blank else f"<{start:g}"
    return Grouped((first, *labels, f">{end:g}"), tuple(codes), start, end, step)


def _band(low: float, high: float, open_end: bool) -> str:
    return f"{low:g}-{high - 1 if open_end else high:g}"


def _place(item: Content, group: NumberBands, count: int) -> int:
    if item is None:
        return 0
    number = _number(item)
    if math.isnan(number):
        raise LayoutProblem([f"{group.column!r} holds {item!r}, which is no number and fits in no band."])
    if number < group.start:
        return 0
    if number > group.end:
        return count + 1
    return 1 + min(math.floor((number - group.start) / group.interval + 1e-9), count - 1)


def _number(item: Content) -> float:
    return math.nan if item is None or isinstance(item, str | date | time) else float(item)


def date_parts(group: DateGroups, items: Sequence[Content], column: str) -> tuple[Grouped, ...]:
    """The groups of each part, in the order of `group.by`.

    Raises: LayoutProblem for a date that Excel has no date for.
    """
    texts = [item for item in items if isinstance(item, str)]
    if texts:
        raise LayoutProblem([f"{column!r} holds {texts[0]!r}, which Excel can't group: it is no date there."])
    days = [_midnight(item) if isinstance(item, date) else None for item in items]
    known = [day for day in days if day is not None] or [datetime(_LEAP_YEAR, 1, 1)]
    last = max(known)
    # Excel's last day has no day after it.
    start, end = min(known), last if last.date() == date.max else last + timedelta(days=1)
    first = _BLANK if None in days else f"<{_american(start)}"
    return tuple(_dates(part, days, start, end, last.year, first) for part in group.by)


def _dates(
    part: DatePart,
    days: Sequence[datetime | None],
    start: datetime,
    end: datetime,
    last_year: int,
    first: str,
) -> Grouped:
    names = _names(part, start.year, last_year)
    codes = tuple(0 if day is None else 1 + _ordinal(part, day, start.year) for day in days)
    return Grouped((first, *names, f">{_american(end)}"), codes, start, end)


def _names(part: DatePart, first_year: int, last_year: int) -> list[str]:
    match part:
        case "years":
            return [str(year) for year in range(first_year, last_year + 1)]
        case "quarters":
            return [f"Qtr{quarter}" for quarter in range(1, 5)]
        case "months":
            return list(_MONTHS)
        case "days":
            days = (date(_LEAP_YEAR, 1, 1) + timedelta(days=number) for number in range(366))
            return [f"{day.day}-{_MONTHS[day.month - 1]}" for day in days]


def _ordinal(part: DatePart, day: datetime, first_year: int) -> int:
    match part:
        case "years":
            return day.year - first_year
        case "quarters":
            return (day.month - 1) // 3
        case "months":
            return day.month - 1
        case "days":
            return day.replace(year=_LEAP_YEAR).timetuple().tm_yday - 1


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _american(day: datetime) -> str:
    """As Excel writes bounds of groups in every language."""
    return f"{day.month}/{day.day}/{day.year}"
