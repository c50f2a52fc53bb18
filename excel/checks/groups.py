"""The groups of a cache's fields: each must follow from the items that it groups."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from excel.checks.caches import BLANK, Cache, Field, Group, Value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def findings(cache: Cache) -> Iterator[str]:
    """What is wrong with the groups of one cache."""
    for field in cache.fields:
        where = f"{cache.definition}, field {field.name!r}"
        if field.parent is not None and not 0 <= field.parent < len(cache.fields):
            yield f"{where}: its groups are in field {field.parent}, which is not there."
        if field.group is not None:
            yield from _group(where, cache, field, field.group)
        elif not field.database and field.formula is None:
            yield f"{where}: has neither values nor groups nor a formula."


def _group(where: str, cache: Cache, field: Field, group: Group) -> Iterator[str]:
    if not 0 <= group.base < len(cache.fields) or not cache.fields[group.base].database:
        yield f"{where}: groups field {group.base}, which is no column."
        return
    items = cache.fields[group.base].items
    if group.rule is None:
        if len(group.members) != len(items):
            yield f"{where}: puts {len(group.members)} items into groups, but there are {len(items)}."
        for member in group.members:
            if member >= len(group.labels):
                yield f"{where}: puts an item into group {member}, but there are {len(group.labels)}."
        return
    if any(kind not in ("d", "n", "m") for kind, _ in items):
        yield f"{where}: groups texts by their size, which Excel can't."
        return
    wanted = _labels(group.rule)
    if wanted is not None and [text for _, text in group.labels[1:]] != wanted:
        yield f"{where}: its groups don't follow from its bounds."
    if (
        wanted is None
        and "groupBy" not in group.rule
        and len(group.labels) != _count(_bounds(group.rule)) + 2
    ):
        yield f"{where}: its groups don't follow from its bounds."
        return
    places = members(cache, group)
    if places is not None and not all(0 <= place < len(group.labels) for place in places):
        yield f"{where}: holds values for which it has no group."


def _labels(rule: dict[str, str]) -> list[str] | None:
    """The labels of dates' parts behind the first, which is for what lies before; None for other rules."""
    if (part := rule.get("groupBy")) is not None:
        start, end = (datetime.fromisoformat(rule[name]) for name in ("startDate", "endDate"))
        names = _names(part, start, end)
        return None if names is None else [*names, f">{end.month}/{end.day}/{end.year}"]
    return None


def _names(part: str, start: datetime, end: datetime) -> list[str] | None:
    last = end - timedelta(days=1) if end.year < 9999 or end.month < 12 else end
    match part:
        case "years":
            return [str(year) for year in range(start.year, last.year + 1)]
        case "quarters":
            return [f"Qtr{number}" for number in range(1, 5)]
        case "months":
            return list(_MONTHS)
        case "days":
            days = (datetime(2024, 1, 1) + timedelta(days=number) for number in range(366))
            return [f"{day.day}-{_MONTHS[day.month - 1]}" for day in days]
        case _:
            return None


def _bounds(rule: dict[str, str]) -> tuple[float, float, float]:
    start, end = float(rule.get("startNum", 0)), float(rule.get("endNum", 0))
    return start, end, float(rule.get("groupInterval", 1))


def members(cache: Cache, group: Group) -> Sequence[int] | None:
    """For each item of the base the index of its group; None for rules that we don't know."""
    if group.rule is None:
        return group.members
    items = cache.fields[group.base].items
    if (part := group.rule.get("groupBy")) is None or part == "range":
        return [_band(item, _bounds(group.rule)) for item in items]
    start = datetime.fromisoformat(group.rule["startDate"])
    return [0 if item == BLANK else _part(part, datetime.fromisoformat(item[1]), start) for item in items]


def _count(bounds: tuple[float, float, float]) -> int:
    """How many bands there are between the bounds."""
    start, end, step = bounds
    return max(math.ceil((end - start) / step - 1e-9), 1)


def _band(item: Value, bounds: tuple[float, float, float]) -> int:
    start, end, step = bounds
    count = _count(bounds)
    if item == BLANK or float(item[1]) < start:
        return 0
    number = float(item[1])
    return count + 1 if number > end else 1 + min(int((number - start) / step + 1e-9), count - 1)


def _part(part: str, day: datetime, start: datetime) -> int:
    match part:
        case "years":
            return day.year - start.year + 1
        case "quarters":
            return (day.month - 1) // 3 + 1
        case "months":
            return day.month
        case _:
            return day.replace(year=2024).timetuple().tm_yday
