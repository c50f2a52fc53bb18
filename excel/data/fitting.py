"""What a cell can hold: a value is taken as it is, or changed by a rule of Excel's and the change named.

For single values of Python; `excel.data.columns` holds the same rules for whole columns.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from excel.book import Kind, Raw
from excel.data.contents import Content
from excel.markup import utf16_units

LONGEST_TEXT = 32_767
# From here on a double shows other digits than the number had: Excel keeps 15.
LONG_INTEGER = 10**15
LARGEST_NUMBER = 9.99999999999999e307
_LARGEST = Decimal(LARGEST_NUMBER)
# Excel believes in a 29 February 1900; before it, its serials name other days than a calendar does.
FIRST_DATE = date(1900, 3, 1)
_DAY = timedelta(days=1)

_SURROGATE = re.compile("[\ud800-\udfff]")


class Reason(StrEnum):
    """Why a value in the workbook differs from the one that was given."""

    CUT = "texts longer than 32,767 characters (UTF-16 units) were cut"
    BROKEN_CHARACTER = "halves of a character (lone surrogates) were replaced by \N{REPLACEMENT CHARACTER}"
    CASE_TWIN = "texts that differ only in case from an earlier one in a pivot's field got its spelling"
    LIKE_BLANK = (
        "texts that read (blank) in a pivot's field were left empty, as Excel calls its empty item so"
    )
    NOT_A_NUMBER = "numbers that are not finite or too large for Excel were left empty"
    LONG_INTEGER = "integers of more than 15 digits became text"
    ROUNDED = "decimals of more digits than a cell keeps were rounded"
    EARLY_DATE = "dates before 1 March 1900 became text"


class Fitted(NamedTuple):
    """A value that a cell can hold, and why it differs from the one given."""

    content: Content
    reasons: tuple[Reason, ...] = ()


def _fit_text(value: Raw) -> Fitted:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    # An enumeration's own str() would be its name.
    whole, reasons = str.__str__(value), []
    if _SURROGATE.search(whole):
        # Half of a pair has no UTF-8; two halves that belong together become their character.
        whole = whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        reasons.append(Reason.BROKEN_CHARACTER)
    if len(whole) > LONGEST_TEXT // 2 and utf16_units(whole) > LONGEST_TEXT:
        whole = whole.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
        reasons.append(Reason.CUT)
    return Fitted(whole or None, tuple(reasons))


def _fit_number(value: Raw) -> Fitted:
    if isinstance(value, float):
        return _fit_double(value)
    if not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is no number")
    exact = Decimal(value)
    if exact.is_nan() or exact.copy_abs() > _LARGEST:
        return Fitted(None, (Reason.NOT_A_NUMBER,))
    if exact.copy_abs() >= LONG_INTEGER and exact == exact.to_integral_value():
        return Fitted(format(exact, "f").partition(".")[0], (Reason.LONG_INTEGER,))
    content = _fit_double(float(exact)).content
    rounded = isinstance(content, int | float) and Decimal(repr(content)) != exact
    return Fitted(content, (Reason.ROUNDED,) if rounded else ())


def _fit_double(value: float) -> Fitted:
    # Asked this way round, what is not a number fails too.
    if not abs(value) <= LARGEST_NUMBER:
        return Fitted(None, (Reason.NOT_A_NUMBER,))
    return Fitted(int(value) if value.is_integer() and abs(value) < LONG_INTEGER else value)


def _fit_boolean(value: Raw) -> Fitted:
    return Fitted(bool(value))


def _fit_date(value: Raw) -> Fitted:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date")
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DATE:
        shown = value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        return Fitted(shown, (Reason.EARLY_DATE,))
    return Fitted(value)


def _fit_time(value: Raw) -> Fitted:
    if not isinstance(value, time):
        raise TypeError(f"{value!r} is no time")
    return Fitted(value)


def _fit_duration(value: Raw) -> Fitted:
    if not isinstance(value, timedelta):
        raise TypeError(f"{value!r} is no duration")
    return Fitted(value / _DAY)


_FITS: dict[Kind, tuple[tuple[type, ...], Callable[[Raw], Fitted]]] = {
    "text": ((str,), _fit_text),
    "integer": ((int,), _fit_number),
    "decimal": ((int, float, Decimal), _fit_number),
    "boolean": ((bool,), _fit_boolean),
    "date": ((date,), _fit_date),
    "datetime": ((datetime,), _fit_date),
    "time": ((time,), _fit_time),
    "duration": ((timedelta,), _fit_duration),
}


def accepts(kind: Kind, value: Raw) -> bool:
    """Whether a column of this kind takes the value at all; None always.

    A bool is no integer here, and a datetime no date: each would lose what it says.
    """
    if value is None:
        return True
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, datetime):
        return kind == "datetime" and value.tzinfo is None
    if isinstance(value, time):
        return kind == "time" and value.tzinfo is None
    if isinstance(value, Decimal) and value.is_snan():
        return False
    return isinstance(value, _FITS[kind][0])


def fit(kind: Kind, value: Raw) -> Fitted:
    """The value as a cell holds it; the kind must accept it."""
    return Fitted(None) if value is None else _FITS[kind][1](value)


def serial(moment: date | time) -> int | float:
    """A date as Excel counts it: days since 30 December 1899, the time of day as a fraction."""
    if isinstance(moment, time):
        return round((datetime.combine(date.min, moment) - datetime.min) / _DAY, 9)
    if not isinstance(moment, datetime):
        return (moment - date(1899, 12, 30)).days
    return round((moment - datetime(1899, 12, 30)) / _DAY, 9)
