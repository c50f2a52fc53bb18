"""Tables in Excel workbooks (.xlsx), read without trusting their maker."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from server.directory.lines import Line, Sheet, cleaned
from server.errors import Problem, invalid

MOST_UNPACKED_BYTES = 300 * 1024 * 1024
_COLUMNS = 64  # only the left ones are looked at, so that a sheet can't be endlessly wide
_ROWS = 1_048_576  # of any sheet in Excel

_DAMAGE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl lets through when a workbook isn't as it should be."""


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Iterator[Sheet]]:
    """The visible sheets of the workbook, to be read while it is open.

    Raises:
        Problem: 422 when it is no workbook, is damaged, or unpacks to too much; while reading, too.
    """
    _refuse_bombs(stream)
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as error:
        raise _damaged() from error
    try:
        yield _sheets(book)
    finally:
        book.close()


def _refuse_bombs(stream: BinaryIO) -> None:
    try:
        with ZipFile(stream) as archive:
            parts = archive.infolist()
    except _DAMAGE as error:
        raise _damaged() from error
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise invalid(
            "This is not a workbook of Excel. Save the table as .xlsx or .csv, and choose that file."
        )
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise invalid(
            f"This workbook unpacks to more than {MOST_UNPACKED_BYTES // 2**20} MB. Copy the contacts alone "
            "into a new workbook, and choose that."
        )


def _sheets(book: Workbook) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True)
            yield Sheet(sheet.title, _lines(rows))


def _lines(rows: Iterator[tuple[object, ...]]) -> Iterator[Line]:
    number = 0
    while True:
        number += 1
        try:
            values = next(rows)
        except StopIteration:
            return
        except _DAMAGE as error:
            raise _damaged() from error
        yield Line(number, tuple(cleaned(value) for value in values))


def _damaged() -> Problem:
    return invalid(
        "This workbook can't be read: it is damaged. Open it in Excel, save it anew as .xlsx, and try again."
    )
