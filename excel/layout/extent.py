"""How much room a PivotTable takes, and where it stands on its sheet: known from its description alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from excel import references
from excel.book import Pivot

# Without a title and page fields a pivot leaves rows free above it, so that a first page field can be
# dragged there.
_AIR_ABOVE = 2


@dataclass(frozen=True)
class Region:
    """The cells that a pivot takes, title and page fields included, and those it can grow into.

    bottom, right: the last row and column; None where it grows with its data.
    """

    pivot: Pivot
    top: int
    left: int
    bottom: int | None
    right: int | None

    def meets(self, other: "Region") -> bool:
        """Whether the two share a cell, now or when they have grown."""
        return _meet(self.top, self.bottom, other.top, other.bottom) and _meet(
            self.left, self.right, other.left, other.right
        )


def _meet(start: int, end: int | None, other_start: int, other_end: int | None) -> bool:
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)


def values_on_rows(pivot: Pivot) -> bool:
    """Whether several values stand below one another."""
    return len(pivot.values) > 1 and pivot.values_on == "rows"


def values_on_columns(pivot: Pivot) -> bool:
    """Whether several values stand side by side."""
    return len(pivot.values) > 1 and pivot.values_on == "columns"


def label_columns(pivot: Pivot) -> int:
    """How many columns stand before the numbers (`firstDataCol`)."""
    entries = len(pivot.rows) + values_on_rows(pivot)
    if not entries:
        return int(bool(pivot.columns))
    return 1 if pivot.form == "compact" else entries


def header_rows(pivot: Pivot) -> int:
    """How many rows stand above the numbers (`firstDataRow`).

    Several values without a column field need no row of their own: the pivot hides it (`hideValuesRow`).
    """
    return len(pivot.columns) + values_on_columns(pivot) + 1 if pivot.columns else 1


def first_header_row(pivot: Pivot) -> int:
    """`firstHeaderRow`."""
    return 0 if values_on_columns(pivot) and not pivot.columns else 1


def rows_above(pivot: Pivot) -> int:
    """How many rows its title and its page fields take above its first heading row.

    The title has an empty row below it, and exactly one stands between page fields and table, as in Excel.
    """
    return 2 * bool(pivot.title) + (len(pivot.pages) + 1 if pivot.pages else 0)


def regions(pivots: Sequence[Pivot]) -> tuple[Region, ...]:
    """Where the pivots of a sheet stand, in their order."""
    placed: list[Region] = []
    for pivot in pivots:
        top, left = _corner(pivot, placed[-1] if placed else None)
        width = label_columns(pivot) + (len(pivot.values) if values_on_columns(pivot) else 1)
        # A page field stands in two cells side by side.
        right = None if pivot.columns else left + max(width, 2 * bool(pivot.pages)) - 1
        height = rows_above(pivot) + header_rows(pivot) + (len(pivot.values) if values_on_rows(pivot) else 1)
        bottom = None if pivot.rows else top + height - 1
        placed.append(Region(pivot, top, left, bottom, right))
    return tuple(placed)


def _corner(pivot: Pivot, before: Region | None) -> tuple[int, int]:
    if pivot.at is not None:
        return references.parse_cell(pivot.at)
    left = 1 if before is None else (before.right or before.left) + 2
    return 1 if rows_above(pivot) else 1 + _AIR_ABOVE, left


def meetings(placed: Sequence[Region]) -> Iterator[tuple[Region, Region]]:
    """Pairs that share cells, now or when they have grown."""
    return ((one, other) for one, other in combinations(placed, 2) if one.meets(other))
