"""How a CSV file writes values: what each kind looks like, as expressions over a column of texts."""

from collections.abc import Callable

import polars as pl
from polars.selectors import by_name

from excel.book import Kind

INFERRED: tuple[Kind, ...] = ("boolean", "integer", "decimal", "date", "datetime", "time")
"""The kinds that a column can turn out to be by itself, the narrowest first; else it is text."""

_INTEGER = r"^[+-]?[0-9]{1,18}$"
_DECIMAL = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?$"
# Codes are no numbers: 007 and 12E5 must stay what they are, and 16 digits don't fit a cell.
_SURE_INTEGER = r"^-?(?:0|[1-9][0-9]{0,14})$"
_SURE_DECIMAL = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?(?:[eE][+-][0-9]{1,3})?$"
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DATE = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_DURATION = r"^(-?)([0-9]{1,7}):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]{1,6})?))?$"

WRITTEN: dict[Kind, str] = {
    "text": "text",
    "integer": "an integer of at most 18 digits, such as -12",
    "decimal": "a number, such as -12.5",
    "boolean": "true, false, 1 or 0",
    "date": "a date, such as 2026-11-23",
    "datetime": "a date-time without a time zone, such as 2026-11-23 14:30:05",
    "time": "a time of day, such as 14:30:05",
    "duration": "a duration in hours, minutes and seconds, such as 36:15:00",
}
"""What a value of each kind looks like, for sentences."""


def named(column: str) -> pl.Expr:
    """A column by just this name: pl.col takes "*" and "^…$" for patterns."""
    return by_name(column).as_expr()


def is_empty(column: str) -> pl.Expr:
    """Whether there is nothing but blanks."""
    return _bare(column).is_null()


def parsed(column: str, kind: Kind, decimal_comma: bool) -> pl.Expr:
    """The values of a kind; None where there is nothing, and where the text is no such value."""
    if kind == "text":
        return named(column)
    bare = _bare(column)
    return _PARSERS[kind](_with_point(bare) if kind == "decimal" and decimal_comma else bare).alias(column)


def surely(column: str, kind: Kind, decimal_comma: bool) -> pl.Expr:
    """Whether a value could be nothing else than a value of this kind; None where there is none."""
    bare = _bare(column)
    match kind:
        case "integer":
            return bare.str.contains(_SURE_INTEGER)
        case "decimal":
            return (_with_point(bare) if decimal_comma else bare).str.contains(_SURE_DECIMAL)
        case "boolean":
            return bare.str.to_lowercase().is_in(["true", "false"])
        case _:
            return pl.when(bare.is_not_null()).then(parsed(column, kind, decimal_comma).is_not_null())


def _bare(column: str) -> pl.Expr:
    text = named(column).str.strip_chars(" ")
    return pl.when(text != "").then(text)


def _with_point(text: pl.Expr) -> pl.Expr:
    """A number with a decimal comma, with a point instead; None where it has a point already."""
    return pl.when(~text.str.contains(".", literal=True)).then(text.str.replace(",", ".", literal=True))


def _where(text: pl.Expr, pattern: str) -> pl.Expr:
    return pl.when(text.str.contains(pattern)).then(text)


def _integer(text: pl.Expr) -> pl.Expr:
    return _where(text, _INTEGER).cast(pl.Int64, strict=False)


def _decimal(text: pl.Expr) -> pl.Expr:
    return _where(text, _DECIMAL).cast(pl.Float64, strict=False)


def _boolean(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().replace_strict(_BOOLEANS, default=None, return_dtype=pl.Boolean)


def _date(text: pl.Expr) -> pl.Expr:
    return _where(text, f"^{_DATE}$").str.to_date("%Y-%m-%d", strict=False)


def _datetime(text: pl.Expr) -> pl.Expr:
    """In two steps, which is twice as quick as one with a format that has fractions in it."""
    moment = _where(text, f"^{_DATE}(?:[ T]{_TIME})?$")
    whole = pl.when(moment.str.len_bytes() == len("yyyy-mm-dd")).then(moment + " 00:00").otherwise(moment)
    minute = whole.str.slice(0, len("yyyy-mm-dd hh:mm")).str.replace("T", " ", literal=True)
    # Digits behind the sixth are cut off: rounded up they could end the year 9999.
    seconds = whole.str.slice(len("yyyy-mm-dd hh:mm:"), len("ss.ffffff")).cast(pl.Float64, strict=False)
    since = (seconds.fill_null(0.0) * 1e6).round().cast(pl.Int64).cast(pl.Duration("us"))
    return minute.str.to_datetime("%Y-%m-%d %H:%M", time_unit="us", strict=False, cache=False) + since


def _time(text: pl.Expr) -> pl.Expr:
    return _with_seconds(_where(text, f"^{_TIME}$")).str.to_time("%H:%M:%S%.f", strict=False)


def _with_seconds(clock: pl.Expr) -> pl.Expr:
    return pl.when(clock.str.len_bytes() == len("hh:mm")).then(clock + ":00").otherwise(clock)


def _duration(text: pl.Expr) -> pl.Expr:
    parts = text.str.extract_groups(_DURATION)
    hours, minutes = (parts.struct.field(name).cast(pl.Int64, strict=False) for name in ("2", "3"))
    seconds = parts.struct.field("4").cast(pl.Float64, strict=False).fill_null(0.0)
    microseconds = (hours * 60 + minutes) * 60_000_000 + (seconds * 1e6).round().cast(pl.Int64)
    sign = pl.when(parts.struct.field("1") == "-").then(-1).otherwise(1)
    return (microseconds * sign).cast(pl.Duration("us"))


_PARSERS: dict[Kind, Callable[[pl.Expr], pl.Expr]] = {
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "duration": _duration,
}
