"""PivotTables read for checking: their fields, axes and lines."""

from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from excel import references
from excel.checks.caches import BLANK, Cache, Value
from excel.checks.reading import Opened, child, children, needed, tag, whole

# The position that stands for "the values" on an axis; as an unsigned number elsewhere.
VALUES, VALUES_UNSIGNED = -2, 4294967294
# The items of a line's fields, outermost first, by their position in the field; shorter for subtotals.
Key = tuple[int, ...]


@dataclass(frozen=True)
class PivotField:
    """A field as a pivot has it; items are the cache's indexes in display order, without subtotals.

    hidden, collapsed: some of these indexes; captions: own names of items, by index.
    """

    axis: str | None
    shown: bool
    items: tuple[int, ...]
    hidden: frozenset[int]
    collapsed: frozenset[int]
    captions: dict[int, str]
    subtotals: int
    default_subtotal: bool
    subtotal_on_top: bool
    form: str
    caption: str | None


@dataclass(frozen=True)
class Line:
    """A row or a column: one `<i>`. type: data, default (a subtotal), grand, or another function's
    subtotal."""

    items: tuple[int, ...]
    repeated: int
    value: int
    type: str


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

    def own_axis(self, name: str) -> list[int]:
        """The same without the values."""
        return [number for number in self.axis(name) if number != VALUES]

    @property
    def pages(self) -> dict[int, int | None]:
        """The page fields, each with the position of its one chosen item or None."""
        listed = children(self.root, "pageFields", "pageField")
        return {whole(one, "fld"): None if one.get("item") is None else whole(one, "item") for one in listed}

    @property
    def data_fields(self) -> list[Element]:
        return children(self.root, "dataFields", "dataField")

    @property
    def filtered(self) -> frozenset[int]:
        """The fields that have a filter by label or value."""
        return frozenset(whole(one, "fld") for one in children(self.root, "filters", "filter"))

    def lines(self, name: str) -> tuple[Line, ...]:
        """The lines of an axis, "row" or "col"."""
        return tuple(_line(one) for one in children(self.root, f"{name}Items", "i"))

    def keys(self, name: str) -> list[Key]:
        """The items that each line shows, from what it repeats and what it adds; () for grand totals."""
        depth = len(self.own_axis(name))
        keys: list[Key] = []
        labels: tuple[int, ...] = ()
        for line in self.lines(name):
            if line.type == "grand":
                keys.append(())
                continue
            labels = (*labels[: line.repeated], *line.items)
            keys.append(labels[:depth])
        return keys

    def item(self, number: int, position: int) -> Value:
        """The item of a field at a display position."""
        return self.cache.fields[number].shown[self.fields[number].items[position]]

    def label(self, number: int, position: int) -> Value:
        """What it is called: its own name in this pivot, or its value."""
        index = self.fields[number].items[position]
        item = self.cache.fields[number].shown[index]
        if index in self.fields[number].captions:
            return "s", self.fields[number].captions[index]
        return ("s", "(blank)") if item == BLANK else item

    def field_name(self, number: int) -> str:
        """The name of a field, for a sentence."""
        return repr(self.cache.fields[number].name)

    @property
    def form(self) -> str | None:
        """compact, outline or tabular; None where the row fields differ."""
        forms = {self.fields[number].form for number in self.own_axis("row")}
        if not forms:
            return _form(self.root)
        return forms.pop() if len(forms) == 1 else None


def _field(element: Element) -> PivotField:
    listed = children(element, "items", "item")
    items = [one for one in listed if one.get("t", "data") == "data" and one.get("x") is not None]
    return PivotField(
        axis=element.get("axis"),
        shown=element.get("dataField", "0") == "1",
        items=tuple(whole(one, "x") for one in items),
        hidden=frozenset(whole(one, "x") for one in items if one.get("h") == "1"),
        collapsed=frozenset(whole(one, "x") for one in items if one.get("sd") == "0"),
        captions={whole(one, "x"): needed(one, "n") for one in items if one.get("n") is not None},
        subtotals=sum(one.get("t", "data") != "data" for one in listed),
        default_subtotal=element.get("defaultSubtotal", "1") == "1",
        subtotal_on_top=element.get("subtotalTop", "1") == "1",
        form=_form(element),
        caption=element.get("name"),
    )


def _form(element: Element) -> str:
    default = "1" if element.tag == tag("pivotField") else "0"
    if element.get("outline", default) != "1":
        return "tabular"
    return "compact" if element.get("compact", "1") == "1" else "outline"


def _line(element: Element) -> Line:
    return Line(
        items=tuple(whole(one, "v", 0) for one in element.findall(tag("x"))),
        repeated=whole(element, "r", 0),
        value=whole(element, "i", 0),
        type=element.get("t", "data"),
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
