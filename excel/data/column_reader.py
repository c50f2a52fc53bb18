"""One column of a Table on its way: how it is written, and what is known of it so far."""

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from excel.book import Column
from excel.data.coding import Known
from excel.data.columns import CellColumn
from excel.data.contents import Content, Contents
from excel.data.finishing import Finishing
from excel.data.fitting import Reason
from excel.data.noting import noted
from excel.data.rendering import Finished, Plain

# More distinct values than these aren't few: they are written one by one.
FEW = 4_096


@dataclass(frozen=True)
class ColumnData:
    """What is known of a column after all rows.

    items: the distinct values by their number, where a pivot lists them, else (); None is the empty one.
    """

    column: Column
    items: tuple[Content, ...]
    contents: Contents
    changes: Counter[Reason]


@dataclass(frozen=True)
class Written:
    """A batch of a column as it is written, and what there is to know of it."""

    how: Finished | Plain
    changes: Counter[Reason]
    contents: Contents | None = None


@dataclass(frozen=True)
class Look:
    """How a column is written as far as is known; it doesn't change when more is learned.

    known, cells, records: of numbered values; None where values are written one by one.
    """

    column: Column
    style: int
    known: Known | None = None
    cells: pl.Series | None = None
    records: pl.Series | None = None

    def written(self, cells: CellColumn) -> Written | None:
        """A batch as it is written; None when it holds values that must be learned first. Called on any
        core."""
        if self.known is None or self.cells is None or self.records is None:
            return Written(Plain(self.column.kind, cells, self.style), cells.changes, noted(cells))
        codes = self.known.look_up(cells)
        if codes.null_count():
            return None
        return Written(Finished(codes, self.cells, self.records), cells.changes + self.known.changes(cells))


@dataclass
class ColumnReader:
    """finishing: of the column's numbered values; None where its values are written one by one."""

    column: Column
    style: int
    finishing: Finishing | None
    contents: Contents = field(default_factory=Contents)
    changes: Counter[Reason] = field(default_factory=Counter)

    def look(self) -> Look:
        """How the column is written from now on."""
        if self.finishing is None:
            return Look(self.column, self.style)
        return Look(self.column, self.style, self.finishing.coding.known, *self.finishing.series())

    def learn(self, cells: CellColumn) -> Look:
        """How a batch is written, whatever new values it holds."""
        if self.finishing is not None:
            self.finishing.coding.learn(cells)
        look = self.look()
        if self.finishing and not self.finishing.coding.listed and len(self.finishing.coding.items) > FEW:
            # There turned out to be many.
            self.contents.add(self.finishing.coding.items)
            self.finishing = None
        return look

    def take(self, written: Written) -> None:
        """Take note of a batch, in the order of the batches."""
        self.changes.update(written.changes)
        if written.contents is not None:
            self.contents.merge(written.contents)

    def done(self) -> ColumnData:
        """All that is known after the last batch."""
        if self.finishing is None:
            return ColumnData(self.column, (), self.contents, self.changes)
        coding = self.finishing.coding
        self.contents.add(coding.items)
        return ColumnData(
            self.column, tuple(coding.items) if coding.listed else (), self.contents, self.changes
        )
