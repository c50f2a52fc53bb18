"""Where slicers and charts stand on a sheet: between which points of which cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from excel import references
from excel.book import Chart, Slicer
from excel.layout.picture import Picture

# In pixels, 96 an inch: rows and columns whose size nobody has set, and the air between drawings.
ROW_HEIGHT, COLUMN_WIDTH, GAP = 20, 64, 12
# So wide is the band beside the pivots that drawings fill before they go on below; about a screen's half.
_BAND = 840
# Calibri 11: the width of a digit in pixels.
_DIGIT = 7


@dataclass(frozen=True)
class Point:
    """A point on a sheet: a cell, counted from 1, and pixels from its upper left corner."""

    row: int
    column: int
    down: int = 0
    across: int = 0


@dataclass(frozen=True)
class Anchor:
    start: Point
    end: Point


@dataclass(frozen=True)
class _Box:
    """A rectangle in pixels from the sheet's upper left corner."""

    left: int
    top: int
    width: int
    height: int

    def meets(self, other: "_Box") -> bool:
        """Whether they overlap, or stand so close that no air is left between them."""
        return (
            self.left < other.left + other.width + GAP
            and other.left < self.left + self.width + GAP
            and self.top < other.top + other.height + GAP
            and other.top < self.top + self.height + GAP
        )


def pixels(width: float) -> int:
    """The width of a column in pixels, given in characters."""
    return int((256 * width + int(128 / _DIGIT)) / 256 * _DIGIT)


def beside(pictures: Iterable[Picture]) -> tuple[int, int]:
    """The cell from which on drawings have room to the right of placed pivots; without any the cell B2.

    A pivot with column fields grows to the right at a refresh: it is left three columns more.
    """
    placed = tuple(pictures)
    if not placed:
        return 2, 2
    top = min(one.top - one.above for one in placed)
    return top, max(_right(one) + 2 + 3 * bool(one.columns.depth) for one in placed)


def _right(picture: Picture) -> int:
    # A page field stands in two cells.
    return max(picture.right, picture.left + bool(picture.pages))


def placed(
    drawn: Sequence[Slicer | Chart], room: tuple[int, int], widths: Mapping[int, float]
) -> tuple[Anchor, ...]:
    """The anchors of a sheet's drawings, in their order.

    Those without a place of their own fill a band from the cell `room` on, from left to right and then
    downwards, and stand on no other drawing.

    widths: of the sheet's columns in characters, where set.
    """
    columns = {column: pixels(width) for column, width in widths.items()}
    boxes = {n: _box(one, *references.parse_cell(one.at), columns) for n, one in enumerate(drawn) if one.at}
    origin = _box(drawn[0], room[0], room[1], columns) if drawn else _Box(0, 0, 0, 0)
    for number, one in enumerate(drawn):
        if number not in boxes:
            boxes[number] = _free(one, origin, tuple(boxes.values()))
    return tuple(_anchor(boxes[number], columns) for number in range(len(drawn)))


def _box(one: Slicer | Chart, row: int, column: int, columns: Mapping[int, int]) -> _Box:
    return _Box(_left_of(column, columns), (row - 1) * ROW_HEIGHT, one.width, one.height)


def _left_of(column: int, columns: Mapping[int, int]) -> int:
    own = sum(width - COLUMN_WIDTH for number, width in columns.items() if number < column)
    return (column - 1) * COLUMN_WIDTH + own


def _free(one: Slicer | Chart, origin: _Box, others: Sequence[_Box]) -> _Box:
    """The highest and then leftmost place in the band that touches nothing."""
    lefts = {origin.left, *(other.left + other.width + GAP for other in others)}
    tops = {origin.top, *(other.top + other.height + GAP for other in others)}
    fitting = {left for left in lefts if origin.left <= left and left + one.width <= origin.left + _BAND}
    places = [
        _Box(left, top, one.width, one.height)
        for top in sorted(top for top in tops if top >= origin.top)
        for left in sorted(fitting or {origin.left})
    ]
    return next(place for place in places if not any(place.meets(other) for other in others))


def _anchor(box: _Box, columns: Mapping[int, int]) -> Anchor:
    return Anchor(
        _point(box.left, box.top, columns), _point(box.left + box.width, box.top + box.height, columns)
    )


def _point(left: int, top: int, columns: Mapping[int, int]) -> Point:
    column, across = 1, left
    while column < references.LAST_COLUMN and across >= columns.get(column, COLUMN_WIDTH):
        across -= columns.get(column, COLUMN_WIDTH)
        column += 1
    row = min(top // ROW_HEIGHT + 1, references.LAST_ROW)
    return Point(row, column, top % ROW_HEIGHT, min(across, columns.get(column, COLUMN_WIDTH)))
