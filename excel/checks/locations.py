"""Where PivotTables stand: their ranges must hold what they show, and leave room for one another."""

from collections.abc import Iterator
from itertools import combinations

from excel.checks.pivots import VALUES, PivotPart
from excel.checks.reading import child, whole
from excel.markup import X14


def findings(where: str, pivot: PivotPart) -> Iterator[str]:
    """What is wrong with the place of one pivot."""
    place = pivot.location
    rows, columns = place.bottom - place.top + 1, place.right - place.left + 1
    if rows != place.first_data_row + len(pivot.lines("row")):
        yield f"{where} covers {rows} rows; headings and row items need another number."
    if pivot.root.get("gridDropZones") == "1":
        # The classic layout counts otherwise.
        return
    if columns != place.first_data_column + len(pivot.lines("col")):
        yield f"{where} covers {columns} columns; labels and column items need another number."
    if (place.first_header_row, place.first_data_row) != _heads(pivot):
        yield f"{where} states heading rows that its column fields don't give."
    if place.first_data_column != _label_columns(pivot):
        yield f"{where} states label columns that its row fields don't give."
    location, pages = child(pivot.root, "location"), len(pivot.pages)
    if whole(location, "rowPageCount", 0) * whole(location, "colPageCount", 0) < pages:
        yield f"{where} states another number of page fields than it has."
    if _top(pivot) < 1:
        yield f"{where} leaves no room above it for its page fields and an empty row."


def _heads(pivot: PivotPart) -> tuple[int, int]:
    """firstHeaderRow and firstDataRow; several values alone need no row of their own where it is hidden."""
    fields = pivot.axis("col")
    hidden = any(one.get("hideValuesRow") == "1" for one in pivot.root.iter(f"{{{X14}}}pivotTableDefinition"))
    if fields == (VALUES,):
        return (0, 1) if hidden else (1, 2)
    return 1, len(fields) + 1


def _label_columns(pivot: PivotPart) -> int:
    """firstDataCol: one column in compact form, else one for each row field, the values among them."""
    fields = pivot.axis("row")
    if not fields:
        return pivot.location.first_data_column if pivot.axis("col") else 0
    return {"compact": 1, None: pivot.location.first_data_column}.get(pivot.form, len(fields))


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
