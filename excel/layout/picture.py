"""A PivotTable as it stands on its sheet: fields, lines, and the number in every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from excel import references
from excel.book import Pivot
from excel.layout import extent
from excel.layout.axes import Axis, AxisField
from excel.layout.fields import CacheFields
from excel.layout.lines import Line
from excel.layout.measures import Measure
from excel.layout.showing import Numbers


@dataclass(frozen=True)
class Picture:
    """A pivot with all that its parts and its cells are written from.

    fields: of its cache; hidden: the items that are switched off, by the field's number; sliced: the numbers
        of the fields that have a slicer.
    top, left: the first cell of its location, which holds headings and data but no title and page fields,
        from 1.
    """

    pivot: Pivot
    fields: CacheFields
    measures: tuple[Measure, ...]
    rows: Axis
    columns: Axis
    pages: tuple[AxisField, ...]
    hidden: Mapping[int, frozenset[int]]
    sliced: frozenset[int]
    row_lines: tuple[Line, ...]
    column_lines: tuple[Line, ...]
    numbers: Numbers
    top: int = 1
    left: int = 1

    def moved(self, top: int, left: int) -> "Picture":
        """The same with its first cell elsewhere."""
        return replace(self, top=top, left=left)

    @property
    def values_on_rows(self) -> bool:
        """Whether several values stand below one another."""
        return extent.values_on_rows(self.pivot)

    @property
    def values_on_columns(self) -> bool:
        """Whether several values stand side by side."""
        return extent.values_on_columns(self.pivot)

    @property
    def label_columns(self) -> int:
        """How many columns stand before the numbers."""
        return extent.label_columns(self.pivot)

    @property
    def header_rows(self) -> int:
        """How many rows stand above the numbers."""
        return extent.header_rows(self.pivot)

    @property
    def bottom(self) -> int:
        return self.top + self.header_rows + len(self.row_lines) - 1

    @property
    def right(self) -> int:
        return self.left + self.label_columns + len(self.column_lines) - 1

    @property
    def location(self) -> str:
        return references.area(self.top, self.left, self.bottom, self.right)

    @property
    def above(self) -> int:
        """How many rows its title and its page fields take above it."""
        return extent.rows_above(self.pivot)

    def row_of(self, line: int) -> int:
        """The row on the sheet of a row line."""
        return self.top + self.header_rows + line

    def column_of(self, line: int) -> int:
        """The column on the sheet of a column line."""
        return self.left + self.label_columns + line

    @cached_property
    def shown(self) -> Sequence[Sequence[float | None]]:
        """The number in each cell: for each row line one for each column line."""
        return [[self._shown(row, column) for column in self.column_lines] for row in self.row_lines]

    def measure_of(self, row: Line, column: Line) -> int:
        """Which of the values stands where two lines meet."""
        return next((line.value for line in (row, column) if line.value is not None), 0)

    def _shown(self, row: Line, column: Line) -> float | None:
        if not (row.shown and column.shown):
            return None
        return self.numbers.shown(self.measure_of(row, column), (row.key, column.key))
