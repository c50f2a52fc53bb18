"""The labels of PivotTables: every row and column must be called what it shows."""

from collections.abc import Iterator

from excel.checks.caches import Value
from excel.checks.pivots import VALUES, Key, Line, PivotPart
from excel.checks.reading import needed
from excel.checks.sheets import Shown

Grid = dict[tuple[int, int], Shown]


def findings(where: str, pivot: PivotPart, shown: Grid) -> Iterator[str]:
    """What is wrong with the labels of one pivot."""
    place = pivot.location
    rows = zip(pivot.keys("row"), pivot.lines("row"), strict=True)
    for row, (key, line) in enumerate(rows, place.top + place.first_data_row):
        for column, wanted in _row_labels(pivot, key, line):
            label = shown.get((row, place.left + column))
            if not _same(label, wanted):
                yield f"{where}: row {row} is labelled {label!r}, but shows {wanted[1]!r}."
    columns = zip(pivot.keys("col"), pivot.lines("col"), strict=True)
    for column, (key, line) in enumerate(columns, place.left + place.first_data_column):
        for row, wanted in _column_labels(pivot, key, line):
            label = shown.get((place.top + row, column))
            if not _same(label, wanted):
                yield f"{where}: column {column} shows {wanted[1]!r}, but is headed {label!r}."


def has_numbers(pivot: PivotPart, key: Key, line: Line) -> bool:
    """Whether a row has numbers, or is only the heading of a group."""
    if line.type != "data" or not pivot.own_axis("row"):
        return True
    depth = len(pivot.own_axis("row"))
    if VALUES in pivot.axis("row"):
        return line.repeated + len(line.items) > len(key)
    last = pivot.fields[pivot.own_axis("row")[len(key) - 1]]
    if pivot.form == "tabular" or len(key) == depth or last.items[key[-1]] in last.collapsed:
        return True
    return last.default_subtotal and last.subtotal_on_top


def _row_labels(pivot: PivotPart, key: Key, line: Line) -> Iterator[tuple[int, Value]]:
    """The labels of a row, by their column from the pivot's first."""
    fields, compact = pivot.own_axis("row"), pivot.form == "compact"
    if line.type == "grand":
        yield 0, ("s", _total(pivot, line, "row"))
    elif line.type == "default":
        level = len(key) - 1
        yield 0 if compact else level, ("s", _subtotal(pivot, "row", key, line))
    else:
        for level in range(line.repeated, line.repeated + len(line.items)):
            if level < len(fields):
                yield 0 if compact else level, pivot.label(fields[level], key[level])
            else:
                yield 0 if compact else level, ("s", _caption(pivot, line))


def _column_labels(pivot: PivotPart, key: Key, line: Line) -> Iterator[tuple[int, Value]]:
    """The labels of a column, by their row from the pivot's first."""
    fields = pivot.own_axis("col")
    if not fields:
        if VALUES in pivot.axis("col"):
            yield pivot.location.first_data_row - 1, ("s", _caption(pivot, line))
    elif line.type == "grand":
        yield 1, ("s", _total(pivot, line, "col"))
    elif line.type == "default":
        yield len(key), ("s", _subtotal(pivot, "col", key, line))
    else:
        for level in range(line.repeated, line.repeated + len(line.items)):
            label = (
                pivot.label(fields[level], key[level])
                if level < len(fields)
                else ("s", _caption(pivot, line))
            )
            yield 1 + level, label


def _caption(pivot: PivotPart, line: Line) -> str:
    return needed(pivot.data_fields[line.value], "name")


def _total(pivot: PivotPart, line: Line, axis: str) -> str:
    if VALUES in pivot.axis(axis):
        return f"Total {_caption(pivot, line)}"
    return pivot.root.get("grandTotalCaption", "Grand Total")


def _subtotal(pivot: PivotPart, axis: str, key: Key, line: Line) -> str:
    kind, text = pivot.label(pivot.own_axis(axis)[len(key) - 1], key[-1])
    if kind == "b":
        text = "TRUE" if text == "1" else "FALSE"
    if kind == "d":
        # A date in words follows the reader's settings.
        return "*"
    return f"{text} {_caption(pivot, line)}" if VALUES in pivot.axis(axis) else f"{text} Total"


def _same(label: Shown, wanted: Value) -> bool:
    kind, text = wanted
    match kind:
        case "n":
            return label == float(text)
        case "b":
            return label is (text == "1")
        case "d":
            return isinstance(label, float)
        case _:
            return label == text or text == "*"
