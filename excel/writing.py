"""A workbook on its way into its archive: what is known of it grows from part to part."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from excel.book import Book, DataSheet, PivotSheet, SummarySheet
from excel.data.reading import Progress, TableData, TableReading
from excel.data.shared_strings import SharedStrings
from excel.drawings import figures
from excel.layout import grid
from excel.layout.computing import picture
from excel.layout.fields import CacheFields, cache_fields
from excel.layout.grid import SheetCell
from excel.layout.needs import needs
from excel.layout.picture import Picture
from excel.layout.placing import place
from excel.package.archive import Archive
from excel.package.spool import Spool
from excel.parts import (
    cache_definition,
    cache_records,
    conditional_formats,
    data_sheet,
    paths,
    pivot_table,
    report_sheet,
    shared_strings,
    table,
    theme,
    workbook,
)
from excel.parts.plan import CachedTable, plan
from excel.parts.report_sheet import ReportSheet
from excel.styles import Styles
from excel.writing_drawings import DrawingParts


@dataclass
class Writing:
    """One workbook.

    read: what is known of each Table, fields: of its cache, both by the Table's name; pictures: each pivot
        with the
    name of its sheet, by the pivot's name.
    """

    book: Book
    archive: Archive
    progress: Progress | None = None
    read: dict[str, TableData] = field(default_factory=dict)
    fields: dict[str, CacheFields] = field(default_factory=dict)
    pictures: dict[str, tuple[str, Picture]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.plan = plan(self.book)
        self.styles, self.strings = Styles(), SharedStrings()
        self._rows = 0

    def run(self) -> None:
        """All parts; those that name others' looks and texts come after them."""
        for one in self.plan.tables:
            self._add_table(one)
        for sheet in self.book.pivot_sheets:
            pictures = [self._picture(pivot.name) for pivot in sheet.pivots]
            self.pictures |= {p.pivot.name: (sheet.name, p) for p in place(pictures, sheet.name)}
        drawings = DrawingParts(self.book, self.plan, self.fields, self.pictures)
        for number, one_sheet in enumerate(self.book.sheets, 1):
            if not isinstance(one_sheet, DataSheet):
                self._add_sheet(number, one_sheet, drawings)
        for path, xml in drawings.parts:
            self.archive.add(path, xml)
        self.archive.add(paths.WORKBOOK, workbook.xml(self.book, self.plan))
        self.archive.add(paths.THEME, theme.xml())
        self.archive.add(paths.STYLES, self.styles.xml())
        self.archive.add(paths.STRINGS, shared_strings.xml(self.strings))
        self.archive.add(paths.PROPERTIES, workbook.properties_xml(self.book))
        for path, xml in self.plan.relationships():
            self.archive.add(path, xml)
        self.archive.add(paths.CONTENT_TYPES, self.plan.content_types())

    def _add_table(self, one: CachedTable) -> None:
        """A data sheet with its Table, and its cache where pivots read it."""
        sheet, needed = one.sheet, needs(self.book, one.sheet)
        styles = data_sheet.column_styles(sheet, self.styles)
        with Spool() as cells, Spool() as records:
            cached = None if one.cache is None else records
            reading = TableReading(
                sheet,
                needed.listed,
                needed.measured,
                styles,
                self.strings,
                cells,
                cached,
                tuple(needed.cubes.values()),
                self._told,
            )
            data = reading.run()
            self._add_rows(one, data, cells)
            if one.cache is not None:
                self._add_cache(one, data, records)
        self._rows += data.rows
        self.read[sheet.table] = data
        for name, cube in needed.cubes.items():
            pivot = next(pivot for pivot in self.book.pivots if pivot.name == name)
            slicers = self.book.slicers_of(name)
            shown = picture(pivot, sheet, slicers, self.fields[sheet.table], cube)
            self.pictures[name] = "", shown

    def _told(self, rows: int) -> None:
        if self.progress is not None:
            self.progress(self._rows + rows)

    def _add_rows(self, one: CachedTable, data: TableData, cells: Spool) -> None:
        path, own = paths.sheet(one.sheet_number), paths.table(one.table)
        start = data_sheet.start(one.sheet, active=one.sheet_number == 1)
        self.archive.add_spooled(path, start, cells, data_sheet.end(one.sheet, self.plan.link_id(path, own)))
        self.archive.add(own, table.xml(one.sheet, one.table, data.rows))

    def _add_cache(self, one: CachedTable, data: TableData, records: Spool) -> None:
        cache, rows = one.cache or 0, max(data.rows, 1)
        fields = self.fields[one.sheet.table] = cache_fields(one.sheet, data)
        path, own = paths.definition(cache), paths.records(cache)
        link, book = self.plan.link_id(path, own), self.book
        definition = cache_definition.xml(
            one.sheet, data, fields, cache, self.styles, link, book.author, book.created
        )
        self.archive.add(path, definition)
        self.archive.add_spooled(own, cache_records.start(rows), records, cache_records.END)

    def _picture(self, pivot: str) -> Picture:
        return self.pictures[pivot][1]

    def _add_sheet(self, number: int, sheet: PivotSheet | SummarySheet, drawings: DrawingParts) -> None:
        """A sheet that people read, with the parts of its pivots."""
        pictures = [self._picture(p.name) for p in sheet.pivots] if isinstance(sheet, PivotSheet) else []
        priorities = conditional_formats.priorities(pictures)
        for one, own in zip(pictures, priorities, strict=True):
            source = self.plan.table_of(one.pivot.source)
            xml = pivot_table.xml(one, source.cache or 0, own, self.styles)
            self.archive.add(paths.pivot(self.plan.pivots[one.pivot.name]), xml)
        cells = self._cells(sheet, pictures)
        widths = report_sheet.widths(cells)
        drawn = drawings.of(number, sheet, pictures, widths)
        formats = conditional_formats.sheet_xml(pictures, priorities)
        whole = ReportSheet(
            cells, widths, number == 1, sheet.protected, formats, drawn.drawing, drawn.extensions
        )
        self.archive.add(paths.sheet(number), report_sheet.xml(whole, self.styles))

    def _cells(self, sheet: PivotSheet | SummarySheet, pictures: Sequence[Picture]) -> Sequence[SheetCell]:
        if isinstance(sheet, SummarySheet):
            return list(figures.cells(sheet, self.pictures))
        return [cell for one in pictures for cell in grid.cells(one)]
