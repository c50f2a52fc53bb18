"""From the names that a pivot uses to positions in its cache; for descriptions that the rules have passed."""

from excel.book import DataSheet, Function, Pivot, Value
from excel.formula import fields_in, parse
from excel.measures import Measure

_CAPTIONS: dict[Function, str] = {
    "sum": "Sum of {}",
    "count": "Count of {}",
    "average": "Average of {}",
    "min": "Min of {}",
    "max": "Max of {}",
}


def axis_fields(pivot: Pivot) -> tuple[str, ...]:
    """The fields that a pivot has on rows, columns and as pages."""
    return (*pivot.rows, *pivot.columns, *pivot.pages)


def caption(value: Value) -> str:
    """A value's heading, its own or the one that its function gives."""
    return value.caption if value.caption is not None else _CAPTIONS[value.function].format(value.field)


def measures(pivot: Pivot, source: DataSheet) -> tuple[Measure, ...]:
    """What a pivot computes, with fields by their position in the cache."""
    return tuple(_measure(value, source) for value in pivot.values)


def _measure(value: Value, source: DataSheet) -> Measure:
    names = source.field_names
    position, named = names.index(value.field), (caption(value), value.number_format)
    if position < len(source.columns):
        return Measure(position, value.function, *named)
    formula = parse(source.calculated[position - len(source.columns)].formula)
    known = {name.casefold(): number for number, name in enumerate(names)}
    operands = dict.fromkeys(name.casefold() for name in fields_in(formula))
    return Measure(position, value.function, *named, formula, tuple((n, known[n]) for n in operands))
