"""What a pivot's value must fulfil."""

from collections.abc import Iterator

from excel.book import DataSheet, Pivot, Value
from excel.layout.measures import caption
from excel.names import wrong_label
from excel.rules.data import NUMBERS

_ALONG_A_FIELD = (
    "difference",
    "percent",
    "percent_difference",
    "running_total",
    "percent_running_total",
    "percent_of_parent",
    "rank_ascending",
    "rank_descending",
)


def wrong_in_value(where: str, pivot: Pivot, value: Value, source: DataSheet) -> Iterator[str]:
    """A sentence for each thing that the value can't have."""
    kinds = {column.name.casefold(): column.kind for column in source.columns}
    folded = value.field.casefold()
    if wrong := wrong_label(value.number_format):
        yield f"{where}: the number format of {caption(value)!r} {wrong}."
    if folded in {field.name.casefold() for field in source.calculated}:
        if value.function != "sum":
            yield f"{where}: the calculated field {value.field!r} has its formula; its function must be sum."
    elif folded not in kinds:
        yield f"{where}: Table {source.table!r} has no column {value.field!r} to compute."
    elif value.function not in ("count", "count_numbers") and kinds[folded] not in NUMBERS:
        yield f"{where}: {value.function} of {value.field!r} needs numbers; it is {kinds[folded]}."
    yield from _wrong_in_comparison(f"{where}, value {caption(value)!r}", pivot, value)


def _wrong_in_comparison(where: str, pivot: Pivot, value: Value) -> Iterator[str]:
    if value.show_as not in _ALONG_A_FIELD:
        if value.base_field is not None:
            yield f"{where} has a base field, but isn't shown as compared along one."
        return
    names = [one.name.casefold() for one in (*pivot.row_fields, *pivot.column_fields)]
    if value.base_field is None:
        yield f"{where} is shown as {value.show_as} and needs a base field for it."
    elif value.base_field.casefold() not in names:
        yield f"{where} is compared along {value.base_field!r}, which isn't on its pivot's rows or columns."
