"""The fields of a pivot cache: its Table's columns, then groups that are fields of their own, then
formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from excel.book import Column, DataSheet, DateGroups, DatePart, ManualGroups, NumberBands
from excel.book.data import own_fields
from excel.data.contents import Content
from excel.data.reading import TableData
from excel.layout.grouping import Grouped, bands, by_hand, date_parts

BLANK = "(blank)"


@dataclass(frozen=True)
class CacheField:
    """One field after all rows were read.

    number: its position among the cache's fields; column: that of the Table's column whose values it holds or
    groups, None for a calculated field.
    items: the distinct values in the cache's order, or the labels of groups; () where no pivot lists them.
    grouped: how the column's items are put together; None where each stands for itself.
    top: the field of the outermost groups that are made from this one; part: of a date, which it shows.
    """

    number: int
    name: str
    column: int | None
    number_format: str = "General"
    items: tuple[Content, ...] = ()
    grouped: Grouped | None = None
    top: int | None = None
    part: DatePart | None = None

    @property
    def item_of_code(self) -> Sequence[int]:
        """For each item of the column, which item of this field it belongs to."""
        return range(len(self.items)) if self.grouped is None else self.grouped.item_of_code

    @property
    def natural(self) -> bool:
        """Whether the items have an order of their own: time or size."""
        return self.grouped is not None and self.grouped.start is not None

    def label(self, index: int) -> Content:
        """What an item is called."""
        value = self.items[index]
        return BLANK if value is None else value


@dataclass(frozen=True)
class CacheFields:
    """All fields of a cache by number, and by casefolded name."""

    fields: tuple[CacheField, ...]

    def __getitem__(self, name: str) -> CacheField:
        folded = name.casefold()
        return next(field for field in self.fields if field.name.casefold() == folded)


def cache_fields(sheet: DataSheet, data: TableData) -> CacheFields:
    """The fields of the cache of a Table, after its rows were read.

    Raises: LayoutProblem when values can't be grouped as described.
    """
    numbers = {name.casefold(): number for number, name in enumerate(sheet.field_names)}
    columns = {column.name.casefold(): number for number, column in enumerate(sheet.columns)}
    known: dict[int, CacheField] = {
        number: _column_field(number, column, data) for number, column in enumerate(sheet.columns)
    }
    for group in sheet.groups:
        base = known[columns[group.column.casefold()]]
        own = [numbers[name.casefold()] for name in own_fields(group)]
        known |= _grouped_fields(group, base, own, sheet, data)
    for field in sheet.calculated:
        number = numbers[field.name.casefold()]
        known[number] = CacheField(number, field.name, None)
    return CacheFields(tuple(known[number] for number in sorted(known)))


def _column_field(number: int, column: Column, data: TableData) -> CacheField:
    return CacheField(number, column.name, number, column.shown_format, data.columns[number].items)


def _grouped_fields(
    group: DateGroups | NumberBands | ManualGroups,
    base: CacheField,
    own: Sequence[int],
    sheet: DataSheet,
    data: TableData,
) -> Mapping[int, CacheField]:
    """The fields that a grouping makes: those of its own, and the column's as it is from now on."""
    column = base.column or 0
    match group:
        case ManualGroups():
            grouped = by_hand(group, base.items, base.name)
            made = CacheField(own[0], group.name, column, items=grouped.labels, grouped=grouped)
            return {own[0]: made, base.number: _under(base, own[0])}
        case NumberBands():
            whole = sheet.columns[column].kind == "integer"
            grouped = bands(group, base.items, whole)
            return {base.number: _regrouped(base, grouped, None, None)}
        case DateGroups():
            parts = date_parts(group, base.items, base.name)
            top = own[0] if own else None
            upper = {
                number: CacheField(number, name, column, items=one.labels, grouped=one, part=part)
                for number, name, part, one in zip(own, group.upper_names, group.by, parts, strict=False)
            }
            return {**upper, base.number: _regrouped(base, parts[-1], top, group.by[-1])}


def _under(base: CacheField, top: int) -> CacheField:
    return CacheField(base.number, base.name, base.column, base.number_format, base.items, top=top)


def _regrouped(base: CacheField, grouped: Grouped, top: int | None, part: DatePart | None) -> CacheField:
    return CacheField(
        base.number, base.name, base.column, "General", grouped.labels, grouped, top=top, part=part
    )
