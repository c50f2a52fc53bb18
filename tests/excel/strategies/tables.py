"""Tables drawn at random: columns of all kinds, rows for them, groups and calculated fields."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import strategies as st

from excel.book import (
    CalculatedField,
    Column,
    DataSheet,
    DateGroups,
    DatePart,
    Group,
    Item,
    Kind,
    ManualGroups,
    NumberBands,
    Raw,
)
from excel.book.data import own_fields
from tests.excel.recomputing.cells import Held, held
from tests.excel.recomputing.items import column_of, itemised, known
from tests.excel.strategies.contents import CONTENTS

Rows = list[tuple[Raw, ...]]
# Hypothesis prefers what stands first.
ROW_COUNTS = (60, 20, 200, 7, 400, 3, 2, 1, 0)
REPETITIONS = (1, 1, 1, 1, 1, 20)
GROUPED = ("Day", "Answered at", "Score", "Stufe 😀", "Region", "Segment")
PARTS: tuple[DatePart, ...] = ("years", "quarters", "months", "days")
TYPES: dict[Kind, Any] = {
    "text": pl.String,
    "boolean": pl.Boolean,
    "integer": pl.Int64,
    "decimal": pl.Float64,
    "date": pl.Date,
    "datetime": pl.Datetime("us"),
    "time": pl.Time,
    "duration": pl.Duration("us"),
}


@dataclass(frozen=True)
class Table:
    """A drawn Table: its description, and its rows however the description holds them.

    items: for each field that may stand on an axis, items of it that the data has.
    """

    sheet: DataSheet
    rows: Rows
    items: dict[str, tuple[Item, ...]]


@st.composite
def tables(draw: st.DrawFn, name: str = "Data") -> Table:
    """A Table with one column of texts and one of numbers at least."""
    more = draw(st.lists(st.sampled_from([*CONTENTS]), max_size=7, unique=True))
    names = draw(st.permutations(list(dict.fromkeys(["Segment", "Order value", *more]))))
    columns = tuple(_column(draw, column) for column in names)
    rows = _rows(draw, names)
    groups = _groups(draw, columns, rows)
    calculated = _calculated(draw, columns)
    sheet = DataSheet(
        f"{name} & rows",
        name,
        _given(draw, columns, rows),
        columns,
        groups,
        calculated,
        refresh_on_open=draw(st.integers(0, 9)) == 9,
        protected=draw(st.integers(0, 9)) == 9,
    )
    return Table(sheet, rows, _items(sheet, rows))


def _column(draw: st.DrawFn, name: str) -> Column:
    number_format = draw(st.sampled_from((None, None, "0.0"))) if CONTENTS[name].number else None
    return Column(name, CONTENTS[name].kind, draw(st.sampled_from((None, 8.5, 40))), number_format)


def _rows(draw: st.DrawFn, names: Sequence[str]) -> Rows:
    """Any number of rows, each value one of its column's few."""
    pools = [draw(CONTENTS[name].pool) for name in names]
    count, times = draw(st.sampled_from(ROW_COUNTS)), draw(st.sampled_from(REPETITIONS))
    chance = random.Random(draw(st.integers(0, 2**16)))
    return [tuple(chance.choice(pool) for pool in pools) for _ in range(count)] * times


def _given(draw: st.DrawFn, columns: tuple[Column, ...], rows: Rows) -> object:
    """The rows as they are, as a frame, or as frames that follow each other."""
    exact = all(_fits(value) for row in rows for value in row)
    way = draw(st.sampled_from(("rows", "frame", "batches"))) if exact else "rows"
    if way == "rows":
        return rows
    plain = [tuple(float(v) if isinstance(v, Decimal) else v for v in row) for row in rows]
    whole = pl.DataFrame(plain, schema={c.name: TYPES[c.kind] for c in columns}, orient="row")
    return whole if way == "frame" or not rows else [*whole.iter_slices(max(len(rows) // 3, 1))]


def _fits(value: Raw) -> bool:
    """Whether a frame can hold the value."""
    return not isinstance(value, int) or abs(value) < 2**63


def _groups(draw: st.DrawFn, columns: Sequence[Column], rows: Rows) -> tuple[Group, ...]:
    """At most one group for each column that can have one."""
    drawn: list[Group] = []
    for number, column in enumerate(columns):
        values = [row[number] for row in rows]
        way = draw(st.sampled_from(("none", "natural", "by hand"))) if column.name in GROUPED else "none"
        if way == "natural" and column.kind in ("date", "datetime"):
            drawn.append(_dates(draw, column))
        elif way == "natural" and column.kind in ("integer", "decimal"):
            drawn.append(_bands(draw, column, values))
        elif way == "by hand" and column.kind in ("text", "integer"):
            drawn.extend(_by_hand(draw, column, values))
    return tuple(drawn)


def _dates(draw: st.DrawFn, column: Column) -> DateGroups:
    by = tuple(part for part in PARTS if draw(st.booleans())) or ("months",)
    return DateGroups(column.name, by, tuple(f"{part.capitalize()} of {column.name}" for part in by[:-1]))


def _bands(draw: st.DrawFn, column: Column, values: Sequence[Raw]) -> NumberBands:
    """Empty values have no group of their own, so that no number may lie below the start then."""
    starts = (-2, 0 if column.kind == "integer" else -2, -2 if None in values or not values else 3)
    end, interval = draw(st.sampled_from((4, 8, 10))), draw(st.sampled_from((1, 2, 3)))
    return NumberBands(column.name, draw(st.sampled_from(starts)), end, interval)


def _by_hand(draw: st.DrawFn, column: Column, values: Sequence[Raw]) -> list[ManualGroups]:
    some = [item for item in distinct(values, column.kind) if item is not None and draw(st.booleans())]
    if not some:
        return []
    middle = draw(st.integers(0, len(some) - 1))
    parts = (("The first", some[:middle]), ("<Rest>", some[middle:]))
    groups = tuple((label, tuple(items)) for label, items in parts if items)
    return [ManualGroups(f"{column.name} by hand", column.name, groups)]


def _calculated(draw: st.DrawFn, columns: Sequence[Column]) -> tuple[CalculatedField, ...]:
    numbers = [c.name for c in columns if CONTENTS[c.name].number]
    one, two = draw(st.sampled_from(numbers)), draw(st.sampled_from(numbers))
    formulas = (f"'{one}'*1.1", f"('{one}'-'{two}')/'{two}'*100", f"-'{one}'/(3+'{two}')", f"'{one}'/'{two}'")
    count = draw(st.integers(0, 2))
    return tuple(
        CalculatedField(f"Made {number}", draw(st.sampled_from(formulas))) for number in range(count)
    )


def distinct(values: Sequence[Raw], kind: Kind) -> tuple[Item, ...]:
    """The items of a column as a description names them, each in its first spelling."""
    found: dict[str | None, Item] = {}
    for value in values:
        cell = held(value, kind)
        found.setdefault(known(cell), _named(value, cell))
    return tuple(found.values())


def _named(value: Raw, cell: Held) -> Item:
    if known(cell) is None:
        return None
    return value if isinstance(value, bool | int | float | date) and not isinstance(cell, str) else str(cell)


def _items(sheet: DataSheet, rows: Rows) -> dict[str, tuple[Item, ...]]:
    """Of columns their values, of groups their labels. A description can't name times of day."""
    items: dict[str, tuple[Item, ...]] = {}
    for number, column in enumerate(sheet.columns):
        if CONTENTS[column.name].items:
            values = [row[number] for row in rows]
            items[column.name] = () if column.kind == "time" else distinct(values, column.kind)
    for group in sheet.groups:
        if isinstance(group, ManualGroups):
            items[group.name] = _by_hand_items(group, items[group.column])
            continue
        number = column_of(sheet, group.column)
        cells = [held(row[number], sheet.columns[number].kind) for row in rows]
        for name in (*own_fields(group), group.column):
            items[name] = tuple(dict.fromkeys(itemised(sheet, name, cells)))
    return items


def _by_hand_items(group: ManualGroups, items: Sequence[Item]) -> tuple[Item, ...]:
    """The labels of groups that have items, and the items outside of them."""
    labels = {known(item): label for label, members in group.groups for item in members}
    return tuple(dict.fromkeys(labels.get(known(item), item) for item in items))
