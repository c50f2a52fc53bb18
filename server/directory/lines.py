"""The lines of a table in a file, whatever kind of file it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import category, normalize

_ERROR_VALUES = {"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
_INVISIBLE = {"\u200b", "\u2060", "\ufeff"}  # zero-width signs that come along when copying from web pages


@dataclass(frozen=True)
class Line:
    """A line with its number as a spreadsheet shows it, from 1."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""
    """Why the line couldn't be read."""

    @property
    def blank(self) -> bool:
        """Whether it says nothing at all."""
        return not any(self.cells) and not self.fault


@dataclass(frozen=True)
class Sheet:
    """One table of a file."""

    title: str
    """Empty where a file has only one."""
    lines: Iterator[Line]


def cleaned(value: object) -> str:
    """What a cell says: on one line, without signs that can't be seen; error values say nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
    text = str(value)
    if not text.isprintable():
        text = "".join(_visible(sign) for sign in text)
    text = " ".join(normalize("NFC", text).split())
    return "" if text in _ERROR_VALUES else text


def _visible(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if sign in _INVISIBLE or category(sign) in ("Cc", "Cs") else sign
