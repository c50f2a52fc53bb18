"""Pivot caches read for checking: fields with their items, the source Table, and the records."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from excel.checks.reading import LINK_ID, Opened, child, children, needed, tag, whole
from excel.markup import unescape
from excel.parts import WORKBOOK

# A value as the XML has it: the element's name (s, n, d, b, m, or x for an index) and its v.
Value = tuple[str, str]
BLANK: Value = ("m", "")


@dataclass(frozen=True)
class Field:
    """A field of a cache; flags are the attributes of its sharedItems but the count."""

    name: str
    items: tuple[Value, ...]
    flags: dict[str, str]
    stated: str | None
    database: bool
    formula: str | None


@dataclass(frozen=True)
class Cache:
    """A cache with its parts; id is the one by which the workbook and the pivots call it."""

    workbook: Opened
    id: int
    definition: str

    @property
    def root(self) -> Element:
        return self.workbook.root(self.definition)

    @property
    def records_part(self) -> str:
        return self.workbook.target(self.definition, self.root.get(LINK_ID))

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(_field(one) for one in children(self.root, "cacheFields", "cacheField"))

    @property
    def database_fields(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.database)

    @property
    def source(self) -> str:
        """The name of the Table that it reads."""
        return needed(child(child(self.root, "cacheSource"), "worksheetSource"), "name")

    def records(self) -> Iterator[list[Value]]:
        """The records, value by value as written."""
        for record in self.workbook.stream(self.records_part, "r"):
            yield [value(one) for one in record]

    def resolved(self) -> Iterator[list[Value]]:
        """The records with the items that they refer to; only for a cache without findings."""
        fields = self.database_fields
        for record in self.records():
            yield [
                field.items[int(one[1])] if one[0] == "x" else one
                for field, one in zip(fields, record, strict=True)
            ]


def value(element: Element) -> Value:
    return element.tag.rpartition("}")[2], unescape(element.get("v", ""))


def _field(element: Element) -> Field:
    shared = element.find(tag("sharedItems"))
    flags = {} if shared is None else {k: v for k, v in shared.attrib.items() if k != "count"}
    return Field(
        name=needed(element, "name"),
        items=() if shared is None else tuple(value(item) for item in shared),
        flags=flags,
        stated=None if shared is None else shared.get("count"),
        database=element.get("databaseField", "1") == "1",
        formula=unescape(element.get("formula", "")) or None,
    )


def caches(workbook: Opened) -> list[Cache]:
    """The caches that the workbook lists."""
    listed = children(workbook.root(WORKBOOK), "pivotCaches", "pivotCache")
    return [
        Cache(workbook, whole(one, "cacheId"), workbook.target(WORKBOOK, one.get(LINK_ID))) for one in listed
    ]
