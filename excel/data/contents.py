"""What a field of a pivot cache contains, and the flags by which its `sharedItems` says so.

Excel repairs workbooks whose flags don't match the values: they are counted while the values pass by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from excel.markup import utf16_units

# What a cell holds; None is an empty one.
Content = str | int | float | bool | date | time | None
# A time of day is a fraction of this day, for Excel.
_DAY_ZERO = date(1899, 12, 30)
# From here on sharedItems must say longText.
LONG_TEXT = 255


@dataclass
class Contents:
    """The kinds of values seen so far, and the bounds of numbers and dates."""

    blank: bool = False
    text: bool = False
    long_text: bool = False
    boolean: bool = False
    number: bool = False
    fraction: bool = False
    smallest: int | float | None = None
    largest: int | float | None = None
    earliest: date | None = None
    latest: date | None = None

    def add(self, values: Iterable[Content]) -> None:
        """Take note of values, each distinct one at least once."""
        for value in values:
            if value is None:
                self.blank = True
            elif isinstance(value, str):
                self.text = True
                self.long_text = self.long_text or utf16_units(value) > LONG_TEXT
            elif isinstance(value, bool):
                self.boolean = True
            elif isinstance(value, date | time):
                self.add_date(value)
            else:
                self.add_number(value)

    def merge(self, other: "Contents") -> None:
        """Take note of what was noted elsewhere."""
        for flag in ("blank", "text", "long_text", "boolean", "number", "fraction"):
            setattr(self, flag, getattr(self, flag) or getattr(other, flag))
        for number in (other.smallest, other.largest):
            if number is not None:
                self.add_number(number)
        for day in (other.earliest, other.latest):
            if day is not None:
                self.add_date(day)

    def add_number(self, value: int | float) -> None:
        self.number = True
        self.fraction = self.fraction or not float(value).is_integer()
        self.smallest = value if self.smallest is None else min(self.smallest, value)
        self.largest = value if self.largest is None else max(self.largest, value)

    def add_date(self, value: date | time) -> None:
        day = datetime.combine(_DAY_ZERO, value) if isinstance(value, time) else value
        self.earliest = day if self.earliest is None else min(self.earliest, day)
        self.latest = day if self.latest is None else max(self.latest, day)

    @property
    def dated(self) -> bool:
        return self.earliest is not None

    @property
    def _classes(self) -> int:
        """How many of text (with booleans), numbers and dates there are."""
        return (self.text or self.boolean) + self.number + self.dated

    def flags(self) -> dict[str, str]:
        """The attributes of `sharedItems`, without those that have their default and without the count."""
        said = self._kind_flags() | self._number_flags() | self._date_bounds()
        return said | ({"longText": "1"} if self.long_text else {})

    def _kind_flags(self) -> dict[str, str]:
        words = self.text or self.boolean
        said = {}
        if (self.number or self.dated) and not words and not self.blank:
            said["containsSemiMixedTypes"] = "0"
        if not words and not self.number and (self.dated or self.blank):
            said["containsNonDate"] = "0"
        if self.dated:
            said["containsDate"] = "1"
        if not words and (self.number or self.dated or self.blank):
            said["containsString"] = "0"
        if self.blank:
            said["containsBlank"] = "1"
        if self._classes > 1:
            said["containsMixedTypes"] = "1"
        return said

    def _number_flags(self) -> dict[str, str]:
        if not self.number:
            return {}
        whole = {} if self.fraction else {"containsInteger": "1"}
        bounds = {"minValue": number(self.smallest or 0), "maxValue": number(self.largest or 0)}
        return {"containsNumber": "1"} | whole | bounds

    def _date_bounds(self) -> dict[str, str]:
        if self.earliest is None or self.latest is None:
            return {}
        return {"minDate": moment(self.earliest), "maxDate": moment(_day_after(self.latest))}


def _day_after(value: date) -> datetime:
    """The midnight that ends the day; Excel's last day has none."""
    day = value.date() if isinstance(value, datetime) else value
    return datetime.combine(day if day == date.max else day + timedelta(days=1), time())


def number(value: int | float) -> str:
    """A number as XML holds it: the shortest digits that mean the same double."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 10**15 else repr(float(value))


def moment(value: date | time) -> str:
    """A date or a time of day as a pivot cache holds it, to the second."""
    if isinstance(value, time):
        whole = datetime.combine(_DAY_ZERO, value)
    else:
        whole = value if isinstance(value, datetime) else datetime.combine(value, time())
    return whole.isoformat(timespec="seconds")
