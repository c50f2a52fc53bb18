"""The way from a description to a file: `write(book, "survey.xlsx")`."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from excel import (
    cache_definition,
    cache_records,
    data_sheet,
    parts,
    pivot_sheet,
    pivot_table,
    theme,
    workbook,
)
from excel.archive import Archive, archive
from excel.book import Book, DataSheet, PivotSheet
from excel.cells import Reason
from excel.columns import ColumnReader
from excel.computing import Computed, computed, summary
from excel.data_pass import Progress, pass_rows
from excel.picture import Picture
from excel.placing import place
from excel.resolving import axis_fields
from excel.rules import refuse_impossible
from excel.styles import Styles
from excel.summary import Summary


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
        LayoutProblem: the description can't be had; nothing was read or written.
        DataProblem: a row doesn't fit; nothing is left behind.
    """
    refuse_impossible(book)
    goal = Path(target) if isinstance(target, str | PathLike) else target
    with archive(goal) as opened:
        return _Writing(book, opened, progress).run()


class _Writing:
    """One workbook on its way: what is known of it grows from part to part."""

    def __init__(self, book: Book, opened: Archive, progress: Progress | None) -> None:
        self.book, self.archive, self.progress = book, opened, progress
        self.plan = parts.plan(book)
        self.styles = Styles()
        self.computed: dict[str, Computed] = {}
        self.changes: list[Change] = []
        self.rows = 0

    def run(self) -> Report:
        self.archive.add(parts.CONTENT_TYPES, self.plan.content_types())
        for path, xml in self.plan.relationships():
            self.archive.add(path, xml)
        self.archive.add(parts.PROPERTIES, workbook.properties_xml(self.book))
        self.archive.add(parts.WORKBOOK, workbook.xml(self.book, self.plan))
        self.archive.add(parts.THEME, theme.xml())
        for table in self.plan.tables:
            self._add_data(table)
        for number, sheet in enumerate(self.book.sheets, 1):
            if isinstance(sheet, PivotSheet):
                self._add_pivots(number, sheet)
        # Last, since it holds the looks that the other parts asked for.
        self.archive.add(parts.STYLES, self.styles.xml())
        return Report(self.rows, tuple(self.changes))

    def _add_data(self, table: parts.CachedTable) -> None:
        """A sheet with its Table and, when pivots read it, their cache and their numbers."""
        sheet, pivots = table.sheet, self.book.pivots_of(table.sheet.table)
        listed = {name for pivot in pivots for name in axis_fields(pivot)}
        readers = [ColumnReader(column, column.name in listed) for column in sheet.columns]
        summaries = [summary(pivot, sheet) for pivot in pivots]
        rows = self._stream(table, readers, summaries)
        self._note(sheet, readers, rows)
        for pivot, summed in zip(pivots, summaries, strict=True):
            self.computed[pivot.name] = computed(pivot, sheet, readers, summed)

    def _stream(
        self, table: parts.CachedTable, readers: Sequence[ColumnReader], summaries: Sequence[Summary]
    ) -> int:
        """Rows to the sheet's part and, through a temporary file, the records: a zip takes one at a time."""
        sheet, path = table.sheet, parts.sheet_path(table.sheet_number)
        with tempfile.TemporaryFile() as records:
            with self.archive.stream(path) as part:
                part.write(data_sheet.start(sheet, active=table.sheet_number == 1).encode())
                styles = data_sheet.column_styles(sheet, self.styles)
                cached = None if table.cache is None else records
                rows = pass_rows(sheet, readers, styles, part, cached, summaries, self.progress)
                link = self.plan.link_id(path, parts.table_path(table.table))
                part.write(data_sheet.end(link).encode())
            self.archive.add(parts.table_path(table.table), data_sheet.table_xml(sheet, table.table, rows))
            if table.cache is not None:
                self._add_cache(sheet, table.cache, readers, max(rows, 1))
                with self.archive.stream(parts.records_path(table.cache)) as part:
                    records.seek(0)
                    part.write(cache_records.start(max(rows, 1)).encode())
                    shutil.copyfileobj(records, part)
                    part.write(cache_records.END.encode())
        return rows

    def _add_cache(self, sheet: DataSheet, cache: int, readers: Sequence[ColumnReader], rows: int) -> None:
        path = parts.definition_path(cache)
        link = self.plan.link_id(path, parts.records_path(cache))
        book = self.book
        xml = cache_definition.xml(sheet, readers, rows, self.styles, link, book.author, book.created)
        self.archive.add(path, xml)

    def _note(self, sheet: DataSheet, readers: Sequence[ColumnReader], rows: int) -> None:
        self.rows += rows
        self.changes += [
            Change(sheet.table, reader.column.name, reason, reader.changes[reason])
            for reader in readers
            for reason in Reason
            if reader.changes[reason]
        ]

    def _add_pivots(self, number: int, sheet: PivotSheet) -> None:
        """A sheet with its pivots."""
        pictures = place([self.computed[pivot.name] for pivot in sheet.pivots], sheet.name)
        for picture in pictures:
            self._add_pivot(picture)
        self.archive.add(parts.sheet_path(number), pivot_sheet.xml(pictures, number == 1, self.styles))

    def _add_pivot(self, picture: Picture) -> None:
        table = next(t for t in self.plan.tables if t.sheet.table == picture.pivot.source)
        xml = pivot_table.xml(picture, table.sheet, table.cache or 0, self.styles)
        self.archive.add(parts.pivot_path(self.plan.pivots[picture.pivot.name]), xml)
