"""One column of a Table on its way: how it is written, and what is known of it so far."""

from collections import Counter
from dataclasses import dataclass, field

from excel.book import Column
from excel.data.columns import CellColumn
from excel.data.contents import Content, Contents
from excel.data.finishing import Finishing
from excel.data.fitting import Reason
from excel.data.noting import note
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


@dataclass
class ColumnReader:
    """finishing: of the column's numbered values; None where its values are written one by one."""

    column: Column
    style: int
    finishing: Finishing | None
    contents: Contents = field(default_factory=Contents)
    changes: Counter[Reason] = field(default_factory=Counter)

    def read(self, cells: CellColumn) -> Finished | Plain:
        """Take note of a batch, and say how to write it."""
        self.changes.update(cells.changes)
        if self.finishing is None:
            note(self.contents, cells)
            return Plain(self.column.kind, cells, self.style)
        coding = self.finishing.coding
        codes = coding.encode(cells)
        finished = Finished(codes, *self.finishing.series())
        if not coding.listed and len(coding.items) > FEW:
            # There turned out to be many.
            self.contents.add(coding.items)
            self.finishing = None
        return finished

    def done(self) -> ColumnData:
        """All that is known after the last batch."""
        if self.finishing is None:
            return ColumnData(self.column, (), self.contents, self.changes)
        coding = self.finishing.coding
        self.contents.add(coding.items)
        items = tuple(coding.items) if coding.listed else ()
        return ColumnData(self.column, items, self.contents, self.changes + coding.changes)
