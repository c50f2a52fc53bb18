"""One column of a Table on its way: how it is written, and what is known of it so far."""

from collections import Counter
from collections.abc import Sequence
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
class Look:
    """How a column is written as far as is known; it doesn't change when more is learned.

    known, cells, records: of numbered values; None where values are written one by one.
    """

    column: Column
    style: int
    known: Known | None = None
    cells: pl.Series | None = None
    records: pl.Series | None = None

    def written(self, cells: CellColumn, codes: pl.Series | None) -> Finished | Plain:
        """A batch as it is written; codes: the numbers of its values, where they have numbers."""
        if codes is None or self.cells is None or self.records is None:
            return Plain(self.column.kind, cells, self.style)
        return Finished(codes, self.cells, self.records)

    def changes(self, cells: CellColumn) -> Counter[Reason]:
        """How many values of a batch differ from those given, and why."""
        return cells.changes if self.known is None else cells.changes + self.known.changes(cells)

    def contents(self, cells: CellColumn) -> Contents | None:
        """What a batch contains; None where it is known of the numbered values anyway."""
        return noted(cells) if self.known is None else None


def look_up(looks: Sequence[Look], cells: Sequence[CellColumn]) -> list[pl.Series | None] | None:
    """The numbers of all columns' values, None for columns without; None when some must be learned first."""
    numbered = {
        str(number): look.known.look_up(column)
        for number, (look, column) in enumerate(zip(looks, cells, strict=True))
        if look.known is not None
    }
    # In one go: Polars takes as long to begin as to look up.
    codes = pl.select([one.alias(name) for name, one in numbered.items()]).get_columns()
    if any(one.null_count() for one in codes):
        return None
    found = dict(zip(numbered, codes, strict=True))
    return [found.get(str(number)) for number in range(len(looks))]


@dataclass
class ColumnReader:
    """finishing: of the column's numbered values; None where its values are written one by one.

    cached: whether a pivot cache needs to know what the column contains.
    """

    column: Column
    style: int
    finishing: Finishing | None
    cached: bool
    contents: Contents = field(default_factory=Contents)
    changes: Counter[Reason] = field(default_factory=Counter)

    def look(self) -> Look:
        """How the column is written from now on."""
        if self.finishing is None:
            return Look(self.column, self.style)
        return Look(self.column, self.style, self.finishing.coding.known, *self.finishing.series())

    def learn(self, cells: CellColumn) -> None:
        """Give new values of a batch their numbers; columns can do so side by side."""
        if self.finishing is not None:
            self.finishing.coding.learn(cells)

    def settle(self) -> None:
        """Give up numbering when there turned out to be many values; in the order of the batches."""
        if self.finishing and not self.finishing.coding.listed and len(self.finishing.coding.items) > FEW:
            self.contents.add(self.finishing.coding.items)
            self.finishing = None

    def take(self, changes: Counter[Reason], contents: Contents | None) -> None:
        """Take note of a batch, in the order of the batches."""
        self.changes.update(changes)
        if contents is not None:
            self.contents.merge(contents)

    def done(self) -> ColumnData:
        """All that is known after the last batch."""
        if self.finishing is None:
            return ColumnData(self.column, (), self.contents, self.changes)
        coding = self.finishing.coding
        if self.cached:
            self.contents.add(coding.items)
        return ColumnData(
            self.column, tuple(coding.items) if coding.listed else (), self.contents, self.changes
        )
