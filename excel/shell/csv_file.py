"""A CSV file: how it is written, what its columns are called and how many rows it has."""

import codecs
import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from excel import references
from excel.names import twins
from excel.problems import DataProblem
from excel.shell.csv_lines import Record, counted, delimiter_of, is_blank, records, values_of
from excel.shell.layout import CsvForm

_DELIMITER = re.compile(r"[ !#-~]")
_BLOCK = 1 << 20


@dataclass(frozen=True)
class CsvFile:
    """A CSV file that was looked through from start to end and is whole.

    name: what to call it in a sentence.
    path: of its text in UTF-8, perhaps a copy.
    line_end: the last character of one, "\\n" or "\\r".
    header: the names of its columns, unique without regard to case.
    """

    name: str
    path: Path
    delimiter: str
    line_end: str
    decimal_comma: bool
    header: tuple[str, ...]
    rows: int

    def scan(self) -> pl.LazyFrame:
        """Its rows, every value a text; nothing, or quotes around nothing, is None or an empty text."""
        return pl.scan_csv(
            self.path,
            glob=False,
            separator=self.delimiter,
            eol_char=self.line_end,
            infer_schema=False,
            new_columns=self.header,
            n_rows=self.rows,
        )

    def line_of(self, row: int) -> int:
        """The line in which a row begins; row: counted from 0."""
        with closing(_lines(self.path, self.line_end)) as lines:
            found = records(lines)
            _header(found)
            return next(islice(found, row, None))[0]


def csv_file(path: Path, form: CsvForm, room: Path) -> CsvFile:
    """Look through a CSV file.

    room: a folder for a copy in UTF-8, where the file has another encoding.
    Raises:
        DataProblem: it can't be read as this form says, or a line is not whole; with the file's name.
        OSError: it can't be read at all.
    """
    try:
        return _looked_through(path, form, room)
    except DataProblem as problem:
        raise DataProblem(f"{path.name}: {problem}") from None


def _looked_through(path: Path, form: CsvForm, room: Path) -> CsvFile:
    if form.delimiter is not None and not (form.delimiter == "\t" or _DELIMITER.fullmatch(form.delimiter)):
        raise DataProblem(f"values can't be delimited by {form.delimiter!r}; it must be one ASCII character.")
    text = _in_utf_8(path, form.encoding, room)
    end = _line_end(text)
    with closing(_lines(text, end)) as lines:
        found = records(lines)
        first = _header(found)
        delimiter = form.delimiter or delimiter_of(first)
        header = _names(first, delimiter)
        rows = counted(found, delimiter, len(header))
    return CsvFile(path.name, text, delimiter, end, form.decimal_comma, header, rows)


def _in_utf_8(path: Path, encoding: str, room: Path) -> Path:
    """The file itself when it says to be UTF-8, else a copy."""
    try:
        if codecs.lookup(encoding).name in ("utf-8", "utf-8-sig"):
            return path
        copy = room / f"{len(list(room.iterdir()))}.csv"
        with (
            path.open(encoding=encoding, newline="") as source,
            copy.open("x", encoding="utf-8", newline="") as target,
        ):
            while block := source.read(_BLOCK):
                target.write(block)
    except LookupError:
        raise DataProblem(f"there is no text encoding named {encoding!r}.") from None
    except UnicodeError:
        raise DataProblem(f"its text isn't encoded in {encoding}.") from None
    return copy


def _line_end(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_BLOCK)
    return "\r" if b"\r" in head and b"\n" not in head else "\n"


def _lines(path: Path, end: str) -> Generator[str]:
    with path.open(encoding="utf-8-sig", newline=end) as file:
        try:
            yield from file
        except UnicodeDecodeError:
            raise DataProblem(
                f"{_not_utf_8(path)} isn't UTF-8; say its encoding, such as --encoding cp1252 or utf-16."
            ) from None


def _not_utf_8(path: Path) -> str:
    """The first line that isn't, in words; the text layer reads far ahead and can't tell."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return f"line {number}"
    return "the text"


def _header(found: Iterator[Record]) -> Record:
    for record in found:
        if not is_blank(record):
            return record
    raise DataProblem("it is empty; its first line must name the columns.")


def _names(record: Record, delimiter: str) -> tuple[str, ...]:
    names = [value.strip(" ") for value in values_of(record, delimiter)]
    if len(names) > references.LAST_COLUMN:
        raise DataProblem(f"it has {len(names):,} columns; a sheet holds {references.LAST_COLUMN:,}.")
    if "" in names:
        raise DataProblem(f"column {names.index('') + 1} has no name in the first line.")
    if again := twins(names):
        raise DataProblem(f"the first line has the column {again[0]!r} twice; Excel doesn't tell case apart.")
    return tuple(names)
