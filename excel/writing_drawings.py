"""The parts of slicers and charts, and what their sheets say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from excel.book import Book, Chart, PivotSheet, Slicer, SummarySheet
from excel.drawings import anchors
from excel.drawings.slicing import buttons, cache_names
from excel.layout.fields import CacheFields
from excel.layout.picture import Picture
from excel.parts import chart, drawing, paths, slicer_cache, slicers
from excel.parts.drawing import Frame
from excel.parts.plan import Plan


@dataclass(frozen=True)
class Drawn:
    """What a sheet says of what floats above it: the relationship to its drawing, and its extensions."""

    drawing: str | None = None
    extensions: tuple[str, ...] = ()


@dataclass
class DrawingParts:
    """The parts of all slicers and charts, sheet by sheet; `parts` are path and XML of those so far."""

    book: Book
    plan: Plan
    fields: Mapping[str, CacheFields]
    pictures: Mapping[str, tuple[str, Picture]]
    parts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._caches = cache_names(self.book.slicers)
        self._resolved = {slicer.name: slicer for slicer in self.book.slicers}

    def of(
        self,
        number: int,
        sheet: PivotSheet | SummarySheet,
        pictures: Sequence[Picture],
        widths: Mapping[int, float],
    ) -> Drawn:
        """Add the parts of a sheet; number: of the sheet, widths: of its columns in characters."""
        own = [self._resolved[slicer.name] for slicer in sheet.slicers]
        if not (own or sheet.charts):
            return Drawn()
        for slicer in own:
            self._add_cache(slicer)
        links: list[str | None] = [None] * len(own)
        for chart_number, one in zip(self.plan.charts[number], sheet.charts, strict=True):
            sheet_name, picture = self.pictures[one.pivot]
            self.parts.append((paths.chart(chart_number), chart.xml(one, picture, sheet_name)))
            links.append(self.plan.link_id(paths.drawing(number), paths.chart(chart_number)))
        drawn: tuple[Slicer | Chart, ...] = (*own, *sheet.charts)
        room = anchors.beside(pictures) if pictures else (2, max(widths, default=0) + 2)
        placed = anchors.placed(drawn, room, widths)
        frames = [Frame(*frame) for frame in zip(drawn, placed, links, strict=True)]
        self.parts.append((paths.drawing(number), drawing.xml(frames)))
        path = paths.sheet(number)
        return Drawn(self.plan.link_id(path, paths.drawing(number)), self._listed(number, own))

    def _listed(self, number: int, own: Sequence[Slicer]) -> tuple[str, ...]:
        if not own:
            return ()
        self.parts.append((paths.slicers(number), slicers.xml(own, self._caches)))
        link = self.plan.link_id(paths.sheet(number), paths.slicers(number))
        return (slicers.sheet_extension(link),)

    def _add_cache(self, slicer: Slicer) -> None:
        numbers = {sheet.name: number for number, sheet in enumerate(self.book.sheets, 1)}
        found = [self.pictures[name] for name in slicer.pivots]
        source = self.plan.table_of(found[0][1].pivot.source)
        shown = buttons(slicer, self.fields[source.sheet.table][slicer.field])
        pivots = [(numbers[sheet_name], one.pivot.name) for sheet_name, one in found]
        xml = slicer_cache.xml(self._caches[slicer.name], shown, pivots, source.cache or 0)
        self.parts.append((paths.slicer_cache(self.plan.slicers[slicer.name]), xml))
