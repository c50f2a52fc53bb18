"""Values and types of a layout in words."""

import difflib
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Literal, get_args, get_origin

from excel.shell.shapes import element_of, is_table

_LONGEST = 40
_MOST = 20
_WORDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date",
    datetime: "a date-time without a time zone",
}


def shown(raw: object) -> str:
    """A value of a TOML file as a reader knows it."""
    match raw:
        case bool():
            return "true" if raw else "false"
        case str():
            return f"the text {short(repr(raw))}"
        case list():
            return "an array"
        case dict():
            return "a table"
        case int() if not fits_64_bits(raw):
            # Python refuses to write out numbers of some thousand digits.
            return "a number of more than 64 bits"
        case datetime():
            return raw.isoformat(" ")
        case date() | time():
            return raw.isoformat()
        case _:
            return short(str(raw))


def fits_64_bits(number: int) -> bool:
    """Whether it is an integer that TOML promises to hold."""
    return -(2**63) <= number < 2**63


def expected(members: Iterable[Any]) -> str:
    """What stands where one of these types is due."""
    words = list(dict.fromkeys(word for member in members if (word := _word(member))))
    narrower = [_WORDS[int]] if _WORDS[float] in words else []
    return alternatives(word for word in words if word not in narrower)


def alternatives(words: Iterable[str]) -> str:
    """One, two or three."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def meant(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: which one was meant, or which there are."""
    names = list(known)
    if close := difflib.get_close_matches(name, names, 1, 0.6):
        return f"; did you mean {close[0]!r}?"
    return f"; it can be {alternatives(map(repr, names))}." if 0 < len(names) <= _MOST else "."


def _word(member: Any) -> str | None:
    if is_table(member):
        return "a table"
    if element_of(member) is not None:
        return "an array"
    if get_origin(member) is Literal:
        return alternatives("true" if choice is True else repr(choice) for choice in get_args(member))
    return _WORDS.get(member)


def short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
