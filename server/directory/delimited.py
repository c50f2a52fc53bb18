"""Tables in text files: values between commas, semicolons or tabs, as spreadsheets save them."""

import csv
from collections.abc import Iterator
from itertools import islice

from server.directory.lines import Line, Sheet, cleaned
from server.errors import invalid

_DELIMITERS = ",;\t"
_LOOK_AT = 20  # lines that show which delimiter is used


def sheet(content: bytes) -> Sheet:
    """The file's only table.

    Raises:
        Problem: 422 when it is no text.
    """
    text = _decoded(content).splitlines(keepends=True)
    skipped = 0
    delimiter = _delimiter(text)
    if text and (said := _said_delimiter(text[0])):
        delimiter, skipped = said, 1
    return Sheet("", _lines(text, delimiter, skipped))


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise invalid("This is neither a workbook (.xlsx) nor a text file (.csv). Save the table as one of them.")


def _said_delimiter(first: str) -> str | None:
    """What a first line such as `sep=;` says, which Excel heeds."""
    said = first.strip()
    return said[4] if said.lower().startswith("sep=") and len(said) == 5 else None


def _delimiter(text: list[str]) -> str:
    """The one that makes the widest line; a comma when none makes more than one cell."""

    def width(delimiter: str) -> int:
        return max((len(line.cells) for line in islice(_lines(text, delimiter, 0), _LOOK_AT)), default=0)

    return max(_DELIMITERS, key=width)


def _lines(text: list[str], delimiter: str, skipped: int) -> Iterator[Line]:
    reader = csv.reader(text[skipped:], delimiter=delimiter, strict=True)
    number = skipped
    while True:
        number += 1
        first = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(number, (), _quotes_fault(first, skipped + reader.line_num))
        else:
            yield Line(number, tuple(cleaned(cell) for cell in cells))


def _quotes_fault(first: int, last: int) -> str:
    which = f"line {first} of the file wasn't" if first == last else f"lines {first} to {last} weren't"
    return f"Its quotation marks don't match, so that {which} read."
