"""What a layout file describes: the dataclasses of `excel.book`, but with files in place of data."""

from dataclasses import dataclass
from datetime import datetime

from excel.book import CalculatedField, Column, Group, Kind, PivotSheet, SummarySheet


@dataclass(frozen=True)
class CsvForm:
    """How a CSV file is written.

    delimiter: between values; None finds out which of comma, semicolon and tab the first line holds most.
    encoding: by Python's name for it; a byte order mark of UTF-8 is passed over.
    decimal_comma: numbers read 1234,5.
    """

    delimiter: str | None = None
    encoding: str = "utf-8"
    decimal_comma: bool = False


@dataclass(frozen=True)
class ColumnLayout:
    """A `Column` whose kind may be left to the data: None."""

    name: str
    kind: Kind | None = None
    width: float | None = None
    number_format: str | None = None

    def column(self, kind: Kind) -> Column:
        """The column; kind: what the data hold, where the layout leaves it to them."""
        return Column(self.name, self.kind or kind, self.width, self.number_format)


@dataclass(frozen=True)
class DataLayout:
    """A `DataSheet` whose rows stand in a file.

    file: its path, seen from the layout's folder; None where the command names it.
    csv: how it is written, where it is a CSV file.
    columns: () takes all columns of the file.
    other_columns: with columns: take the file's other columns too, after those.
    """

    name: str
    table: str
    file: str | None = None
    csv: CsvForm = CsvForm()
    columns: tuple[ColumnLayout, ...] = ()
    other_columns: bool = False
    groups: tuple[Group, ...] = ()
    calculated: tuple[CalculatedField, ...] = ()
    refresh_on_open: bool = False
    protected: bool = False


SheetLayout = PivotSheet | SummarySheet | DataLayout


@dataclass(frozen=True)
class BookLayout:
    """A `Book` whose data stands in files."""

    sheets: tuple[SheetLayout, ...]
    title: str = ""
    author: str = ""
    created: datetime | None = None

    @property
    def data_layouts(self) -> tuple[DataLayout, ...]:
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, DataLayout))
