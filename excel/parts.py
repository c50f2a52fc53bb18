"""Which parts a workbook has and how they point to each other: known from the description alone.

Content types and relationships both follow from it, so neither can forget a part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, relpath

from excel.book import Book, DataSheet, PivotSheet
from excel.markup import DECLARATION, RELATIONS, element

_OPEN = "application/vnd.openxmlformats"
_SPREADSHEET = f"{_OPEN}-officedocument.spreadsheetml."
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
THEME = "xl/theme/theme1.xml"
PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True)
class Part:
    path: str
    content_type: str


@dataclass(frozen=True)
class Link:
    """One relationship: `source` points to `target` under `id`. The source "" is the package itself."""

    source: str
    id: str
    kind: str
    target: str


@dataclass(frozen=True)
class CachedTable:
    """A data sheet's numbers in the workbook, all from 1; its cache's is None when no pivot reads it."""

    sheet: DataSheet
    sheet_number: int
    table: int
    cache: int | None


@dataclass(frozen=True)
class Plan:
    """All parts and relationships of a workbook.

    tables: the data sheets; pivots: the number of each pivot's part by its name.
    """

    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    tables: tuple[CachedTable, ...]
    pivots: dict[str, int]

    def link_id(self, source: str, target: str) -> str:
        """The id under which one part points to another."""
        return next(link.id for link in self.links if (link.source, link.target) == (source, target))

    def content_types(self) -> str:
        """The part `[Content_Types].xml`."""
        defaults = (
            element("Default", {"Extension": "rels", "ContentType": f"{_OPEN}-package.relationships+xml"}),
            element("Default", {"Extension": "xml", "ContentType": "application/xml"}),
        )
        overrides = (
            element("Override", {"PartName": f"/{p.path}", "ContentType": p.content_type}) for p in self.parts
        )
        return DECLARATION + element(
            "Types", {"xmlns": f"{_PACKAGE}/content-types"}, "".join((*defaults, *overrides))
        )

    def relationships(self) -> Iterator[tuple[str, str]]:
        """Path and XML of each relationships part."""
        for source in dict.fromkeys(link.source for link in self.links):
            links = "".join(_relationship(link) for link in self.links if link.source == source)
            xml = element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, links)
            folder, _, name = source.rpartition("/")
            yield f"{folder}/_rels/{name}.rels".lstrip("/"), DECLARATION + xml


def _relationship(link: Link) -> str:
    target = relpath(link.target, dirname(link.source) or ".")
    return element("Relationship", {"Id": link.id, "Type": link.kind, "Target": target})


def sheet_path(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def table_path(number: int) -> str:
    return f"xl/tables/table{number}.xml"


def definition_path(cache: int) -> str:
    return f"xl/pivotCache/pivotCacheDefinition{cache}.xml"


def records_path(cache: int) -> str:
    return f"xl/pivotCache/pivotCacheRecords{cache}.xml"


def pivot_path(number: int) -> str:
    return f"xl/pivotTables/pivotTable{number}.xml"


def plan(book: Book) -> Plan:
    """The parts of a workbook, in the order of its description."""
    tables = tuple(_tables(book))
    pivots = {p.name: n for n, p in enumerate((p for s in book.pivot_sheets for p in s.pivots), 1)}
    gathered = _Gathered()
    gathered.add("", PROPERTIES, f"{_OPEN}-package.core-properties+xml", _CORE)
    gathered.add("", WORKBOOK, f"{_SPREADSHEET}sheet.main+xml", "officeDocument")
    for number in range(1, len(book.sheets) + 1):
        gathered.add(WORKBOOK, sheet_path(number), f"{_SPREADSHEET}worksheet+xml", "worksheet")
    gathered.add(WORKBOOK, THEME, f"{_OPEN}-officedocument.theme+xml", "theme")
    gathered.add(WORKBOOK, STYLES, f"{_SPREADSHEET}styles+xml", "styles")
    for table in tables:
        _add_table(gathered, table)
    caches = {table.sheet.table: table.cache for table in tables}
    for number, sheet in enumerate(book.sheets, 1):
        if isinstance(sheet, PivotSheet):
            for pivot in sheet.pivots:
                path = pivot_path(pivots[pivot.name])
                gathered.add(sheet_path(number), path, f"{_SPREADSHEET}pivotTable+xml", "pivotTable")
                gathered.link(path, definition_path(caches[pivot.source] or 0), "pivotCacheDefinition")
    return Plan(tuple(gathered.parts), tuple(gathered.links), tables, pivots)


def _tables(book: Book) -> Iterator[CachedTable]:
    caches = 0
    numbered = ((n, sheet) for n, sheet in enumerate(book.sheets, 1) if isinstance(sheet, DataSheet))
    for table, (number, sheet) in enumerate(numbered, 1):
        read = bool(book.pivots_of(sheet.table))
        caches += read
        yield CachedTable(sheet, number, table, caches if read else None)


_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"


class _Gathered:
    """Parts and relationships as they are being listed."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.links: list[Link] = []

    def add(self, source: str, path: str, content_type: str, kind: str) -> None:
        self.parts.append(Part(path, content_type))
        self.link(source, path, kind)

    def link(self, source: str, target: str, kind: str) -> None:
        number = 1 + sum(link.source == source for link in self.links)
        address = kind if "://" in kind else f"{RELATIONS}/{kind}"
        self.links.append(Link(source, f"rId{number}", address, target))


def _add_table(gathered: _Gathered, table: CachedTable) -> None:
    path = table_path(table.table)
    gathered.add(sheet_path(table.sheet_number), path, f"{_SPREADSHEET}table+xml", "table")
    if table.cache is not None:
        definition, records = definition_path(table.cache), records_path(table.cache)
        kind = "pivotCacheDefinition"
        gathered.add(WORKBOOK, definition, f"{_SPREADSHEET}{kind}+xml", kind)
        gathered.add(definition, records, f"{_SPREADSHEET}pivotCacheRecords+xml", "pivotCacheRecords")
