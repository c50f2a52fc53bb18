"""The description of a workbook: plain values, in the order in which a reader meets them.

A `Book` has sheets; a `DataSheet` holds rows as an Excel Table and keeps a pivot cache of them; a
`PivotSheet` shows PivotTables that read from those caches. Nothing is checked here: `excel.write.write`
refuses a description that can't be had with sentences (`LayoutProblem`) before it writes anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "integer", "decimal", "boolean", "date", "datetime"]
Function = Literal["sum", "count", "average", "min", "max"]
Raw = str | bool | int | float | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column:
    """One column of a Table, and thereby one field of its PivotTables.

    name: the header; 1 to 255 characters on one line, unique in its Table without regard to case.
    kind: what its rows hold beside None (an empty cell):
        text      str; an empty one is an empty cell
        integer   int
        decimal   int, float or Decimal
        boolean   bool
        date      date, but not datetime
        datetime  datetime without a time zone: convert it to the reader's time first
    width: in characters; None takes one that suits the kind and the header.
    number_format: as in Excel's format dialog in English, such as "#,##0.0"; None takes General, and for
        dates the short date of whoever opens the workbook.
    """

    name: str
    kind: Kind = "text"
    width: float | None = None
    number_format: str | None = None


@dataclass(frozen=True)
class CalculatedField:
    """A field that Excel computes from the *sums* of other fields in each cell of a pivot, totals included.

    name: unique among the columns of its Table and the other calculated fields, without regard to case.
    formula: numbers, + - * / ( ) and the names of integer or decimal columns, such as
        "(Promoters-Detractors)/Responses*100"; a name with other characters than letters, digits and _ stands
        in apostrophes: "'Order value'*1.1". Where it would divide by nothing the cell stays empty.

    LibreOffice and some previewers drop calculated fields when they recompute: put an average with the same
    meaning beside it (for NPS, the average of a column that holds 100, 0 or -100).
    """

    name: str
    formula: str


@dataclass(frozen=True)
class DataSheet:
    """A sheet with one Table; the source of PivotTables that name it.

    name: of the sheet; at most 31 characters, without : \\ / ? * [ ].
    table: of the Table; a letter or _ first, then letters, digits, _ or full stops; not like a cell
        reference.
    columns: from left to right.
    rows: an iterable of sequences in the order of the columns, read once from start to end; a generator is
        welcome. At most 1,048,575. Without any, the Table has one empty row, since Excel allows no Table
        without a row, and its pivots show "(blank)".
    calculated: fields beside the columns, for the PivotTables.
    refresh_on_open: let Excel rebuild the pivots from the Table as soon as editing is enabled. Not needed to
        see numbers; it makes Excel ask to save on closing, and fails on protected sheets.
    """

    name: str
    table: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Raw]]
    calculated: tuple[CalculatedField, ...] = ()
    refresh_on_open: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields of its pivot cache: the columns, then the calculated fields."""
        return (*(column.name for column in self.columns), *(field.name for field in self.calculated))


@dataclass(frozen=True)
class Value:
    """What a pivot computes.

    field: a column, or a calculated field (with the function sum).
    function: sum, average, min and max need an integer or decimal column; count takes any and counts what
        isn't empty. As in Excel, a group that has only empty values shows nothing, not 0.
    caption: its heading; must differ from every field's name and the pivot's other captions, without regard
        to case. None says "Sum of …", "Count of …", "Average of …", "Min of …" or "Max of …".
    number_format: as in Excel's format dialog in English.
    """

    field: str
    function: Function = "sum"
    caption: str | None = None
    number_format: str = "General"


@dataclass(frozen=True)
class Pivot:
    """A native PivotTable in compact form, with subtotals above their groups and grand totals.

    name: unique in the book without regard to case.
    source: the Table (`DataSheet.table`) that it reads.
    rows: at least one field, the outermost first.
    columns: none or one field; its items stand side by side, with a total at the end.
    pages: fields to filter by, above the pivot; all items are chosen.
    values: at least one.
    title: a line above it.
    row_caption, column_caption: what stands over the labels; None takes the names of the fields.

    Fields of rows, columns and pages are columns of text, integers, booleans or dates, none of them twice.
    Their items are sorted upwards without regard to case and accents, empty ones last as "(blank)". Texts
    that differ only in case are one item for Excel: they get the first spelling, in the Table too, and are
    counted in the report.
    """

    name: str
    source: str
    rows: tuple[str, ...]
    values: tuple[Value, ...]
    columns: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    title: str | None = None
    row_caption: str | None = None
    column_caption: str | None = None


@dataclass(frozen=True)
class PivotSheet:
    """A sheet of PivotTables side by side, with an empty column between them.

    name: as of a DataSheet.
    pivots: from left to right, at least one. Each can grow downwards at a refresh; one with a column field
        grows to the right too and must be the last.
    """

    name: str
    pivots: tuple[Pivot, ...]


@dataclass(frozen=True)
class Book:
    """A workbook.

    sheets: in the order of their tabs; the first one is open when the workbook is. Put the pivots first.
    title, author: for the file's properties.
    created: in UTC, without a time zone; for the properties and for when the pivots were refreshed. Without
        it the file holds no time at all, so that the same rows give the same bytes.
    """

    sheets: tuple[PivotSheet | DataSheet, ...]
    title: str = ""
    author: str = ""
    created: datetime | None = None

    @property
    def data_sheets(self) -> tuple[DataSheet, ...]:
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, DataSheet))

    @property
    def pivot_sheets(self) -> tuple[PivotSheet, ...]:
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, PivotSheet))

    def pivots_of(self, table: str) -> tuple[Pivot, ...]:
        """The pivots that read a Table, in the order of the tabs."""
        return tuple(p for sheet in self.pivot_sheets for p in sheet.pivots if p.source == table)
