"""What one pivot's description must fulfil, given the Table that it reads."""

import re
from collections.abc import Iterator

from excel.book import DataSheet, Kind, Pivot
from excel.layout.measures import caption
from excel.names import twins, wrong_label
from excel.rules.fields import wrong_in_field
from excel.rules.places import wrong_place
from excel.rules.values import wrong_in_value

_ON_AXES: tuple[Kind, ...] = ("text", "integer", "decimal", "boolean", "date", "datetime", "time")
_STYLE = re.compile(r"PivotStyle(Light|Medium|Dark)(1\d?|2[0-8]?|[3-9])")


def wrong_in_pivot(pivot: Pivot, source: DataSheet) -> Iterator[str]:
    """A sentence for each thing that the pivot can't have."""
    where = f"Pivot {pivot.name!r}"
    if wrong := wrong_label(pivot.name):
        yield f"The pivot name {pivot.name!r} {wrong}."
    if not pivot.values:
        yield f"{where} needs at least one value."
    if not pivot.rows and pivot.columns and len(pivot.values) > 1 and pivot.values_on == "columns":
        yield f"{where} needs a field on rows, or its values on rows: several stand side by side already."
    if pivot.repeat_labels and pivot.form == "compact":
        yield f"{where}: labels can be repeated in outline and tabular form only."
    if pivot.style is not None and _STYLE.fullmatch(pivot.style) is None:
        yield f"{where}: {pivot.style!r} is none of Excel's pivot styles."
    yield from _wrong_texts(where, pivot)
    yield from wrong_place(where, pivot.at)
    yield from _wrong_on_axes(where, pivot, source)
    for side, fields in (("rows", pivot.row_fields), ("columns", pivot.column_fields)):
        for field in fields:
            yield from wrong_in_field(where, pivot, side, field)
    for value in pivot.values:
        yield from wrong_in_value(where, pivot, value, source)
    yield from _wrong_captions(where, pivot, source)


def _wrong_texts(where: str, pivot: Pivot) -> Iterator[str]:
    optional = (pivot.title, pivot.row_caption, pivot.column_caption, pivot.empty_caption or None)
    for text in (*optional, pivot.values_caption, pivot.total_caption):
        if text is not None and (wrong := wrong_label(text)):
            yield f"{where}: the text {text!r} {wrong}."


def _wrong_on_axes(where: str, pivot: Pivot, source: DataSheet) -> Iterator[str]:
    kinds = {column.name.casefold(): column.kind for column in source.columns}
    fields = {name.casefold() for name in source.field_names}
    calculated = {field.name.casefold() for field in source.calculated}
    for name in pivot.axis_names:
        folded = name.casefold()
        if folded in calculated:
            yield f"{where}: {name!r} is a calculated field and can only be a value."
        elif folded not in fields:
            yield f"{where}: Table {source.table!r} has no field {name!r}."
        elif kinds.get(folded, "text") not in _ON_AXES:
            yield f"{where}: {name!r} holds {kinds[folded]} values, which can't be on rows, columns or pages."
    for name in twins(list(pivot.axis_names)):
        yield f"{where} has {name!r} twice on rows, columns and pages."


def _wrong_captions(where: str, pivot: Pivot, source: DataSheet) -> Iterator[str]:
    """Excel takes a caption for a field's name and the other way round, so none may be both."""
    named = [field.caption for field in (*pivot.row_fields, *pivot.column_fields)]
    named += [page.caption for page in pivot.page_fields]
    captions = [*(caption(value) for value in pivot.values), *(own for own in named if own is not None)]
    fields = {name.casefold() for name in source.field_names}
    for name in captions:
        if wrong := wrong_label(name):
            yield f"{where}: the caption {name!r} {wrong}."
        if name.casefold() in fields:
            yield f"{where}: the caption {name!r} is a field's name already; word one of them differently."
    for name in twins(captions):
        yield f"{where} has the caption {name!r} more than once."
