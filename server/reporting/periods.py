"""Quarters and months, as the trend shows them."""

from dataclasses import dataclass
from datetime import date

QUARTERS, MONTHS = 8, 24


@dataclass(frozen=True)
class Period:
    """A quarter or month: its first day, and the first day after it."""

    since: date
    before: date
    label: str
    """Above the year: `Q4`, or `Nov`."""

    @property
    def name(self) -> str:
        """In full: `Q4 2026`, or `Nov 2026`."""
        return f"{self.label} {self.since.year}"


def quarters(last: date, first: date | None = None) -> list[Period]:
    """Those from the one with `first` in it to the one with `last` in it, oldest first; `QUARTERS` of them
    where `first` is left open.
    """
    number = _month_number(last) // 3
    begin = _month_number(first) // 3 if first else number - QUARTERS + 1
    return [_quarter(n) for n in range(begin, number + 1)]


def months(last: date, first: date | None = None) -> list[Period]:
    """The same with months, `MONTHS` of them where `first` is left open."""
    number = _month_number(last)
    begin = _month_number(first) if first else number - MONTHS + 1
    return [_month(n) for n in range(begin, number + 1)]


def quarter_name(day: date) -> str:
    """As in a workbook, where names must sort by time: `2026 Q4`."""
    return f"{day.year} Q{(day.month + 2) // 3}"


def month_name(day: date) -> str:
    """As in a workbook: `2026-11`."""
    return f"{day:%Y-%m}"


def _quarter(number: int) -> Period:
    return Period(_first_day(number * 3), _first_day(number * 3 + 3), f"Q{number % 4 + 1}")


def _month(number: int) -> Period:
    first = _first_day(number)
    return Period(first, _first_day(number + 1), f"{first:%b}")


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month_number: int) -> date:
    return date(month_number // 12, month_number % 12 + 1, 1)
