"""Which parts a workbook has and how they point to each other: known from the description alone.

Content types and relationships both follow from it, so neither can forget a part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, relpath

from excel.book import Book, DataSheet, PivotSheet
from excel.markup import DECLARATION, RELATIONS, element
from excel.parts import paths
from excel.parts.paths import CORE, DRAWINGS, MICROSOFT, OPEN, PACKAGE, SPREADSHEET


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

    tables: the data sheets. pivots: the number of each pivot's part by its name; slicers: likewise of each
        slicer
    cache; charts: the numbers of each sheet's charts by the sheet's number.
    """

    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    tables: tuple[CachedTable, ...]
    pivots: Mapping[str, int]
    slicers: Mapping[str, int]
    charts: Mapping[int, tuple[int, ...]]

    @cached_property
    def _ids(self) -> Mapping[tuple[str, str], str]:
        return {(link.source, link.target): link.id for link in self.links}

    def link_id(self, source: str, target: str) -> str:
        """The id under which one part points to another."""
        return self._ids[source, target]

    def table_of(self, name: str) -> CachedTable:
        """The numbers of a Table."""
        return next(table for table in self.tables if table.sheet.table == name)

    def content_types(self) -> str:
        """The part `[Content_Types].xml`."""
        defaults = (
            element("Default", {"Extension": "rels", "ContentType": f"{OPEN}-package.relationships+xml"}),
            element("Default", {"Extension": "xml", "ContentType": "application/xml"}),
        )
        overrides = (
            element("Override", {"PartName": f"/{p.path}", "ContentType": p.content_type}) for p in self.parts
        )
        return DECLARATION + element(
            "Types", {"xmlns": f"{PACKAGE}/content-types"}, "".join((*defaults, *overrides))
        )

    def relationships(self) -> Iterator[tuple[str, str]]:
        """Path and XML of each relationships part."""
        for source in dict.fromkeys(link.source for link in self.links):
            links = "".join(_relationship(link) for link in self.links if link.source == source)
            xml = element("Relationships", {"xmlns": f"{PACKAGE}/relationships"}, links)
            folder, _, name = source.rpartition("/")
            yield f"{folder}/_rels/{name}.rels".lstrip("/"), DECLARATION + xml


def _relationship(link: Link) -> str:
    target = relpath(link.target, dirname(link.source) or ".")
    return element("Relationship", {"Id": link.id, "Type": link.kind, "Target": target})


def plan(book: Book) -> Plan:
    """The parts of a workbook, in the order of its description."""
    tables = tuple(_tables(book))
    pivots = {pivot.name: number for number, pivot in enumerate(book.pivots, 1)}
    slicers = {slicer.name: number for number, slicer in enumerate(book.slicers, 1)}
    charts = dict(_charts(book))
    gathered = _Gathered()
    _add_book(gathered, book)
    for table in tables:
        _add_table(gathered, table)
    _add_pivots(gathered, book, tables, pivots)
    for number in slicers.values():
        gathered.add(paths.WORKBOOK, paths.slicer_cache(number), f"{MICROSOFT}slicerCache", "slicerCache")
    for number, sheet in enumerate(book.sheets, 1):
        if not isinstance(sheet, DataSheet):
            _add_drawings(gathered, number, bool(sheet.slicers), charts[number])
    return Plan(tuple(gathered.parts), tuple(gathered.links), tables, pivots, slicers, charts)


def _tables(book: Book) -> Iterator[CachedTable]:
    caches = 0
    numbered = ((n, sheet) for n, sheet in enumerate(book.sheets, 1) if isinstance(sheet, DataSheet))
    for table, (number, sheet) in enumerate(numbered, 1):
        read = bool(book.pivots_of(sheet.table))
        caches += read
        yield CachedTable(sheet, number, table, caches if read else None)


def _charts(book: Book) -> Iterator[tuple[int, tuple[int, ...]]]:
    first = 1
    for number, sheet in enumerate(book.sheets, 1):
        if not isinstance(sheet, DataSheet):
            yield number, tuple(range(first, first + len(sheet.charts)))
            first += len(sheet.charts)


class _Gathered:
    """Parts and relationships as they are being listed."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.links: list[Link] = []

    def add(self, source: str, path: str, content_type: str, kind: str) -> None:
        """A part, and the relationship by which another points to it."""
        self.parts.append(Part(path, f"{content_type}+xml"))
        own = content_type.startswith(MICROSOFT)
        self.link(source, path, f"{paths.MICROSOFT_RELATIONS}/{kind}" if own else kind)

    def link(self, source: str, target: str, kind: str) -> None:
        number = 1 + sum(link.source == source for link in self.links)
        address = kind if "://" in kind else f"{RELATIONS}/{kind}"
        self.links.append(Link(source, f"rId{number}", address, target))


def _add_book(gathered: _Gathered, book: Book) -> None:
    gathered.add("", paths.PROPERTIES, f"{OPEN}-package.core-properties", CORE)
    gathered.add("", paths.WORKBOOK, f"{SPREADSHEET}sheet.main", "officeDocument")
    for number in range(1, len(book.sheets) + 1):
        gathered.add(paths.WORKBOOK, paths.sheet(number), f"{SPREADSHEET}worksheet", "worksheet")
    gathered.add(paths.WORKBOOK, paths.THEME, f"{OPEN}-officedocument.theme", "theme")
    gathered.add(paths.WORKBOOK, paths.STYLES, f"{SPREADSHEET}styles", "styles")
    gathered.add(paths.WORKBOOK, paths.STRINGS, f"{SPREADSHEET}sharedStrings", "sharedStrings")


def _add_table(gathered: _Gathered, table: CachedTable) -> None:
    gathered.add(paths.sheet(table.sheet_number), paths.table(table.table), f"{SPREADSHEET}table", "table")
    if table.cache is not None:
        definition, records = paths.definition(table.cache), paths.records(table.cache)
        kind = "pivotCacheDefinition"
        gathered.add(paths.WORKBOOK, definition, f"{SPREADSHEET}{kind}", kind)
        gathered.add(definition, records, f"{SPREADSHEET}pivotCacheRecords", "pivotCacheRecords")


def _add_pivots(
    gathered: _Gathered, book: Book, tables: tuple[CachedTable, ...], pivots: Mapping[str, int]
) -> None:
    caches = {table.sheet.table: table.cache or 0 for table in tables}
    for number, sheet in enumerate(book.sheets, 1):
        for pivot in sheet.pivots if isinstance(sheet, PivotSheet) else ():
            path = paths.pivot(pivots[pivot.name])
            gathered.add(paths.sheet(number), path, f"{SPREADSHEET}pivotTable", "pivotTable")
            gathered.link(path, paths.definition(caches[pivot.source]), "pivotCacheDefinition")


def _add_drawings(gathered: _Gathered, sheet: int, slicers: bool, charts: tuple[int, ...]) -> None:
    if slicers:
        gathered.add(paths.sheet(sheet), paths.slicers(sheet), f"{MICROSOFT}slicer", "slicer")
    if slicers or charts:
        drawing = paths.drawing(sheet)
        gathered.add(paths.sheet(sheet), drawing, DRAWINGS, "drawing")
        for chart in charts:
            kind = f"{OPEN}-officedocument.drawingml.chart"
            gathered.add(drawing, paths.chart(chart), kind, "chart")
