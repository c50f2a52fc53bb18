"""What one pivot's description must fulfil, given the Table that it reads."""

from collections.abc import Iterator

from excel.book import DataSheet, Kind, Pivot, Value
from excel.names import twins, wrong_label
from excel.resolving import axis_fields, caption

_ON_AXES: tuple[Kind, ...] = ("text", "integer", "boolean", "date")
_KINDS_ON_AXES = f"{', '.join(_ON_AXES[:-1])} or {_ON_AXES[-1]}"
_NUMBERS: tuple[Kind, ...] = ("integer", "decimal")


def wrong_in_pivot(pivot: Pivot, source: DataSheet) -> Iterator[str]:
    """A sentence for each thing that the pivot can't have."""
    where = f"Pivot {pivot.name!r}"
    if wrong := wrong_label(pivot.name):
        yield f"The pivot name {pivot.name!r} {wrong}."
    if not pivot.rows or not pivot.values:
        yield f"{where} needs at least one field on rows and one value."
    if len(pivot.columns) > 1:
        yield f"{where} has {len(pivot.columns)} fields on columns; at most one is possible."
    for text in (pivot.title, pivot.row_caption, pivot.column_caption):
        if text is not None and (wrong := wrong_label(text)):
            yield f"{where}: the text {text!r} {wrong}."
    yield from _wrong_on_axes(pivot, source)
    for value in pivot.values:
        yield from _wrong_in_value(where, value, source)
    yield from _wrong_captions(where, pivot, source)


def _wrong_on_axes(pivot: Pivot, source: DataSheet) -> Iterator[str]:
    kinds = {column.name: column.kind for column in source.columns}
    calculated = {field.name for field in source.calculated}
    for name in axis_fields(pivot):
        if name in calculated:
            yield f"Pivot {pivot.name!r}: {name!r} is a calculated field and can only be a value."
        elif name not in kinds:
            yield f"Pivot {pivot.name!r}: Table {source.table!r} has no column {name!r}."
        elif kinds[name] not in _ON_AXES:
            yield (
                f"Pivot {pivot.name!r}: {name!r} holds {kinds[name]} values, which can't be on rows, columns "
                f"or pages; give the Table a column of {_KINDS_ON_AXES} to group by."
            )
    for name in twins(list(axis_fields(pivot))):
        yield f"Pivot {pivot.name!r} has {name!r} twice on rows, columns and pages."


def _wrong_in_value(where: str, value: Value, source: DataSheet) -> Iterator[str]:
    kinds = {column.name: column.kind for column in source.columns}
    if wrong := wrong_label(value.number_format):
        yield f"{where}: the number format of {caption(value)!r} {wrong}."
    if value.field in {field.name for field in source.calculated}:
        if value.function != "sum":
            yield f"{where}: the calculated field {value.field!r} has its formula; its function must be sum."
    elif value.field not in kinds:
        yield f"{where}: Table {source.table!r} has no column {value.field!r}."
    elif value.function != "count" and kinds[value.field] not in _NUMBERS:
        yield f"{where}: {value.function} of {value.field!r} needs numbers; it is {kinds[value.field]}."


def _wrong_captions(where: str, pivot: Pivot, source: DataSheet) -> Iterator[str]:
    """Excel takes a caption for a field's name and the other way round, so none may be both."""
    captions = [caption(value) for value in pivot.values]
    fields = {name.casefold() for name in source.field_names}
    for name in captions:
        if wrong := wrong_label(name):
            yield f"{where}: the caption {name!r} {wrong}."
        if name.casefold() in fields:
            yield f"{where}: the caption {name!r} is a field's name already; word one of them differently."
    for name in twins(captions):
        yield f"{where} has the caption {name!r} more than once."
