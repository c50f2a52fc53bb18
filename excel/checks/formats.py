"""Conditional formats of PivotTables: the sheet's half and the pivot's half belong together by their
priority."""

from collections.abc import Iterator

from excel import references
from excel.checks.caches import caches
from excel.checks.pivots import PivotPart, pivots
from excel.checks.reading import Opened, children, needed, repeated, tag, whole
from excel.checks.sheets import sheets


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with them."""
    by_name = sheets(workbook)
    listed = pivots(workbook, list(by_name.values()), caches(workbook))
    for name, sheet in by_name.items():
        own = [one for one in listed if one.sheet == sheet]
        if own:
            yield from _sheet(workbook, name, sheet, own)


def _sheet(workbook: Opened, name: str, sheet: str, own: list[PivotPart]) -> Iterator[str]:
    areas: dict[int, str] = {}
    for one in workbook.stream(sheet, "conditionalFormatting"):
        if one.get("pivot") == "1":
            areas |= {whole(rule, "priority"): needed(one, "sqref") for rule in one.findall(tag("cfRule"))}
    priorities = {
        whole(one, "priority"): pivot
        for pivot in own
        for one in children(pivot.root, "conditionalFormats", "conditionalFormat")
    }
    stated = [
        whole(one, "priority")
        for pivot in own
        for one in children(pivot.root, "conditionalFormats", "conditionalFormat")
    ]
    for priority in repeated(stated):
        yield f"Sheet {name!r}: two conditional formats of pivots have the priority {priority}."
    for priority in sorted(areas.keys() ^ priorities.keys()):
        half = "sheet" if priority in areas else "pivot"
        yield f"Sheet {name!r}: the conditional format of priority {priority} stands in the {half} alone."
    for priority in areas.keys() & priorities.keys():
        yield from _area(name, areas[priority], priorities[priority])
    for pivot in own:
        for one in pivot.root.iter(tag("references")):
            if not len(one):
                yield f"PivotTable {pivot.name!r} has an empty list of references, which Excel can't read."


def _area(name: str, area: str, pivot: PivotPart) -> Iterator[str]:
    place = pivot.location
    for one in area.split():
        top, left, bottom, right = references.parse_area(one)
        rows = place.top + place.first_data_row <= top and bottom <= place.bottom
        if not (rows and place.left + place.first_data_column <= left and right <= place.right):
            yield f"Sheet {name!r}: a conditional format of {pivot.name!r} covers {one}, outside of its body."
