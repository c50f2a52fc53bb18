"""What must hold of the pivots on one sheet: none may stand where another is or grows."""

from collections.abc import Iterator

from excel.book import PivotSheet, SummarySheet
from excel.layout.extent import meetings, regions


def wrong_in_places(sheet: PivotSheet | SummarySheet) -> Iterator[str]:
    """A sentence for each pair of pivots that get into each other's way."""
    if isinstance(sheet, SummarySheet):
        return
    if not (sheet.pivots or sheet.slicers or sheet.charts):
        yield f"The pivot sheet {sheet.name!r} is empty."
    placed = regions(sheet.pivots)
    for one, other in meetings(placed):
        way = "downwards" if one.right is not None and one.right >= other.left else "to the right"
        yield (
            f"Pivots {one.pivot.name!r} and {other.pivot.name!r} on sheet {sheet.name!r} would share cells "
            f"when one grows {way}: give them places apart, or sheets of their own."
        )
