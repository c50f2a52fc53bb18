"""Pivot caches read for checking: fields with their items and groups, the source Table, and the records."""

from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from excel.checks.reading import LINK_ID, Opened, child, children, needed, tag, whole
from excel.checks.records import Records, read
from excel.markup import X14, unescape
from excel.parts.paths import WORKBOOK

# A value as the XML has it: the element's name (s, n, d, b, m, or x for an index) and its v.
Value = tuple[str, str]
BLANK: Value = ("m", "")


@dataclass(frozen=True)
class Group:
    """How a field groups another's items.

    base: the field whose items it groups; labels: of the groups; rule: the attributes of `rangePr`, or None
        where
    `members` says for each item of the base its group.
    """

    base: int
    labels: tuple[Value, ...]
    rule: dict[str, str] | None
    members: tuple[int, ...]


@dataclass(frozen=True)
class Field:
    """A field of a cache.

    items: its distinct values, where listed; flags: the attributes of its sharedItems but the count; parent:
        the
    field of the outermost groups made of it.
    """

    name: str
    items: tuple[Value, ...]
    flags: dict[str, str]
    stated: str | None
    database: bool
    formula: str | None
    group: Group | None
    parent: int | None

    @property
    def shown(self) -> tuple[Value, ...]:
        """What pivots show of it: groups, or the items themselves."""
        return self.group.labels if self.group else self.items


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
    def has_records(self) -> bool:
        """Whether its records are kept in the workbook."""
        return self.root.get(LINK_ID) is not None

    @property
    def records_part(self) -> str:
        return self.workbook.target(self.definition, self.root.get(LINK_ID))

    @property
    def slicer_id(self) -> int | None:
        """By which slicers call it; None where it doesn't say."""
        found = next(self.root.iter(f"{{{X14}}}pivotCacheDefinition"), None)
        return None if found is None else whole(found, "pivotCacheId", 0)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        listed = children(self.root, "cacheFields", "cacheField")
        return tuple(_field(number, one) for number, one in enumerate(listed))

    @property
    def database_fields(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.database)

    @property
    def source(self) -> str | None:
        """The name of the Table that it reads; None where it reads something else."""
        source = child(self.root, "cacheSource").find(tag("worksheetSource"))
        return None if source is None else source.get("name")

    @property
    def records(self) -> Records:
        """Its records, where they are kept."""
        part, width = self.records_part, len(self.database_fields)
        return self.workbook.once(part, lambda: read(self.workbook, part, width))


def value(element: Element) -> Value:
    return element.tag.rpartition("}")[2], unescape(element.get("v", ""))


def _field(number: int, element: Element) -> Field:
    shared, group = element.find(tag("sharedItems")), element.find(tag("fieldGroup"))
    flags = {} if shared is None else {k: v for k, v in shared.attrib.items() if k != "count"}
    return Field(
        name=needed(element, "name"),
        items=() if shared is None else tuple(value(item) for item in shared),
        flags=flags,
        stated=None if shared is None else shared.get("count"),
        database=element.get("databaseField", "1") == "1",
        formula=unescape(element.get("formula", "")) or None,
        group=None if group is None else _group(number, group),
        parent=None if group is None or group.get("par") is None else whole(group, "par"),
    )


def _group(number: int, element: Element) -> Group | None:
    """None for a field that others group, but that is no group itself."""
    labels = tuple(value(one) for one in element.findall(f"{tag('groupItems')}/*"))
    if not labels:
        return None
    rule = element.find(tag("rangePr"))
    return Group(
        base=whole(element, "base", number),
        labels=labels,
        rule=None if rule is None else dict(rule.attrib),
        members=tuple(whole(one, "v", 0) for one in element.findall(f"{tag('discretePr')}/{tag('x')}")),
    )


def caches(workbook: Opened) -> list[Cache]:
    """The caches that the workbook lists."""
    listed = children(workbook.root(WORKBOOK), "pivotCaches", "pivotCache")
    return [
        Cache(workbook, whole(one, "cacheId"), workbook.target(WORKBOOK, one.get(LINK_ID))) for one in listed
    ]
