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
from excel.data.column_reader import FEW, ColumnData, ColumnReader
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
        readers: list[ColumnReader] = []
        waiting: deque[Future[_Rendered]] = deque()
        rows = 0
        for batch in given:
            readers = readers or [self._reader(number, cells) for number, cells in enumerate(batch)]
            columns = [reader.read(cells) for reader, cells in zip(readers, batch, strict=True)]
            waiting.append(pool.submit(self._render, columns, batch))
            rows += len(batch[0].values)
            # A few batches are alive at once: those that the cores work at, and the next.
            if len(waiting) > _THREADS:
                self._keep(waiting.popleft().result())
            if self.progress is not None:
                self.progress(rows)
        while waiting:
            self._keep(waiting.popleft().result())
        return readers, rows

    def _reader(self, number: int, cells: CellColumn) -> ColumnReader:
        column, listed = self.sheet.columns[number], number in self.listed
        if not (listed or worth_coding(cells, FEW)):
            return ColumnReader(column, self.styles[number], None)
        coding = Coding(DTYPES[column.kind], listed)
        return ColumnReader(column, self.styles[number], Finishing(coding, self.strings, self.styles[number]))

    def _render(self, columns: Sequence[Finished | Plain], batch: Batch) -> "_Rendered":
        """All that can be done with a batch on any core."""
        cells = deflate(sheet_rows(columns))
        records = None if self.records is None else deflate(cache_records(columns))
        seen = self._seen(columns, batch) if self.observers else None
        partials = [observer.partial(seen) for observer in self.observers if seen is not None]
        return _Rendered(cells, records, partials)

    def _seen(self, columns: Sequence[Finished | Plain], batch: Batch) -> pl.DataFrame:
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

    def _keep(self, rendered: "_Rendered") -> None:
        """Take over what came of a batch; in the order of the batches."""
        self.cells.add(rendered.cells)
        if self.records is not None and rendered.records is not None:
            self.records.add(rendered.records)
        for observer, partial in zip(self.observers, rendered.partials, strict=True):
            observer.take(partial)


@dataclass(frozen=True)
class _Rendered:
    cells: Piece
    records: Piece | None
    partials: Sequence[pl.DataFrame]


def _empty_row(sheet: DataSheet) -> Batch:
    """Excel allows no Table without a row."""
    return tuple(CellColumn(nulls(DTYPES[column.kind], 1)) for column in sheet.columns)
