"""What floats above the cells of a sheet: slicers and charts."""

from dataclasses import dataclass
from typing import Literal

from excel.book.values import Item

ChartKind = Literal["column", "bar", "line", "area", "pie", "doughnut"]
Stacking = Literal["none", "stacked", "percent"]


@dataclass(frozen=True)
class Slicer:
    """Buttons that filter PivotTables by the items of one field.

    name: unique among the slicers of the book without regard to case.
    field: a field of the Table, on an axis of its pivots or not.
    pivots: the names of the pivots that it filters, all of the same Table; () for all pivots of the slicer's
        own sheet. Two slicers may not share a field and a pivot.
    caption: None takes the field's name.
    chosen: the items that are switched on at first; () is all of them.
    columns: of buttons.
    style: SlicerStyleLight1 to 6, SlicerStyleDark1 to 6 or SlicerStyleOther1 or 2.
    at: the cell of its upper left corner, such as "H2"; None finds a free place beside the pivots.
    width, height: in pixels (96 an inch).
    """

    name: str
    field: str
    pivots: tuple[str, ...] = ()
    caption: str | None = None
    chosen: tuple[Item, ...] = ()
    columns: int = 1
    style: str = "SlicerStyleLight1"
    at: str | None = None
    width: int = 192
    height: int = 240


@dataclass(frozen=True)
class Chart:
    """A chart of a PivotTable, which follows it when it is filtered.

    pivot: its name. The items of its rows become categories, those of its columns and its values become
        series; totals are not shown. A pie shows the first series.
    kind: column and bar stand and lie.
    stacking: none stands the series side by side (areas and lines over one another), stacked on top of one
        another, percent likewise as shares of 100 %; only none for pies and doughnuts.
    title: None shows none.
    alternative_text: what a screen reader says; None takes the title or what it shows.
    legend: of the series, at the right; None where there are several or it is a pie or doughnut.
    at: the cell of its upper left corner; None finds a free place beside the pivots.
    width, height: in pixels (96 an inch).
    """

    pivot: str
    kind: ChartKind = "column"
    stacking: Stacking = "none"
    title: str | None = None
    alternative_text: str | None = None
    legend: bool | None = None
    at: str | None = None
    width: int = 600
    height: int = 360
