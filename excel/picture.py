"""A PivotTable as it stands on its sheet: its place, its lines, and a value and a look for every cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from excel import references
from excel.axes import AxisField
from excel.book import Pivot
from excel.cells import Content
from excel.layout import Header, Line
from excel.measures import Measure, result
from excel.styles import Look, Role
from excel.summary import Cube

GRAND_TOTAL = "Grand Total"
ALL = "(All)"


@dataclass(frozen=True)
class SheetCell:
    row: int
    column: int
    content: Content
    look: Look


@dataclass(frozen=True)
class Picture:
    """A pivot with all that its part and its cells are written from.

    top, left: the first cell of its location, which holds headings and data but no title and page fields;
    pages_top: the row of its first page field.
    """

    pivot: Pivot
    measures: tuple[Measure, ...]
    rows: tuple[AxisField, ...]
    columns: tuple[AxisField, ...]
    pages: tuple[AxisField, ...]
    header: Header
    row_lines: tuple[Line, ...]
    column_lines: tuple[Line, ...]
    cube: Cube
    pages_top: int
    top: int
    left: int

    @property
    def bottom(self) -> int:
        return self.top + self.header.first_data_row + len(self.row_lines) - 1

    @property
    def right(self) -> int:
        return self.left + len(self.column_lines)

    @property
    def location(self) -> str:
        return references.area(self.top, self.left, self.bottom, self.right)

    @property
    def row_caption(self) -> str:
        return self.pivot.row_caption or " / ".join(self.pivot.rows)

    @property
    def column_caption(self) -> str | None:
        return self.pivot.column_caption or (self.pivot.columns[0] if self.pivot.columns else None)


def cells(picture: Picture) -> Iterator[SheetCell]:
    """All cells of a pivot: title, page fields, headings, labels and numbers."""
    yield from _above(picture)
    yield from _headings(picture)
    first = picture.top + picture.header.first_data_row
    for row, line in enumerate(picture.row_lines, first):
        yield from _body_row(picture, row, line)


def _above(picture: Picture) -> Iterator[SheetCell]:
    if picture.pivot.title:
        yield SheetCell(1, picture.left, picture.pivot.title, Look("title"))
    for row, page in enumerate(picture.pages, picture.pages_top):
        yield SheetCell(row, picture.left, page.name, Look(button=True))
        yield SheetCell(row, picture.left + 1, ALL, Look())


def _headings(picture: Picture) -> Iterator[SheetCell]:
    """The heading rows; cells without a text are coloured all the same."""
    texts = _heading_texts(picture)
    for row in range(picture.header.first_data_row):
        for column in range(len(picture.column_lines) + 1):
            content, look = texts.get((row, column), (None, Look("header")))
            yield SheetCell(picture.top + row, picture.left + column, content, look)


def _heading_texts(picture: Picture) -> Mapping[tuple[int, int], tuple[Content, Look]]:
    """Content and look of the headings, by their row and column from the location's first cell."""
    plain, button, last = Look("header"), Look("header", button=True), picture.header.first_data_row - 1
    texts: dict[tuple[int, int], tuple[Content, Look]] = {(last, 0): (picture.row_caption, button)}
    if picture.columns:
        texts[0, 1] = picture.column_caption, button
        if len(picture.measures) == 1:
            texts[0, 0] = picture.measures[0].caption, button
    for column, line in enumerate(picture.column_lines, 1):
        caption = picture.measures[line.value].caption
        if not picture.columns:
            texts[0, column] = caption, plain
        elif line.grand:
            texts[1, column] = GRAND_TOTAL if last == 1 else f"Total {caption}", plain
        else:
            texts |= _item_heading(picture, column, line, caption)
    return texts


def _item_heading(
    picture: Picture, column: int, line: Line, caption: str
) -> Mapping[tuple[int, int], tuple[Content, Look]]:
    """An item of the column field above the first of its columns, and each column's value below it."""
    field = picture.columns[0]
    texts: dict[tuple[int, int], tuple[Content, Look]] = {}
    if line.value == 0:
        texts[1, column] = field.label(line.key[0]), Look("header", field.number_format, indent=0)
    if picture.header.first_data_row == 3:
        texts[2, column] = caption, Look("header")
    return texts


def _body_row(picture: Picture, row: int, line: Line) -> Iterator[SheetCell]:
    role: Role = "total" if line.grand else "group" if len(line.key) < len(picture.rows) else "plain"
    yield SheetCell(row, picture.left, *_row_label(picture, line, role))
    for column, across in enumerate(picture.column_lines, picture.left + 1):
        measure = picture.measures[across.value]
        number = result(measure, picture.cube.get((line.key, across.key)))
        yield SheetCell(row, column, number, Look(role, measure.number_format))


def _row_label(picture: Picture, line: Line, role: Role) -> tuple[Content, Look]:
    if line.grand:
        return GRAND_TOTAL, Look(role)
    field = picture.rows[len(line.key) - 1]
    return field.label(line.key[-1]), Look(role, field.number_format, indent=len(line.key) - 1)
