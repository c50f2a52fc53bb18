"""The sheets of a book, and the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from excel.book.data import DataSheet
from excel.book.drawings import Chart, Slicer
from excel.book.pivots import Pivot
from excel.book.values import Item


@dataclass(frozen=True)
class PivotSheet:
    """A sheet of PivotTables, with slicers and charts beside them.

    name: as of a DataSheet.
    pivots: from left to right; none when the sheet shows only slicers and charts of other sheets' pivots.
        Each pivot can grow downwards at a refresh, and one with column fields to the right too: none may
        stand where another grows.
    protected: only looked at, until somebody unprotects the sheet (there is no password).
    """

    name: str
    pivots: tuple[Pivot, ...] = ()
    slicers: tuple[Slicer, ...] = ()
    charts: tuple[Chart, ...] = ()
    protected: bool = False


@dataclass(frozen=True)
class Figure:
    """One number of a PivotTable, by Excel's function GETPIVOTDATA: it follows its pivot.

    label: what stands before it.
    pivot: its name; value: the caption of one of its values.
    items: which item of which fields; {} is the grand total. Shown must be the cell for just these items.
    number_format: None takes that of the value.
    """

    label: str
    pivot: str
    value: str
    items: Mapping[str, Item] = field(default_factory=dict)
    number_format: str | None = None


@dataclass(frozen=True)
class SummarySheet:
    """A sheet of single figures, one on a row, with slicers and charts beside them."""

    name: str
    figures: tuple[Figure, ...]
    title: str | None = None
    slicers: tuple[Slicer, ...] = ()
    charts: tuple[Chart, ...] = ()
    protected: bool = False


Sheet = PivotSheet | SummarySheet | DataSheet


@dataclass(frozen=True)
class Book:
    """A workbook.

    sheets: in the order of their tabs; the first one is open when the workbook is. Put the pivots first.
    title, author: for the file's properties.
    created: in UTC, without a time zone; for the properties and for when the pivots were refreshed. Without
        it the file holds no time at all. The same description of the same data gives the same bytes.
    """

    sheets: tuple[Sheet, ...]
    title: str = ""
    author: str = ""
    created: datetime | None = None

    @property
    def data_sheets(self) -> tuple[DataSheet, ...]:
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, DataSheet))

    @property
    def pivot_sheets(self) -> tuple[PivotSheet, ...]:
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, PivotSheet))

    @property
    def drawing_sheets(self) -> tuple[PivotSheet | SummarySheet, ...]:
        """The sheets that can hold slicers and charts."""
        return tuple(sheet for sheet in self.sheets if not isinstance(sheet, DataSheet))

    @property
    def pivots(self) -> tuple[Pivot, ...]:
        """All pivots, in the order of the tabs."""
        return tuple(pivot for sheet in self.pivot_sheets for pivot in sheet.pivots)

    @property
    def slicers(self) -> tuple[Slicer, ...]:
        """All slicers, in the order of the tabs, each with the names of the pivots that it filters."""
        return tuple(_resolved(slicer, sheet) for sheet in self.drawing_sheets for slicer in sheet.slicers)

    def slicers_of(self, pivot: str) -> tuple[Slicer, ...]:
        """The slicers that filter a pivot."""
        folded = pivot.casefold()
        return tuple(one for one in self.slicers if folded in (name.casefold() for name in one.pivots))

    def pivots_of(self, table: str) -> tuple[Pivot, ...]:
        """The pivots that read a Table, in the order of the tabs."""
        return tuple(pivot for pivot in self.pivots if pivot.source == table)


def _resolved(slicer: Slicer, sheet: PivotSheet | SummarySheet) -> Slicer:
    """A slicer that names no pivots filters those of its own sheet."""
    if slicer.pivots or isinstance(sheet, SummarySheet):
        return slicer
    return replace(slicer, pivots=tuple(pivot.name for pivot in sheet.pivots))
