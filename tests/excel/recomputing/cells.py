"""What a cell of the Table can hold of a value; the rules stand in docs/excel.md."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from excel.book import Kind, Raw

Held = str | bool | float | datetime | None
_FIRST_DAY = datetime(1900, 3, 1)
_ZERO = datetime(1899, 12, 30)
_LONG_INTEGER = 10**15
_LARGEST_NUMBER = 9.99999999999999e307
_LONGEST_TEXT = 32_767


def held(raw: Raw, kind: Kind) -> Held:
    """What arrives in Excel: numbers as floats, dates and times of day as moments, durations as days."""
    if raw is None or raw == "":
        return None
    match kind:
        case "text":
            return cut(str(raw))
        case "boolean":
            return bool(raw)
        case "integer" | "decimal":
            assert isinstance(raw, int | float | Decimal)
            return _number(raw)
        case "date" | "datetime":
            return _moment(raw)
        case "time":
            assert isinstance(raw, time)
            return datetime.combine(_ZERO, raw)
        case "duration":
            assert isinstance(raw, timedelta)
            return raw / timedelta(days=1)


def cut(text: str) -> str:
    """At most 32,767 UTF-16 units, and no half of a pair."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")


def _number(raw: int | float | Decimal) -> float | str | None:
    """What has no number is empty, and integers that would lose digits are texts."""
    exact = Decimal(raw)
    if not math.isfinite(raw) or abs(exact) > _LARGEST_NUMBER:
        return None
    if not isinstance(raw, float) and abs(exact) >= _LONG_INTEGER and exact == int(exact):
        return str(int(exact))
    return float(raw)


def _moment(raw: Raw) -> datetime | str:
    """Dates before Excel's March 1900 are texts."""
    assert isinstance(raw, date)
    moment = raw if isinstance(raw, datetime) else datetime(raw.year, raw.month, raw.day)
    return moment if moment >= _FIRST_DAY else raw.isoformat(" ") if raw is moment else raw.isoformat()


def number_of(cell: Held) -> float | None:
    """What aggregates see: numbers, durations, dates and times; not texts."""
    return (cell - _ZERO) / timedelta(days=1) if isinstance(cell, datetime) else _float(cell)


def _float(cell: Held) -> float | None:
    return cell if isinstance(cell, float) else None
