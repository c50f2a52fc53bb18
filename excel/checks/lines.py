"""The lines of a pivot's axes, rowItems and colItems: each must lead to items that there are."""

from collections.abc import Iterator

from excel.checks.pivots import VALUES, Line, PivotPart
from excel.checks.reading import repeated

# Which attribute switches the grand totals of an axis off: named after what they total.
_SWITCHES = {"row": "rowGrandTotals", "col": "colGrandTotals"}


def findings(where: str, pivot: PivotPart) -> Iterator[str]:
    """What is wrong with the lines of both axes."""
    for axis in ("row", "col"):
        fields, lines = pivot.axis(axis), pivot.lines(axis)
        if not lines:
            yield f"{where} has no {axis}Items."
        sentences = [
            sentence
            for number, line in enumerate(lines, 1)
            for sentence in _line(f"{where}, {axis} item {number}", pivot, fields, line)
        ]
        yield from sentences
        if not sentences:
            yield from _twice(where, axis, pivot)
        if fields and fields != (VALUES,):
            yield from _grand(where, axis, pivot, lines)
        elif any(line.type == "grand" for line in lines):
            yield f"{where} has a grand total among its {axis}Items, but no field on that axis."


def _line(where: str, pivot: PivotPart, fields: tuple[int, ...], line: Line) -> Iterator[str]:
    if line.repeated + len(line.items) > max(len(fields), line.type == "grand"):
        yield f"{where} has {line.repeated + len(line.items)} labels for {len(fields)} fields."
        return
    if line.value >= len(pivot.data_fields):
        yield f"{where} shows value {line.value}, but there are {len(pivot.data_fields)}."
    if line.type == "grand":
        if line.items != (0,):
            yield f"{where} is a grand total and must have exactly one label, 0."
        return
    if line.type == "default":
        yield from _subtotal(where, pivot, fields, line)
    for level, item in enumerate(line.items, line.repeated):
        if fields[level] == VALUES:
            if item != line.value:
                yield f"{where} labels value {item}, but shows value {line.value}."
        elif item >= len(pivot.fields[fields[level]].items):
            yield f"{where} refers to item {item} of {pivot.field_name(fields[level])}, which has fewer."
        elif pivot.fields[fields[level]].items[item] in pivot.fields[fields[level]].hidden:
            yield f"{where} shows item {item} of {pivot.field_name(fields[level])}, which is hidden."


def _subtotal(where: str, pivot: PivotPart, fields: tuple[int, ...], line: Line) -> Iterator[str]:
    field = fields[line.repeated]
    if len(line.items) != 1:
        yield f"{where} is a subtotal and must have exactly one label."
    elif field != VALUES and not pivot.fields[field].default_subtotal:
        yield f"{where} is a subtotal of {pivot.field_name(field)}, which has none."


def _twice(where: str, axis: str, pivot: PivotPart) -> Iterator[str]:
    """Two lines that show the same; headings of groups without numbers are followed by their values."""
    depth, several = len(pivot.own_axis(axis)), VALUES in pivot.axis(axis)
    lines = [
        (key, line.value, line.type)
        for key, line in zip(pivot.keys(axis), pivot.lines(axis), strict=True)
        if not several or line.type != "data" or line.repeated + len(line.items) > depth
    ]
    for key, value, _ in repeated(lines):
        yield f"{where} has a line of its {axis}Items twice: {key}, value {value}."


def _grand(where: str, axis: str, pivot: PivotPart, lines: tuple[Line, ...]) -> Iterator[str]:
    """The grand totals stand last, one for each value on their axis, unless they are switched off."""
    several = len(pivot.data_fields) if VALUES in pivot.axis(axis) else 1
    if pivot.root.get(_SWITCHES[axis]) == "0":
        several = 0
    grand = [line.type == "grand" for line in lines]
    if grand != [False] * (len(lines) - several) + [True] * several:
        yield f"{where}: the {axis}Items don't end with {several} grand totals."
    elif several and [line.value for line in lines[-several:]] != list(range(several)):
        yield f"{where}: the grand totals of the {axis}Items are not one for each value."
