"""What a field on rows or columns must fulfil."""

from collections.abc import Iterator

from excel.book import Field, LabelFilter, Pivot, Top, ValueFilter
from excel.layout.extent import values_on_columns, values_on_rows
from excel.layout.measures import caption
from excel.names import wrong_label


def wrong_in_field(where: str, pivot: Pivot, side: str, field: Field) -> Iterator[str]:
    """A sentence for each thing that the field can't have; side is "rows" or "columns"."""
    named = f"{where}, field {field.name!r}"
    if wrong := wrong_label(field.blank_label):
        yield f"{named}: the label of empty values {field.blank_label!r} {wrong}."
    fields = pivot.row_fields if side == "rows" else pivot.column_fields
    several = values_on_rows(pivot) if side == "rows" else values_on_columns(pivot)
    if field.collapsed and field is fields[-1]:
        yield f"{named} is the innermost of the {side}: there is nothing below its items to collapse."
    elif field.collapsed and several:
        yield f"{named}: items can't be collapsed where several values stand below them, on {side}."
    if field.order_by is not None and field.order == "given":
        yield f"{named} can't be ordered by {field.order_by!r} and as given at once."
    for name in _values_named(field):
        if name.casefold() not in {caption(value).casefold() for value in pivot.values}:
            yield f"{named} refers to the value {name!r}, which the pivot doesn't have."
    yield from _wrong_in_filter(named, field)


def _values_named(field: Field) -> Iterator[str]:
    if field.order_by is not None:
        yield field.order_by
    if isinstance(field.filter, Top | ValueFilter):
        yield field.filter.value


def _wrong_in_filter(named: str, field: Field) -> Iterator[str]:
    match field.filter:
        case Top():
            yield from _wrong_in_top(named, field.filter)
        case LabelFilter(test, text, second):
            yield from _wrong_ends(named, test, second is not None)
            for end in (text, second):
                if end is not None and (wrong := wrong_label(end)):
                    yield f"{named}: the filter's text {end!r} {wrong}."
        case ValueFilter(_, test, first, last):
            yield from _wrong_ends(named, test, last is not None)
            if last is not None and not first <= last:
                yield f"{named}: its filter must go from the smaller number to the larger."


def _wrong_in_top(named: str, rule: Top) -> Iterator[str]:
    # Asked this way round, what is not a number fails too.
    if not 0 < rule.count < 1e15:
        yield f"{named}: its filter must keep more than nothing."
    elif rule.by == "items" and rule.count % 1:
        yield f"{named}: its filter must keep a whole number of items."
    elif rule.by == "percent" and rule.count > 100:
        yield f"{named}: its filter can keep at most 100 per cent."


def _wrong_ends(named: str, test: str, second: bool) -> Iterator[str]:
    if (test in ("between", "not_between")) != second:
        yield f"{named}: its filter needs a second end for between and not_between, and only for them."
