"""Pivot charts: their pivot must be there, and what they keep must be what its cells show."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from excel import references
from excel.checks.caches import caches
from excel.checks.pivots import PivotPart, pivots
from excel.checks.reading import Opened
from excel.checks.sheets import Shown, cells, sheets

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Grid = dict[tuple[int, int], Shown]


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the workbook's pivot charts; of other charts nothing is said."""
    by_name = sheets(workbook)
    listed = pivots(workbook, list(by_name.values()), caches(workbook))
    for sheet in by_name.values():
        for drawing in workbook.targets(sheet, "drawing"):
            for part in workbook.targets(drawing, "chart"):
                source = workbook.root(part).find(f"{_C}pivotSource/{_C}name")
                if source is not None:
                    yield from _chart(workbook, part, source.text or "", by_name, listed)


def _chart(
    workbook: Opened, part: str, source: str, by_name: dict[str, str], listed: list[PivotPart]
) -> Iterator[str]:
    # The book's name stands in brackets before it.
    sheet_name, _, name = source.rpartition("]")[2].rpartition("!")
    found = [one for one in listed if (one.sheet, one.name) == (by_name.get(sheet_name), name)]
    if not found:
        yield f"{part} shows pivot {name!r} on sheet {sheet_name!r}, which is not there."
        return
    pivot, shown = found[0], cells(workbook, found[0].sheet)
    for reference in workbook.root(part).iter(f"{_C}numRef"):
        yield from _numbers(part, pivot, shown, reference)


def _numbers(part: str, pivot: PivotPart, shown: Grid, reference: Element) -> Iterator[str]:
    """The kept points of a series, which are those of whole rows, against the cells that it names."""
    area = (reference.findtext(f"{_C}f") or "").rpartition("!")[2].replace("$", "")
    top, left, bottom, right = references.parse_area(area)
    place, body = pivot.location, pivot.location.top + pivot.location.first_data_row
    grand = sum(line.type == "grand" for line in pivot.lines("row"))
    if not (body <= top and bottom <= place.bottom - grand and place.left <= left == right <= place.right):
        yield f"{part} names {area}, which isn't in the body of {pivot.name!r}."
        return
    points = [float(one.text or "nan") for one in reference.iter(f"{_C}v")]
    column = [shown[row, left] for row in range(top, bottom + 1) if (row, left) in shown]
    if not _in_order(points, column):
        yield f"{part} keeps points for {area} that its cells don't show."


def _in_order(points: list[float], column: list[Shown]) -> bool:
    """Whether the points stand in the column in this order; subtotals between them are left out."""
    left = iter(column)
    return all(any(point == cell for cell in left) for point in points)
