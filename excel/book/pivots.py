"""A PivotTable: fields on its axes, and values where they meet."""

from dataclasses import dataclass
from typing import Literal

from excel.book.filters import Filter
from excel.book.formats import Format
from excel.book.values import Item, Value

Form = Literal["compact", "outline", "tabular"]
Order = Literal["ascending", "descending", "given"]


@dataclass(frozen=True)
class Field:
    """A field on rows or columns; where nothing needs saying, its name alone does.

    name: of a column of text, integers, decimals, booleans, dates, date-times or times, or of a group.
    caption: what to call it in the pivot; must differ from the other fields and captions.
    order: of its items by their label ("given": as they come in the data, groups by hand in their own order;
        dates, bands and months always go by time and size). Empty values come last as "(blank)".
    order_by: the caption of a value; the items are then ordered by that value's totals, the smallest first
        or, with the order "descending", the largest; empty values among them.
    subtotals: show a subtotal for each item (of all but the innermost field).
    subtotals_on_top: on the item's own row; else below its group. In tabular form and on columns they always
        come at the end.
    collapsed: items that are shown without what is below them; True for all.
    hidden: items that are left out, of the totals too.
    filter: keeps some of the items by a rule.
    blank_label: what empty values are called.
    """

    name: str
    caption: str | None = None
    order: Order = "ascending"
    order_by: str | None = None
    subtotals: bool = True
    subtotals_on_top: bool = True
    collapsed: tuple[Item, ...] | Literal[True] = ()
    hidden: tuple[Item, ...] = ()
    filter: Filter | None = None
    blank_label: str = "(blank)"


@dataclass(frozen=True)
class Page:
    """A field to filter by, above the pivot.

    chosen: the items that count; () is all of them.
    """

    name: str
    chosen: tuple[Item, ...] = ()
    caption: str | None = None


@dataclass(frozen=True)
class Pivot:
    """A native PivotTable of Excel 2010.

    name: unique in the book without regard to case.
    source: the Table (`DataSheet.table`) that it reads.
    rows, columns: fields by name or as a Field, the outermost first; none is possible. No field stands twice
        on rows, columns and pages.
    pages: fields to filter by, by name or as a Page.
    values: at least one.
    form: compact has one column for all row fields, each level indented; outline and tabular have a column
        for each, tabular with the first inner item on the group's own row.
    repeat_labels: fill in the label on every row, in outline and tabular form.
    values_on: where several values stand: side by side, or below one another as the innermost row.
    row_totals: a column at the end with each row's grand total (where there are column fields);
    column_totals: a row at the end with each column's.
    title: a line above it.
    row_caption, column_caption: what stands over the labels in compact form; None takes the names of the
        fields.
    values_caption: what the values together are called where they stand as a field among others.
    total_caption: of grand totals.
    empty_caption: what shows where a row and a column have no data in common.
    style: the name of a pivot style, PivotStyleLight1 to 28, Medium1 to 28 or Dark1 to 28; None for none.
    banded: every other row shaded.
    formats: conditional formats.
    at: the cell of its upper left corner, title and page fields included, such as "A1"; None puts it to the
        right of the pivot before it, with an empty column between them.

    Texts that differ only in case are one item for Excel: they get the first spelling, in the Table too, and
    are counted in the report.
    """

    name: str
    source: str
    rows: tuple[str | Field, ...] = ()
    values: tuple[Value, ...] = ()
    columns: tuple[str | Field, ...] = ()
    pages: tuple[str | Page, ...] = ()
    form: Form = "compact"
    repeat_labels: bool = False
    values_on: Literal["columns", "rows"] = "columns"
    row_totals: bool = True
    column_totals: bool = True
    title: str | None = None
    row_caption: str | None = None
    column_caption: str | None = None
    values_caption: str = "Values"
    total_caption: str = "Grand Total"
    empty_caption: str = ""
    style: str | None = "PivotStyleMedium2"
    banded: bool = False
    formats: tuple[Format, ...] = ()
    at: str | None = None

    @property
    def row_fields(self) -> tuple[Field, ...]:
        return tuple(one if isinstance(one, Field) else Field(one) for one in self.rows)

    @property
    def column_fields(self) -> tuple[Field, ...]:
        return tuple(one if isinstance(one, Field) else Field(one) for one in self.columns)

    @property
    def page_fields(self) -> tuple[Page, ...]:
        return tuple(one if isinstance(one, Page) else Page(one) for one in self.pages)

    @property
    def axis_names(self) -> tuple[str, ...]:
        """The fields on rows, on columns and as pages, by name."""
        pages = (page.name for page in self.page_fields)
        return (*(field.name for field in (*self.row_fields, *self.column_fields)), *pages)
