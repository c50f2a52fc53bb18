"""The flags that `sharedItems` must have for given values, as a table of what Excel writes."""

from collections.abc import Iterable
from datetime import date, timedelta

from excel.checks.caches import Value
from excel.markup import utf16_units

# By the kinds of values: words (texts and booleans), numbers, dates, blanks.
_ONLY_NUMBERS = {"containsSemiMixedTypes": "0", "containsString": "0", "containsNumber": "1"}
_ONLY_DATES = {
    "containsSemiMixedTypes": "0",
    "containsNonDate": "0",
    "containsDate": "1",
    "containsString": "0",
}
_BLANK = {"containsBlank": "1"}
_BY_KINDS: dict[str, dict[str, str]] = {
    "": {},
    "w": {},
    "n": _ONLY_NUMBERS,
    "d": _ONLY_DATES,
    "wm": _BLANK,
    "nm": {"containsString": "0", "containsNumber": "1"} | _BLANK,
    "dm": {"containsNonDate": "0", "containsDate": "1", "containsString": "0"} | _BLANK,
    "m": {"containsNonDate": "0", "containsString": "0"} | _BLANK,
    "wn": {"containsMixedTypes": "1", "containsNumber": "1"},
    "wnm": {"containsMixedTypes": "1", "containsNumber": "1"} | _BLANK,
    "wd": {"containsMixedTypes": "1", "containsDate": "1"},
    "wdm": {"containsMixedTypes": "1", "containsDate": "1"} | _BLANK,
}
_KIND = {"s": "w", "b": "w", "n": "n", "d": "d", "m": "m"}
_BOUNDS = ("minValue", "maxValue", "minDate", "maxDate")


def expected(values: Iterable[Value]) -> dict[str, str] | None:
    """The flags without bounds; None for a mixture that no column of a kind can have."""
    distinct = set(values)
    kinds = {_KIND[name] for name, _ in distinct}
    flags = _BY_KINDS.get("".join(kind for kind in "wndm" if kind in kinds))
    if flags is None:
        return None
    flags = dict(flags)
    if "n" in kinds and all(float(v).is_integer() for name, v in distinct if name == "n"):
        flags["containsInteger"] = "1"
    if any(utf16_units(v) > 255 for name, v in distinct if name == "s"):
        flags["longText"] = "1"
    return flags


def without_bounds(flags: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in flags.items() if name not in _BOUNDS}


def wrong_bounds(values: Iterable[Value], flags: dict[str, str]) -> bool:
    """Whether minima or maxima are missing, superfluous or untrue."""
    distinct = set(values)
    numbers = [float(v) for name, v in distinct if name == "n"]
    dates = [v for name, v in distinct if name == "d"]
    stated = [flags.get(name) for name in _BOUNDS]
    if numbers:
        if stated[0] is None or stated[1] is None:
            return True
        if (float(stated[0]), float(stated[1])) != (min(numbers), max(numbers)):
            return True
    elif stated[0] or stated[1]:
        return True
    if dates:
        # The last date's bound is the midnight after it, where the calendar has one.
        return stated[2:] != [min(dates), _end_of_day(max(dates))]
    return bool(stated[2] or stated[3])


def _end_of_day(moment: str) -> str:
    day = date.fromisoformat(moment[:10])
    return f"{day if day == date.max else day + timedelta(days=1)}T00:00:00"
