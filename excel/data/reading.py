"""A Table's rows on their way into the workbook, on all cores: cells and records as XML, and what pivots add
up."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import polars as pl

from excel.book import DataSheet
from excel.data.coding import Coding, worth_coding
from excel.data.column_reader import FEW, ColumnData, ColumnReader, Look, Written
from excel.data.columns import DTYPES, CellColumn, nulls
from excel.data.doors import Batch, batches
from excel.data.finishing import Finishing
from excel.data.rendering import Finished, Plain, cache_records, sheet_rows
from excel.data.shared_strings import SharedStrings
from excel.package.deflating import Piece, deflate
from excel.package.spool import Spool

Progress = Callable[[int], None]
_THREADS = os.cpu_count() or 1


@dataclass(frozen=True)
class TableData:
    """What is known of a Table after all rows; without any it has an empty one that isn't counted."""

    rows: int
    columns: tuple[ColumnData, ...]


class Observer(Protocol):
    """Something that adds up the rows as they pass by, such as the cube of a pivot."""

    def partial(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What some rows add; called on any thread."""

    def take(self, partial: pl.DataFrame) -> None:
        """Add it; called in the order of the rows."""


@dataclass(frozen=True)
class TableReading:
    """How a Table is to be read.

    listed, measured: the positions of columns whose items a cache lists, and of those that pivots measure.
    styles: of the columns' cells. records: where the cache's records go; None when no pivot reads the Table.
    """

    sheet: DataSheet
    listed: frozenset[int]
    measured: frozenset[int]
    styles: Sequence[int]
    strings: SharedStrings
    cells: Spool
    records: Spool | None
    observers: Sequence[Observer]
    progress: Progress | None = None

    def run(self) -> TableData:
        """Read all rows.

        Raises: DataProblem for a row that doesn't fit.
        """
        given = batches(self.sheet)
        first = next(given, None)
        whole = chain([_empty_row(self.sheet) if first is None else first], given)
        with ThreadPoolExecutor(_THREADS) as pool:
            try:
                readers, rows = self._read(whole, pool)
            finally:
                pool.shutdown(cancel_futures=True)
        return TableData(0 if first is None else rows, tuple(reader.done() for reader in readers))

    def _read(self, given: Iterator[Batch], pool: ThreadPoolExecutor) -> tuple[Sequence[ColumnReader], int]:
        """Batches are written by what is known when they come in, on any core; what holds new values once
        more."""
        readers: list[ColumnReader] = []
        waiting: deque[tuple[Batch, Future[_Rendered | None]]] = deque()
        rows = 0
        for batch in given:
            readers = readers or self._readers(batch)
            waiting.append((batch, pool.submit(self._render, batch, [reader.look() for reader in readers])))
            rows += batch.rows
            # A few batches are alive at once: those that the cores work at, and the next.
            if len(waiting) > _THREADS:
                self._keep(readers, *waiting.popleft())
            if self.progress is not None:
                self.progress(rows)
        while waiting:
            self._keep(readers, *waiting.popleft())
        return readers, rows

    def _readers(self, first: Batch) -> list[ColumnReader]:
        """Readers for all columns, who know the first batch already."""
        cells = first.columns()
        readers = [self._reader(number, column) for number, column in enumerate(cells)]
        for reader, column in zip(readers, cells, strict=True):
            reader.learn(column)
        return readers

    def _reader(self, number: int, cells: CellColumn) -> ColumnReader:
        column, listed = self.sheet.columns[number], number in self.listed
        if not (listed or worth_coding(cells, FEW)):
            return ColumnReader(column, self.styles[number], None)
        coding = Coding(DTYPES[column.kind], listed)
        return ColumnReader(column, self.styles[number], Finishing(coding, self.strings, self.styles[number]))

    def _render(self, batch: Batch, looks: Sequence[Look]) -> "_Rendered | None":
        """All that can be done with a batch on any core; None when it holds values that must be learned
        first."""
        cells = batch.columns()
        written = [look.written(column) for look, column in zip(looks, cells, strict=True)]
        columns = [one.how for one in written if one is not None]
        if len(columns) < len(written):
            return None
        sheet = deflate(sheet_rows(columns))
        records = None if self.records is None else deflate(cache_records(columns))
        seen = self._seen(columns, cells) if self.observers else None
        partials = [observer.partial(seen) for observer in self.observers if seen is not None]
        return _Rendered(sheet, records, partials, [one for one in written if one is not None])

    def _seen(self, columns: Sequence[Finished | Plain], batch: Sequence[CellColumn]) -> pl.DataFrame:
        """What observers see of a batch."""
        seen: dict[str, pl.Series] = {}
        for number in sorted(self.listed):
            column = columns[number]
            if isinstance(column, Finished):
                seen[f"i{number}"] = column.codes
        for number in sorted(self.measured):
            cells, size = batch[number], len(batch[number].values)
            # Dates and times are numbers for Excel; texts and booleans are none.
            numeric = cells.values.dtype.is_numeric() or cells.values.dtype.is_temporal()
            physical = cells.values.to_physical().cast(pl.Float64) if numeric else None
            seen[f"n{number}"] = nulls(pl.Float64(), size) if physical is None else physical
            seen[f"p{number}"] = cells.filled
        return pl.DataFrame(seen)

    def _keep(
        self, readers: Sequence[ColumnReader], batch: Batch, future: "Future[_Rendered | None]"
    ) -> None:
        """Take over what came of a batch; in the order of the batches."""
        rendered = future.result()
        if rendered is None:
            learned = [reader.learn(cells) for reader, cells in zip(readers, batch.columns(), strict=True)]
            rendered = self._render(batch, learned)
        if rendered is None:
            raise AssertionError("A batch is written by all that was learned of it.")
        self.cells.add(rendered.cells)
        if self.records is not None and rendered.records is not None:
            self.records.add(rendered.records)
        for reader, written in zip(readers, rendered.columns, strict=True):
            reader.take(written)
        for observer, partial in zip(self.observers, rendered.partials, strict=True):
            observer.take(partial)


@dataclass(frozen=True)
class _Rendered:
    cells: Piece
    records: Piece | None
    partials: Sequence[pl.DataFrame]
    columns: Sequence[Written]


def _empty_row(sheet: DataSheet) -> Batch:
    """Excel allows no Table without a row."""
    columns = tuple(CellColumn(nulls(DTYPES[column.kind], 1)) for column in sheet.columns)
    return Batch(1, lambda: columns)
