"""What a chart of a PivotTable shows: its leaves as categories and series, and the cells where they stand.

As in Excel's own files, references span a column's whole body, rows of subtotals included but not the grand
total, while the numbers stored in the chart are those of the leaves alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from excel import references
from excel.book import Chart
from excel.layout.labels import text_of
from excel.layout.lines import Line
from excel.layout.picture import Picture

# Excel shows no more.
MOST_SERIES = 255
# What Excel calls the only series of a pivot without column fields.
_ONLY = "Total"

Labels = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Categories:
    """The labels along the axis.

    cells: where they stand. levels: innermost first, each with the places (from 0) at which its labels begin.
    """

    cells: str
    levels: tuple[Labels, ...]
    count: int


@dataclass(frozen=True)
class Series:
    """Numbers, one for each category; name_cells and cells: where the headings and the numbers stand."""

    name: str
    name_cells: str
    cells: str
    numbers: tuple[float | None, ...]
    number_format: str


def categories(picture: Picture, sheet: str) -> Categories | None:
    """The categories; None where no label stands before the numbers."""
    if not picture.label_columns:
        return None
    first, last = _body(picture)
    leaves = [line for line in picture.row_lines if line.leaf]
    paths = [_path(picture, line) for line in leaves]
    depth = max(len(path) for path in paths)
    levels = tuple(_level(paths, level) for level in reversed(range(depth)))
    area = _cells(sheet, first, picture.left, last, picture.left + picture.label_columns - 1)
    return Categories(area, levels, len(leaves))


def series(picture: Picture, sheet: str, chart: Chart) -> tuple[Series, ...]:
    """The series from left to right; of a pie the first alone, and never more than Excel shows."""
    leaves = [number for number, line in enumerate(picture.column_lines) if line.leaf]
    most = 1 if chart.kind == "pie" else MOST_SERIES
    return tuple(_series(picture, sheet, number) for number in leaves[:most])


def _series(picture: Picture, sheet: str, number: int) -> Series:
    line, column = picture.column_lines[number], picture.column_of(number)
    first, last = _body(picture)
    rows = [place for place, row in enumerate(picture.row_lines) if row.leaf]
    measure = picture.measures[picture.measure_of(picture.row_lines[rows[0]], line)]
    # Above the labels of columns stands the caption of all of them.
    top = picture.top + bool(picture.columns.depth)
    return Series(
        _name(picture, line),
        _cells(sheet, top, column, picture.top + picture.header_rows - 1, column),
        _cells(sheet, first, column, last, column),
        tuple(picture.shown[place][number] for place in rows),
        measure.value.number_format,
    )


def _name(picture: Picture, line: Line) -> str:
    labels = [
        text_of(field.label(item)) for field, item in zip(picture.columns.fields, line.key, strict=False)
    ]
    if line.value is not None:
        labels.append(picture.measures[line.value].caption)
    return " - ".join(labels) or _ONLY


def _body(picture: Picture) -> tuple[int, int]:
    """The first and the last row of the numbers, without grand totals."""
    lines = sum(line.type != "grand" for line in picture.row_lines)
    return picture.row_of(0), picture.row_of(lines - 1)


def _path(picture: Picture, line: Line) -> tuple[str, ...]:
    """The labels of a row, outermost first."""
    labels = [text_of(field.label(item)) for field, item in zip(picture.rows.fields, line.key, strict=False)]
    if line.value is not None:
        labels.append(picture.measures[line.value].caption)
    return tuple(labels) or (_ONLY,)


def _level(paths: Sequence[tuple[str, ...]], level: int) -> Labels:
    """Where the labels of one level begin: of the innermost each, of others only those that differ."""
    innermost = max(len(path) for path in paths) - 1
    return tuple(
        (place, path[level])
        for place, path in enumerate(paths)
        if level < len(path) and (level == innermost or _begins(paths, place, level))
    )


def _begins(paths: Sequence[tuple[str, ...]], place: int, level: int) -> bool:
    return not place or paths[place - 1][: level + 1] != paths[place][: level + 1]


def _cells(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """An absolute reference to cells of a sheet."""
    start, end = (f"${references.letters(column)}${row}" for row, column in ((top, left), (bottom, right)))
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{start}" if start == end else f"'{quoted}'!{start}:{end}"
