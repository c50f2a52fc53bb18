"""PivotTables read for checking: their fields, axes and lines."""

from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from excel import references
from excel.checks.caches import Cache
from excel.checks.reading import Opened, child, children, needed, tag, whole
from excel.layout import Line

# The position that stands for "the values" on an axis.
VALUES = -2


@dataclass(frozen=True)
class PivotField:
    """A field as a pivot has it; items are the cache's indexes in display order, without subtotals."""

    axis: str | None
    shown: bool
    items: tuple[int, ...]
    subtotals: int
    default_subtotal: bool


@dataclass(frozen=True)
class Location:
    """The range of a pivot, and how many of its rows and columns are headings."""

    top: int
    left: int
    bottom: int
    right: int
    first_header_row: int
    first_data_row: int
    first_data_column: int


@dataclass(frozen=True)
class PivotPart:
    """One PivotTable: its part, the sheet that holds it, and its cache."""

    workbook: Opened
    part: str
    sheet: str
    cache: Cache

    @property
    def root(self) -> Element:
        return self.workbook.root(self.part)

    @property
    def name(self) -> str:
        return needed(self.root, "name")

    @cached_property
    def fields(self) -> tuple[PivotField, ...]:
        return tuple(_field(one) for one in children(self.root, "pivotFields", "pivotField"))

    @cached_property
    def location(self) -> Location:
        found = child(self.root, "location")
        names = ("firstHeaderRow", "firstDataRow", "firstDataCol")
        heads = [whole(found, name) for name in names]
        return Location(*references.parse_area(needed(found, "ref")), *heads)

    def axis(self, name: str) -> tuple[int, ...]:
        """The fields on an axis, "row" or "col", outermost first."""
        return tuple(whole(one, "x") for one in children(self.root, f"{name}Fields", "field"))

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(whole(one, "fld") for one in children(self.root, "pageFields", "pageField"))

    @property
    def data_fields(self) -> list[Element]:
        return children(self.root, "dataFields", "dataField")

    def lines(self, name: str) -> tuple[Line, ...]:
        """The lines of an axis, "row" or "col", as written: their key is left empty."""
        return tuple(_line(one) for one in children(self.root, f"{name}Items", "i"))

    def field_name(self, number: int) -> str:
        """The name of a field, for a sentence."""
        return repr(self.cache.fields[number].name)


def _field(element: Element) -> PivotField:
    items = children(element, "items", "item")
    return PivotField(
        axis=element.get("axis"),
        shown=element.get("dataField", "0") == "1",
        items=tuple(whole(one, "x") for one in items if one.get("t", "data") == "data"),
        subtotals=sum(one.get("t", "data") != "data" for one in items),
        default_subtotal=element.get("defaultSubtotal", "1") == "1",
    )


def _line(element: Element) -> Line:
    return Line(
        key=(),
        items=tuple(whole(one, "v", 0) for one in element.findall(tag("x"))),
        repeated=whole(element, "r", 0),
        value=whole(element, "i", 0),
        grand=element.get("t") == "grand",
    )


def pivots(workbook: Opened, sheet_parts: list[str], caches: list[Cache]) -> list[PivotPart]:
    """The pivots of all sheets; those whose cache isn't found are left out."""
    by_part = {cache.definition: cache for cache in caches}
    return [
        PivotPart(workbook, part, sheet, by_part[definition])
        for sheet in sheet_parts
        for part in workbook.targets(sheet, "pivotTable")
        for definition in workbook.targets(part, "pivotCacheDefinition")
        if definition in by_part
    ]
