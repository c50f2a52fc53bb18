"""What stands in the heading rows of a PivotTable."""

from collections.abc import Iterator, Mapping

from excel.data.contents import Content
from excel.layout.labels import text_of
from excel.layout.lines import Line
from excel.layout.picture import Picture
from excel.styles import Look

Text = tuple[Content, Look]
_PLAIN, _BUTTON = Look("header"), Look("header", button=True)


def headings(picture: Picture) -> Mapping[tuple[int, int], Text]:
    """Content and look of the headings, by their row and column from the location's first cell."""
    return dict(_headings(picture))


def row_caption(picture: Picture) -> str | None:
    """What stands over the row labels in compact form."""
    names = [field.name for field in picture.rows.fields] or [picture.pivot.values_caption]
    shown = picture.rows.depth or picture.values_on_rows
    return (picture.pivot.row_caption or " / ".join(names)) if shown else None


def column_caption(picture: Picture) -> str | None:
    """What stands over the column labels in compact form."""
    if not picture.columns.depth:
        return None
    return picture.pivot.column_caption or " / ".join(field.name for field in picture.columns.fields)


def _headings(picture: Picture) -> Iterator[tuple[tuple[int, int], Text]]:
    yield from _over_rows(picture)
    if picture.columns.depth:
        yield from _over_columns(picture)
    for number, line in enumerate(picture.column_lines):
        yield from _line(picture, picture.label_columns + number, line)


def _over_rows(picture: Picture) -> Iterator[tuple[tuple[int, int], Text]]:
    """The names of the row fields, in the last heading row; one value alone in the first."""
    last = picture.header_rows - 1
    if picture.pivot.form == "compact":
        if caption := row_caption(picture):
            yield (last, 0), (caption, _BUTTON)
    else:
        for level, field in enumerate(picture.rows.fields):
            yield (last, level), (field.name, _BUTTON)
        if picture.values_on_rows:
            yield (last, picture.rows.depth), (picture.pivot.values_caption, _PLAIN)
    if picture.columns.depth and picture.rows.depth and len(picture.measures) == 1:
        yield (0, 0), (picture.measures[0].caption, _BUTTON)


def _over_columns(picture: Picture) -> Iterator[tuple[tuple[int, int], Text]]:
    """The names of the column fields, in the first heading row from the first number on."""
    first = picture.label_columns
    if picture.pivot.form == "compact":
        yield (0, first), (column_caption(picture), _BUTTON)
        return
    names = [field.name for field in picture.columns.fields]
    names += [picture.pivot.values_caption] * picture.values_on_columns
    width = len(picture.column_lines)
    for number, name in enumerate(names[:width]):
        yield (0, first + number), (name, _BUTTON if number < picture.columns.depth else _PLAIN)


def _line(picture: Picture, column: int, line: Line) -> Iterator[tuple[tuple[int, int], Text]]:
    """The labels of one column of numbers."""
    caption = picture.measures[line.value or 0].caption
    if not picture.columns.depth:
        if not picture.values_on_rows:
            yield (0, column), (caption, _PLAIN)
    elif line.type == "grand":
        whole = picture.pivot.total_caption if line.value is None else f"Total {caption}"
        yield (1, column), (whole, _PLAIN)
    elif line.type == "subtotal":
        level = len(line.key) - 1
        item = text_of(picture.columns.fields[level].label(line.key[-1]))
        whole = f"{item} Total" if line.value is None else f"{item} {caption}"
        yield (1 + level, column), (whole, _PLAIN)
    else:
        for level in range(line.repeated, line.repeated + line.labels):
            yield (1 + level, column), _label(picture, line, level)


def _label(picture: Picture, line: Line, level: int) -> Text:
    if level == len(line.key):
        return picture.measures[line.value or 0].caption, _PLAIN
    field = picture.columns.fields[level]
    return field.label(line.key[level]), Look("header", field.field.number_format, indent=0)
