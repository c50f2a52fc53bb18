"""Rows of data as an Excel Table, and the fields that its PivotTables can use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from excel.book.groups import DateGroups, Group, ManualGroups

Kind = Literal["text", "integer", "decimal", "boolean", "date", "datetime", "time", "duration"]
# Those of dates and times follow the settings of whoever reads them.
_FORMATS: dict[Kind, str] = {
    "date": "mm-dd-yy",
    "datetime": "m/d/yy h:mm",
    "time": "h:mm:ss",
    "duration": "[h]:mm:ss",
}
Raw = str | bool | int | float | Decimal | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Column:
    """One column of a Table, and thereby one field of its PivotTables.

    name: the header; 1 to 255 characters on one line, unique in its Table without regard to case.
    kind: what its rows hold beside None (an empty cell):
        text      str, or a category of Polars or Arrow; an empty one is an empty cell
        integer   int
        decimal   int, float or Decimal
        boolean   bool
        date      date, but not datetime
        datetime  datetime without a time zone: convert it to the reader's time first
        time      time of day without a time zone; a cell holds it as a fraction of a day
        duration  timedelta; a cell holds it as a number of days
    width: in characters; None takes one that suits the kind and the header.
    number_format: as in Excel's format dialog in English, such as "#,##0.0"; None takes General, for dates
        and times the short form of whoever opens the workbook, and for durations [h]:mm:ss.
    """

    name: str
    kind: Kind = "text"
    width: float | None = None
    number_format: str | None = None

    @property
    def shown_format(self) -> str:
        """The number format of its cells: its own, or the one of its kind."""
        return self.number_format or _FORMATS.get(self.kind, "General")


@dataclass(frozen=True)
class CalculatedField:
    """A field that Excel computes from the *sums* of other fields in each cell of a pivot, totals included.

    name: unique among all fields of its Table, without regard to case.
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
    data: one of
        - an iterable of rows, each a sequence in the order of the columns; a generator is welcome,
        - a Polars DataFrame or LazyFrame, an Arrow table or anything else with `__arrow_c_stream__`,
        - an iterable of such frames or of Arrow record batches, all with the same columns.
        It is read once from start to end, some ten thousand rows at a time. At most 1,048,575 rows. Without
        any, the Table has one empty row, since Excel allows no Table without a row, and its pivots show
        "(blank)".
    columns: from left to right. () takes the columns of a frame by their names and types; rows need them
        described. With a frame, each is found by its name; the frame may have more.
    groups: fields that group the values of a column.
    calculated: fields that pivots compute from sums.
    refresh_on_open: let Excel rebuild the pivots from the Table as soon as editing is enabled. Not needed to
        see numbers; it makes Excel ask to save on closing, and fails on protected sheets.
    protected: only looked at, until somebody unprotects the sheet (there is no password).
    """

    name: str
    table: str
    data: Iterable[Sequence[Raw]] | Any
    columns: tuple[Column, ...] = ()
    groups: tuple[Group, ...] = ()
    calculated: tuple[CalculatedField, ...] = ()
    refresh_on_open: bool = False
    protected: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields of its pivot cache: the columns, the groups that are fields of their own, and the
        calculated fields."""
        return (
            *(column.name for column in self.columns),
            *(name for group in self.groups for name in own_fields(group)),
            *(field.name for field in self.calculated),
        )


def own_fields(group: Group) -> tuple[str, ...]:
    """The names of the fields that a grouping adds to those of the columns."""
    match group:
        case DateGroups():
            return group.upper_names
        case ManualGroups():
            return (group.name,)
        case _:
            return ()
