"""Where the pivots of a sheet stand, once it is known how large they are."""

from collections.abc import Sequence

from excel import references
from excel.layout.extent import regions
from excel.layout.picture import Picture
from excel.problems import LayoutProblem


def place(pictures: Sequence[Picture], sheet: str) -> tuple[Picture, ...]:
    """The pivots of one sheet, each at its place.

    Raises: LayoutProblem when one has more rows or columns than a sheet.
    """
    placed = []
    for picture, region in zip(pictures, regions([one.pivot for one in pictures]), strict=True):
        moved = picture.moved(region.top + picture.above, region.left)
        if moved.bottom > references.LAST_ROW or moved.right > references.LAST_COLUMN:
            size = f"{moved.bottom:,} rows and {moved.right:,} columns"
            raise LayoutProblem(
                [f"Pivot {picture.pivot.name!r} on sheet {sheet!r} needs {size}; group its fields."]
            )
        placed.append(moved)
    return tuple(placed)
