"""From a pivot's description to its numbers: what to sum while the rows pass by, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from excel.axes import AxisField, display_order
from excel.book import DataSheet, Pivot
from excel.columns import ColumnReader
from excel.data_sheet import number_format
from excel.measures import Measure
from excel.resolving import axis_fields, measures
from excel.summary import Cube, Summary


@dataclass(frozen=True)
class Computed:
    """A pivot with its fields and numbers, without a place yet.

    fields: those on its axes, by name.
    """

    pivot: Pivot
    measures: tuple[Measure, ...]
    fields: Mapping[str, AxisField]
    cube: Cube


def summary(pivot: Pivot, source: DataSheet) -> Summary:
    """An empty summary of all that the pivot needs."""
    numbers = {name: number for number, name in enumerate(source.field_names)}
    measured = dict.fromkeys(n for measure in measures(pivot, source) for n in measure.measured)
    rows, columns = ([numbers[name] for name in names] for names in (pivot.rows, pivot.columns))
    return Summary(tuple(rows), tuple(columns), tuple(measured))


def computed(pivot: Pivot, source: DataSheet, readers: Sequence[ColumnReader], summed: Summary) -> Computed:
    """The pivot after all rows have passed."""
    fields = {
        reader.column.name: _axis_field(number, reader)
        for number, reader in enumerate(readers)
        if reader.column.name in axis_fields(pivot)
    }
    positions = {field.number: field.positions() for field in fields.values()}
    return Computed(pivot, measures(pivot, source), fields, summed.cube(positions))


def _axis_field(number: int, reader: ColumnReader) -> AxisField:
    items, column = tuple(reader.items), reader.column
    return AxisField(number, column.name, number_format(column), items, display_order(items))
