"""The lines of a pivot's axes, rowItems and colItems: each must lead to items that there are."""

from collections.abc import Iterator

from excel.checks.pivots import VALUES, PivotPart
from excel.layout import Line


def findings(where: str, pivot: PivotPart) -> Iterator[str]:
    """What is wrong with the lines of both axes."""
    for axis in ("row", "col"):
        fields, lines = pivot.axis(axis), pivot.lines(axis)
        if not lines:
            yield f"{where} has no {axis}Items."
        for number, line in enumerate(lines, 1):
            yield from _line(f"{where}, {axis} item {number}", pivot, fields, line)
        if fields and fields != (VALUES,):
            yield from _grand(where, axis, pivot, lines)
        elif any(line.grand for line in lines):
            yield f"{where} has a grand total among its {axis}Items, but no field on that axis."


def _line(where: str, pivot: PivotPart, fields: tuple[int, ...], line: Line) -> Iterator[str]:
    if line.repeated + len(line.items) > max(len(fields), line.grand):
        yield f"{where} has {line.repeated + len(line.items)} labels for {len(fields)} fields."
        return
    if line.value >= len(pivot.data_fields):
        yield f"{where} shows value {line.value}, but there are {len(pivot.data_fields)}."
    if line.grand:
        if line.items != (0,):
            yield f"{where} is a grand total and must have exactly one label, 0."
        return
    for level, item in enumerate(line.items, line.repeated):
        if fields[level] == VALUES:
            if item != line.value:
                yield f"{where} labels value {item}, but shows value {line.value}."
        elif item >= len(pivot.fields[fields[level]].items):
            yield f"{where} refers to item {item} of {pivot.field_name(fields[level])}, which has fewer."


def _grand(where: str, axis: str, pivot: PivotPart, lines: tuple[Line, ...]) -> Iterator[str]:
    """The grand totals stand last, one for each value on their axis."""
    several = len(pivot.data_fields) if VALUES in pivot.axis(axis) else 1
    if [line.grand for line in lines] != [False] * (len(lines) - several) + [True] * several:
        yield f"{where}: the {axis}Items don't end with {several} grand totals."
    elif [line.value for line in lines[-several:]] != list(range(several)):
        yield f"{where}: the grand totals of the {axis}Items are not one for each value."
