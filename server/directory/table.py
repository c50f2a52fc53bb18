"""The rows of a file, whatever kind it is, under the header that names their fields."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from os import SEEK_END
from typing import BinaryIO

from server.directory import columns, delimited, workbook
from server.directory.columns import Columns, Row
from server.directory.lines import Line, Sheet
from server.errors import Problem, invalid

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
_HEADER_WITHIN = 20  # lines from the top, since titles may stand above it
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Table:
    """A file's rows, which are read as they are asked for, and what its header says."""

    columns: Columns
    rows: Iterator[Row]


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Table]:
    """The table in a seekable file, told by its content to be a workbook or a text.

    Raises:
        Problem: 422 when there is none, or too much of it: what the file is, and what to do.
    """
    if stream.seek(0, SEEK_END) > MOST_BYTES:
        raise invalid(f"The file is larger than {MOST_BYTES // 2**20} MB. {_SPLIT}")
    stream.seek(0)
    start = stream.read(8)
    stream.seek(0)
    if start == _OLD_OFFICE:
        raise _not_open(stream.read())
    if start.startswith(b"PK"):
        with workbook.opened(stream) as sheets:
            yield _table(sheets)
    else:
        yield _table([delimited.sheet(stream.read())])


_SPLIT = "Split it into several files, and import one after the other; nothing is taken twice."


def _not_open(content: bytes) -> Problem:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return invalid("This workbook is protected by a password. Save it without one, and choose it again.")
    return invalid("This is a file of an old Office. Open it in Excel, and save it as .xlsx.")


def _table(sheets: Iterable[Sheet]) -> Table:
    """The first sheet with a header that names the least we need."""
    first_lines: list[Line] = []
    for sheet in sheets:
        top = list(islice(sheet.lines, _HEADER_WITHIN))
        for place, line in enumerate(top):
            found = columns.find(line.cells)
            if not found.missing:
                return Table(found, _rows(found, chain(top[place + 1 :], sheet.lines)))
        first_lines += [line for line in top if not line.blank]
    raise _no_header(first_lines)


def _rows(found: Columns, lines: Iterable[Line]) -> Iterator[Row]:
    count = 0
    for line in lines:
        if line.blank:
            continue
        count += 1
        if count > MOST_ROWS:
            raise invalid(f"The file has more than {MOST_ROWS:,} rows. {_SPLIT}")
        yield Row(line.number, fault=line.fault) if line.fault else found.row(line.number, line.cells)


def _no_header(lines: list[Line]) -> Problem:
    if not lines:
        return invalid("The file is empty. It needs a row with headings, such as Name, E-mail and Company.")
    nearest = min(lines, key=lambda line: len(columns.find(line.cells).missing))
    missing = " and none for ".join(_WORDS[field] for field in columns.find(nearest.cells).missing)
    said = ", ".join(f"“{cell}”" for cell in nearest.cells if cell)
    return invalid(
        f"There is no column for {missing}. Row {nearest.number} says {_shortened(said)}. "
        "The first row must name the columns, such as Name, E-mail, Company, Owner."
    )


_WORDS = {"email": "the mail address", "account": "the company"}


def _shortened(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"
