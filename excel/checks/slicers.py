"""Slicers: from the shape on the sheet to the pivots that they filter, every step must lead on."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from excel.checks.caches import caches
from excel.checks.pivots import PivotPart, pivots
from excel.checks.reading import Opened, children, needed, repeated, whole
from excel.checks.sheets import sheet_ids, sheets
from excel.markup import X14
from excel.parts.paths import WORKBOOK

_SHAPE = "{http://schemas.microsoft.com/office/drawing/2010/slicer}slicer"


@dataclass(frozen=True)
class SlicerCache:
    """The part of a slicer's cache: the field, and the pivots by the number of their sheet and their name."""

    part: str
    root: Element

    @property
    def name(self) -> str:
        return needed(self.root, "name")

    @property
    def tabular(self) -> Element | None:
        """The items, of slicers on caches like ours."""
        return self.root.find(f"{_tag('data')}/{_tag('tabular')}")

    @property
    def pivots(self) -> list[tuple[int, str]]:
        found = self.root.findall(f"{_tag('pivotTables')}/{_tag('pivotTable')}")
        return [(whole(one, "tabId"), needed(one, "name")) for one in found]


def _tag(name: str) -> str:
    return f"{{{X14}}}{name}"


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the workbook's slicers."""
    found = [SlicerCache(part, workbook.root(part)) for part in workbook.targets(WORKBOOK, "slicerCache")]
    if not found:
        return
    by_place = _by_place(workbook)
    for name in repeated([one.name.casefold() for one in found]):
        yield f"The workbook has more than one slicer cache {name!r}, without regard to case."
    for one in found:
        yield from _cache(workbook, one, by_place)
    yield from _shapes(workbook, {one.name for one in found})


def _by_place(workbook: Opened) -> dict[tuple[int, str], PivotPart]:
    """The pivots by the number of their sheet and their name."""
    numbers = {part: number for number, part in sheet_ids(workbook).items()}
    listed = pivots(workbook, list(sheets(workbook).values()), caches(workbook))
    return {(numbers[one.sheet], one.name): one for one in listed}


def _cache(workbook: Opened, one: SlicerCache, by_place: dict[tuple[int, str], PivotPart]) -> Iterator[str]:
    where = f"The slicer cache {one.name!r}"
    defined = children(workbook.root(WORKBOOK), "definedNames", "definedName")
    if one.name not in {name.get("name") for name in defined if name.text == "#N/A"}:
        yield f"{where} has no defined name with the value #N/A."
    if one.tabular is None:
        return
    if not one.pivots:
        yield f"{where} filters no pivot."
    for place in one.pivots:
        if place not in by_place:
            yield f"{where} filters pivot {place[1]!r} on sheet {place[0]}, which is not there."
    for pivot in [by_place[place] for place in one.pivots if place in by_place]:
        yield from _filtered(where, one, one.tabular, pivot)


def _filtered(where: str, one: SlicerCache, tabular: Element, pivot: PivotPart) -> Iterator[str]:
    """What the slicer says of its field's items must be what the pivot says."""
    field, stated = needed(one.root, "sourceName"), whole(tabular, "pivotCacheId")
    if stated != pivot.cache.slicer_id or not stated:
        yield f"{where} states pivotCacheId={stated}, but that of {pivot.name!r} is {pivot.cache.slicer_id}."
    numbers = [n for n, known in enumerate(pivot.cache.fields) if known.name == field]
    if not numbers:
        yield f"{where} filters by {field!r}, which {pivot.name!r} doesn't have."
        return
    number, items = numbers[0], tabular.findall(f"{_tag('items')}/{_tag('i')}")
    if sorted(whole(item, "x") for item in items) != list(range(len(pivot.cache.fields[number].shown))):
        yield f"{where}: its items are not those of {field!r}, each once."
    if not pivot.fields[number].items:
        yield f"{where} filters by {field!r}, for which {pivot.name!r} lists no items."
        return
    on = {whole(item, "x") for item in items if item.get("s") == "1"}
    if on and on != set(pivot.fields[number].items) - pivot.fields[number].hidden:
        yield f"{where}: what is switched on isn't what {pivot.name!r} shows of {field!r}."


def _shapes(workbook: Opened, names: set[str]) -> Iterator[str]:
    """Each slicer has its cache, and a shape on its sheet."""
    for sheet in sheets(workbook).values():
        for part in workbook.targets(sheet, "slicer"):
            drawn = [
                needed(shape, "name")
                for drawing in workbook.targets(sheet, "drawing")
                for shape in workbook.root(drawing).iter(_SHAPE)
            ]
            for slicer in workbook.root(part).findall(_tag("slicer")):
                name, cache = needed(slicer, "name"), needed(slicer, "cache")
                if cache not in names:
                    yield f"The slicer {name!r} has the cache {cache!r}, which is not there."
                if drawn.count(name) != 1:
                    yield f"The slicer {name!r} has {drawn.count(name)} shapes on its sheet."
