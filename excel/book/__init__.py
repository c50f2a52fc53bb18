"""The description of a workbook: frozen plain values, in the order in which a reader meets them.

A `Book` has sheets. A `DataSheet` holds rows as an Excel Table and keeps a pivot cache of them; a
`PivotSheet` shows PivotTables that read from those caches, slicers and charts; a `SummarySheet` shows single
figures of PivotTables. Nothing is checked here: `excel.write.write` refuses a description that can't be had
with sentences (`LayoutProblem`) before it writes anything.
"""

from excel.book.data import CalculatedField, Column, DataSheet, Kind, Raw
from excel.book.drawings import Chart, ChartKind, Slicer, Stacking
from excel.book.filters import Filter, LabelFilter, Top, ValueFilter
from excel.book.formats import ColourScale, DataBar, Format, IconSet
from excel.book.groups import DateGroups, DatePart, Group, ManualGroups, NumberBands
from excel.book.pivots import Field, Form, Page, Pivot
from excel.book.sheets import Book, Figure, PivotSheet, Sheet, SummarySheet
from excel.book.values import NEXT, PREVIOUS, Function, Item, Neighbour, ShowAs, Value

__all__ = [
    "NEXT",
    "PREVIOUS",
    "Book",
    "CalculatedField",
    "Chart",
    "ChartKind",
    "ColourScale",
    "Column",
    "DataBar",
    "DataSheet",
    "DateGroups",
    "DatePart",
    "Field",
    "Figure",
    "Filter",
    "Form",
    "Format",
    "Function",
    "Group",
    "IconSet",
    "Item",
    "Kind",
    "LabelFilter",
    "ManualGroups",
    "Neighbour",
    "NumberBands",
    "Page",
    "Pivot",
    "PivotSheet",
    "Raw",
    "Sheet",
    "ShowAs",
    "Slicer",
    "Stacking",
    "SummarySheet",
    "Top",
    "Value",
    "ValueFilter",
]
