"""Where PivotTables stand: their ranges must hold what they show, and leave room for one another."""

from collections.abc import Iterator
from itertools import combinations

from excel.checks.pivots import VALUES, PivotPart
from excel.checks.reading import child, whole


def findings(where: str, pivot: PivotPart) -> Iterator[str]:
    """What is wrong with the place of one pivot."""
    place = pivot.location
    rows, columns = place.bottom - place.top + 1, place.right - place.left + 1
    if rows != place.first_data_row + len(pivot.lines("row")):
        yield f"{where} covers {rows} rows; headings and row items need another number."
    if columns != place.first_data_column + len(pivot.lines("col")):
        yield f"{where} covers {columns} columns; labels and column items need another number."
    if (place.first_header_row, place.first_data_row) != _heads(pivot):
        yield f"{where} states heading rows that its column fields don't give."
    location, pages = child(pivot.root, "location"), len(pivot.pages)
    if whole(location, "rowPageCount", 0) != pages or whole(location, "colPageCount", 0) != (pages > 0):
        yield f"{where} states another number of page fields than it has."
    if _top(pivot) < 1:
        yield f"{where} leaves no room above it for its page fields and an empty row."


def _heads(pivot: PivotPart) -> tuple[int, int]:
    """firstHeaderRow and firstDataRow, as Excel 2010 writes them with hidden values row."""
    fields = pivot.axis("col")
    if fields == (VALUES,):
        return 0, 1
    return 1, len(fields) + 1


def _top(pivot: PivotPart) -> int:
    """The first row that belongs to the pivot, page fields included."""
    pages = len(pivot.pages)
    return pivot.location.top - (pages + 1 if pages else 0)


def overlaps(pivots: list[PivotPart]) -> Iterator[str]:
    """Pivots of a sheet that share cells, now or when one grows downwards."""
    for one, other in combinations(pivots, 2):
        if one.sheet == other.sheet:
            apart = (
                one.location.right < other.location.left
                or other.location.right < one.location.left
                or one.location.bottom < _top(other)
                or other.location.bottom < _top(one)
            )
            if not apart:
                yield f"The PivotTables {one.name!r} and {other.name!r} overlap."
