"""A Table's rows on their way into the workbook, on all cores: cells and records as XML, and what pivots add
up."""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import polars as pl

from excel.book import DataSheet
from excel.data.coding import Coding, worth_coding
from excel.data.column_reader import FEW, ColumnData, ColumnReader, Look, look_up
from excel.data.columns import DTYPES, CellColumn, nulls
from excel.data.contents import Contents
from excel.data.doors import Batch, batches
from excel.data.finishing import Finishing
from excel.data.fitting import Reason
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
            readers = readers or self._readers(batch, pool)
            waiting.append((batch, pool.submit(self._render, batch, [reader.look() for reader in readers])))
            rows += batch.rows
            # A few batches are alive at once: those that the cores work at, and the next.
            if len(waiting) > _THREADS:
                self._keep(readers, pool, *waiting.popleft())
            if self.progress is not None:
                self.progress(rows)
        while waiting:
            self._keep(readers, pool, *waiting.popleft())
        return readers, rows

    def _readers(self, first: Batch, pool: ThreadPoolExecutor) -> list[ColumnReader]:
        """Readers for all columns, who know the first batch already."""
        cells = first.columns()
        readers = list(pool.map(self._reader, range(len(cells)), cells))
        self._learn(readers, cells, pool)
        return readers

    def _learn(
        self, readers: Sequence[ColumnReader], cells: Sequence[CellColumn], pool: ThreadPoolExecutor
    ) -> None:
        for _ in pool.map(ColumnReader.learn, readers, cells):
            pass

    def _reader(self, number: int, cells: CellColumn) -> ColumnReader:
        column, listed, style = self.sheet.columns[number], number in self.listed, self.styles[number]
        cached = self.records is not None
        if not (listed or worth_coding(cells, FEW)):
            return ColumnReader(column, style, None, cached)
        coding = Coding(DTYPES[column.kind], listed)
        return ColumnReader(column, style, Finishing(coding, self.strings, style, cached), cached)

    def _render(self, batch: Batch, looks: Sequence[Look]) -> "_Rendered | None":
        """All that can be done with a batch on any core; None when it holds values that must be learned
        first."""
        cells = batch.columns()
        codes = look_up(looks, cells)
        if codes is None:
            return None
        columns = [look.written(own, code) for look, own, code in zip(looks, cells, codes, strict=True)]
        cached = self.records is not None
        seen = self._seen(columns, cells) if self.observers else None
        return _Rendered(
            deflate(sheet_rows(columns)),
            deflate(cache_records(columns)) if cached else None,
            [observer.partial(seen) for observer in self.observers if seen is not None],
            [look.changes(column) for look, column in zip(looks, cells, strict=True)],
            [look.contents(column) if cached else None for look, column in zip(looks, cells, strict=True)],
        )

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
        self,
        readers: Sequence[ColumnReader],
        pool: ThreadPoolExecutor,
        batch: Batch,
        future: "Future[_Rendered | None]",
    ) -> None:
        """Take over what came of a batch; in the order of the batches."""
        rendered = future.result()
        if rendered is None:
            self._learn(readers, batch.columns(), pool)
            rendered = self._render(batch, [reader.look() for reader in readers])
        if rendered is None:
            raise AssertionError("A batch is written by all that was learned of it.")
        self.cells.add(rendered.cells)
        if self.records is not None and rendered.records is not None:
            self.records.add(rendered.records)
        for reader, changes, contents in zip(readers, rendered.changes, rendered.contents, strict=True):
            reader.take(changes, contents)
            reader.settle()
        for observer, partial in zip(self.observers, rendered.partials, strict=True):
            observer.take(partial)


@dataclass(frozen=True)
class _Rendered:
    """What came of a batch; changes and contents: of each column."""

    cells: Piece
    records: Piece | None
    partials: Sequence[pl.DataFrame]
    changes: Sequence[Counter[Reason]]
    contents: Sequence[Contents | None]


def _empty_row(sheet: DataSheet) -> Batch:
    """Excel allows no Table without a row."""
    columns = tuple(CellColumn(nulls(DTYPES[column.kind], 1)) for column in sheet.columns)
    return Batch(1, lambda: columns)
