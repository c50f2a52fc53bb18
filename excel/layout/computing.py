"""From a pivot's description and the sums of its rows to its picture."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import polars as pl

from excel.book import DataSheet, Field, Item, Neighbour, Page, Pivot, Slicer
from excel.layout.axes import Axis, AxisField, Key, axis, display_order
from excel.layout.cube import Cube, merged
from excel.layout.fields import CacheField, CacheFields
from excel.layout.items import found
from excel.layout.lines import Rules, lines, row_rules
from excel.layout.measures import Measure, measures, result
from excel.layout.picture import Picture
from excel.layout.selecting import hidden_items, selected, selecting_names
from excel.layout.showing import Numbers, Place
from excel.problems import LayoutProblem


def listed_names(pivot: Pivot, slicers: Iterable[Slicer]) -> tuple[str, ...]:
    """The fields whose items the cache must list for a pivot."""
    return tuple(dict.fromkeys((*pivot.axis_names, *(slicer.field for slicer in slicers))))


def cube(pivot: Pivot, sheet: DataSheet, slicers: Iterable[Slicer], columns: Mapping[str, int]) -> Cube:
    """An empty cube for all that the pivot needs.

    columns: of each field, by its casefolded name, the column of the Table whose values it shows or groups.
    """
    names = [
        *(one.name for one in (*pivot.row_fields, *pivot.column_fields)),
        *selecting_names(pivot, slicers),
    ]
    keys = dict.fromkeys(columns[name.casefold()] for name in names)
    statistics = frozenset(name for measure in measures(pivot, sheet) for name in measure.statistics)
    return Cube(tuple(keys), statistics)


def picture(
    pivot: Pivot, sheet: DataSheet, slicers: Sequence[Slicer], fields: CacheFields, summed: Cube
) -> Picture:
    """The pivot after all rows have passed, at the sheet's first cell.

    Raises: LayoutProblem for items that the data lacks.
    """
    measured = measures(pivot, sheet)
    hidden = hidden_items(pivot, slicers, fields)
    frame = selected(pivot, fields, summed, measured, hidden)
    if frame.is_empty():
        raise LayoutProblem([f"The filters of pivot {pivot.name!r} leave nothing to show."])
    rows = [fields[one.name] for one in pivot.row_fields]
    columns = [fields[one.name] for one in pivot.column_fields]
    numbers = _numbers(frame, rows, columns, measured, summed)
    axes = (
        _axis(pivot, pivot.row_fields, rows, frame, _totals(numbers, measured, 0), fields, hidden),
        _axis(pivot, pivot.column_fields, columns, frame, _totals(numbers, measured, 1), fields, hidden),
    )
    several = len(measured) if len(measured) > 1 else 0
    on_rows, on_columns = (several if pivot.values_on == side else 0 for side in ("rows", "columns"))
    return Picture(
        pivot,
        fields,
        measured,
        *axes,
        tuple(_page(fields[one.name], one, hidden) for one in pivot.page_fields),
        hidden,
        frozenset(fields[slicer.field].number for slicer in slicers),
        lines(axes[0], row_rules(pivot.form, on_rows, pivot.column_totals)),
        lines(axes[1], Rules(False, on_columns, pivot.row_totals)),
        Numbers(measured, *axes, numbers, _bases(pivot, measured, axes)),
    )


def _page(field: CacheField, page: Page, hidden: Mapping[int, frozenset[int]]) -> AxisField:
    return AxisField(field, page, display_order(field, page), hidden.get(field.number, frozenset()))


def _numbers(
    frame: pl.DataFrame,
    rows: Sequence[CacheField],
    columns: Sequence[CacheField],
    measured: Sequence[Measure],
    summed: Cube,
) -> Mapping[Place, tuple[float | None, ...]]:
    """The numbers at every beginning of every row key and column key."""
    row_keys, column_keys = ([f"k{field.number}" for field in fields] for fields in (rows, columns))
    results = [result(measure).alias(f"v{n}") for n, measure in enumerate(measured)]
    numbers: dict[Place, tuple[float | None, ...]] = {}
    for depth, across in product(range(len(rows) + 1), range(len(columns) + 1)):
        keys = [*row_keys[:depth], *column_keys[:across]]
        for line in merged(frame, keys, summed.statistics).select(*keys, *results).rows():
            numbers[line[:depth], line[depth : depth + across]] = line[depth + across :]
    return numbers


def _totals(
    numbers: Mapping[Place, tuple[float | None, ...]], measured: Sequence[Measure], side: int
) -> Mapping[str, Mapping[Key, float]]:
    """The numbers along one axis, of everything on the other, by the casefolded caption of the value."""
    along = {place[side]: found for place, found in numbers.items() if not place[1 - side]}
    return {
        measure.caption.casefold(): {
            key: n for key, found in along.items() if (n := found[place]) is not None
        }
        for place, measure in enumerate(measured)
    }


def _axis(
    pivot: Pivot,
    described: Sequence[Field],
    fields: Sequence[CacheField],
    frame: pl.DataFrame,
    totals: Mapping[str, Mapping[Key, float]],
    cache: CacheFields,
    hidden: Mapping[int, frozenset[int]],
) -> Axis:
    on_axis = [
        AxisField(
            field,
            one,
            display_order(field, one, None if one.order_by is None else _own_totals(one, totals, place)),
            hidden.get(field.number, frozenset()),
            _collapsed(pivot, field, one),
        )
        for place, (field, one) in enumerate(zip(fields, described, strict=True))
    ]
    keys = [f"k{field.number}" for field in fields]
    return axis(tuple(on_axis), frame.select(keys).unique().rows() if keys else [], totals)


def _own_totals(
    described: Field, totals: Mapping[str, Mapping[Key, float]], place: int
) -> Mapping[int, float]:
    """The numbers of a field's items alone; of an inner field the largest that an item has in any group."""
    numbers: dict[int, float] = {}
    for key, number in totals[(described.order_by or "").casefold()].items():
        if len(key) == place + 1:
            numbers[key[-1]] = max(number, numbers.get(key[-1], number))
    return numbers


def _collapsed(pivot: Pivot, field: CacheField, described: Field) -> frozenset[int]:
    if described.collapsed is True:
        return frozenset(range(len(field.items)))
    return found(field, described.collapsed, f"Pivot {pivot.name!r}")


def _bases(
    pivot: Pivot, measured: Sequence[Measure], axes: tuple[Axis, Axis]
) -> Mapping[int, tuple[int, int, int | Neighbour | None]]:
    places = {
        one.field.name.casefold(): (side, level)
        for side, axis in enumerate(axes)
        for level, one in enumerate(axis.fields)
    }
    bases = {}
    for number, measure in enumerate(measured):
        if measure.value.base_field is not None:
            side, level = places[measure.value.base_field.casefold()]
            field = axes[side].fields[level].field
            bases[number] = (side, level, _base_item(pivot, field, measure.value.base_item, measure))
    return bases


def _base_item(
    pivot: Pivot, field: CacheField, item: Item | Neighbour, measure: Measure
) -> int | Neighbour | None:
    if isinstance(item, Neighbour):
        return item
    if measure.value.show_as not in ("difference", "percent", "percent_difference"):
        return None
    return next(iter(found(field, (item,), f"Pivot {pivot.name!r}")))
