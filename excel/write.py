"""The way from a description to a file: `write(book, "survey.xlsx")`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike
from typing import BinaryIO

from excel.book import Book, DataSheet
from excel.data.doors import described
from excel.data.fitting import Reason
from excel.data.reading import Progress
from excel.package.archive import archive
from excel.rules.refusing import refuse_impossible
from excel.writing import Writing


@dataclass(frozen=True)
class Change:
    """Values of one column that differ in the workbook from those that were given, and why."""

    table: str
    column: str
    reason: Reason
    count: int


@dataclass(frozen=True)
class Report:
    """What was written: the rows of all data sheets, and every change that Excel's limits made necessary."""

    rows: int
    changes: tuple[Change, ...]

    @property
    def changed(self) -> Mapping[Reason, int]:
        """The changed values of all columns, counted by reason."""
        counted: Counter[Reason] = Counter()
        for change in self.changes:
            counted[change.reason] += change.count
        return counted


def write(book: Book, target: str | PathLike[str] | BinaryIO, progress: Progress | None = None) -> Report:
    """Write a workbook.

    target: a path, or a binary file to write to; on failure the path keeps what was there, and the file gets
        nothing.
    progress: is called with the number of rows read so far, after each few thousand.
    Raises:
        LayoutProblem: the description can't be had; nothing is left behind.
        DataProblem: a row doesn't fit; nothing is left behind.
    """
    sheets = (described(sheet) if isinstance(sheet, DataSheet) else sheet for sheet in book.sheets)
    whole = replace(book, sheets=tuple(sheets))
    refuse_impossible(whole)
    with archive(target) as opened:
        writing = Writing(whole, opened, progress)
        writing.run()
    changes = (
        Change(table, column.column.name, reason, column.changes[reason])
        for table, data in writing.read.items()
        for column in data.columns
        for reason in Reason
        if column.changes[reason]
    )
    return Report(sum(data.rows for data in writing.read.values()), tuple(changes))
