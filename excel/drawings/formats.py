"""Which cells of a PivotTable a conditional format is for: on the sheet, and by fields and items."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from excel import references
from excel.book import Format
from excel.layout.axes import Axis
from excel.layout.lines import Line
from excel.layout.picture import Picture

Run = tuple[int, int]


@dataclass(frozen=True)
class Selected:
    """A format's cells.

    areas: the ranges on the sheet; measure: which of the values; items: of the innermost row field and the
    innermost column field its number and the display positions of the items that are shown.
    """

    format: Format
    areas: tuple[str, ...]
    measure: int
    items: tuple[tuple[int, tuple[int, ...]], ...]


def selections(picture: Picture) -> tuple[Selected | None, ...]:
    """The cells of each of the pivot's formats; None where everything innermost is collapsed."""
    return tuple(_selected(picture, one) for one in picture.pivot.formats)


def _selected(picture: Picture, one: Format) -> Selected | None:
    captions = [measure.caption.casefold() for measure in picture.measures]
    measure = captions.index(one.value.casefold())
    rows = _innermost(picture.rows, picture.row_lines, measure)
    columns = _innermost(picture.columns, picture.column_lines, measure)
    if not rows or not columns:
        return None
    areas = tuple(
        references.area(
            picture.row_of(top), picture.column_of(left), picture.row_of(end), picture.column_of(right)
        )
        for (top, end), (left, right) in product(_runs(rows), _runs(columns))
    )
    items = (
        *_items(picture.rows, picture.row_lines, rows),
        *_items(picture.columns, picture.column_lines, columns),
    )
    return Selected(one, areas, measure, items)


def _innermost(axis: Axis, lines: Sequence[Line], measure: int) -> list[int]:
    """The lines of whole combinations of items that show a value."""
    return [
        number
        for number, line in enumerate(lines)
        if line.leaf and len(line.key) == axis.depth and line.value in (None, measure)
    ]


def _runs(numbers: Iterable[int]) -> Iterator[Run]:
    """Numbers put together where one follows the other: first and last of each run."""
    first = last = None
    for number in numbers:
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _items(
    axis: Axis, lines: Sequence[Line], numbers: Sequence[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    if axis.depth:
        field = axis.fields[-1]
        positions = {field.positions[lines[number].key[-1]] for number in numbers}
        yield field.field.number, tuple(sorted(positions))
