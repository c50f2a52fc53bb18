"""Every cell of a PivotTable: its value and its look."""

from collections.abc import Iterator
from dataclasses import dataclass

from excel.data.contents import Content
from excel.layout.headings import headings
from excel.layout.labels import text_of
from excel.layout.lines import Line
from excel.layout.picture import Picture
from excel.styles import Look, Role

ALL, SEVERAL = "(All)", "(Multiple Items)"


@dataclass(frozen=True)
class SheetCell:
    """A cell of a sheet; row and column count from 1."""

    row: int
    column: int
    content: Content
    look: Look
    formula: str | None = None


def cells(picture: Picture) -> Iterator[SheetCell]:
    """All cells of a pivot: title, page fields, headings, labels and numbers."""
    yield from _above(picture)
    yield from _headings(picture)
    for number, line in enumerate(picture.row_lines):
        yield from _body_row(picture, number, line)


def _above(picture: Picture) -> Iterator[SheetCell]:
    top = picture.top - picture.above
    if picture.pivot.title:
        yield SheetCell(top, picture.left, picture.pivot.title, Look("title"))
    for row, page in enumerate(picture.pages, picture.top - len(picture.pages) - 1):
        yield SheetCell(row, picture.left, page.name, Look(button=True))
        kept = [index for index in page.order if index not in page.hidden]
        chosen = page.label(kept[0]) if len(kept) == 1 and page.hidden else SEVERAL if page.hidden else ALL
        yield SheetCell(row, picture.left + 1, chosen, Look(number_format=page.field.number_format, indent=0))


def _headings(picture: Picture) -> Iterator[SheetCell]:
    """The heading rows; cells without a text are coloured all the same."""
    texts = headings(picture)
    for row in range(picture.header_rows):
        for column in range(picture.right - picture.left + 1):
            content, look = texts.get((row, column), (None, Look("header")))
            yield SheetCell(picture.top + row, picture.left + column, content, look)


def _body_row(picture: Picture, number: int, line: Line) -> Iterator[SheetCell]:
    row, role = picture.row_of(number), _role(line)
    labels = dict(_labels(picture, number, line))
    for column in range(picture.label_columns):
        content, look = labels.get(column, (None, Look(role)))
        yield SheetCell(row, picture.left + column, content, look)
    for place, across in enumerate(picture.column_lines):
        measure = picture.measures[picture.measure_of(line, across)]
        own = "total_column" if across.type == "grand" and role == "plain" else role
        content = _number(picture, number, place)
        yield SheetCell(row, picture.column_of(place), content, Look(own, measure.value.number_format))


def _number(picture: Picture, row: int, column: int) -> Content:
    """The number in a cell, or what an empty one shows."""
    number, line, across = picture.shown[row][column], picture.row_lines[row], picture.column_lines[column]
    measure = picture.measures[picture.measure_of(line, across)]
    computed = measure.formula is not None or measure.value.show_as is not None
    if number is not None or computed or not (line.shown and across.shown):
        return number
    return picture.pivot.empty_caption or None


def _role(line: Line) -> Role:
    if line.type == "grand":
        return "total"
    return "plain" if line.leaf else "group"


def _labels(picture: Picture, number: int, line: Line) -> Iterator[tuple[int, tuple[Content, Look]]]:
    """The labels of a row by their column from the pivot's first."""
    role, compact = _role(line), picture.pivot.form == "compact"
    if not picture.rows.depth and not picture.values_on_rows:
        if picture.label_columns:
            yield 0, (picture.measures[0].caption, Look(role, indent=0))
    elif line.type == "grand":
        yield 0, (_total_label(picture, line), Look(role))
    elif line.type == "subtotal":
        level = len(line.key) - 1
        yield (0 if compact else level), (_subtotal_label(picture, line), _label_look(role, level, compact))
        yield from _repeated(picture, line, level)
    else:
        for level in range(line.repeated, line.repeated + line.labels):
            yield (0 if compact else level), _label(picture, line, level)
        yield from _repeated(picture, line, line.repeated)


def _label(picture: Picture, line: Line, level: int) -> tuple[Content, Look]:
    role, compact = _role(line), picture.pivot.form == "compact"
    if level == len(line.key):
        return picture.measures[line.value or 0].caption, _label_look(role, level, compact)
    field = picture.rows.fields[level]
    look = _label_look(role, level, compact, field.field.number_format)
    return field.label(line.key[level]), look


def _label_look(role: Role, level: int, compact: bool, number_format: str = "General") -> Look:
    return Look(role, number_format, indent=level if compact else 0)


def _repeated(picture: Picture, line: Line, until: int) -> Iterator[tuple[int, tuple[Content, Look]]]:
    """The labels of the groups around, where they are to be repeated."""
    if picture.pivot.repeat_labels and picture.pivot.form != "compact":
        for level in range(min(until, len(line.key))):
            yield level, _label(picture, line, level)


def _total_label(picture: Picture, line: Line) -> str:
    if line.value is None:
        return picture.pivot.total_caption
    return f"Total {picture.measures[line.value].caption}"


def _subtotal_label(picture: Picture, line: Line) -> str:
    """As Excel words it: "North Total", or "North Sum of Amount" where the values stand on rows."""
    item = text_of(picture.rows.fields[len(line.key) - 1].label(line.key[-1]))
    return f"{item} Total" if line.value is None else f"{item} {picture.measures[line.value].caption}"
