"""Aggregates of rows, by plain Polars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl

from excel.book import DataSheet, Function, Value
from tests.excel.recomputing.formulas import evaluated, fields_of
from tests.excel.recomputing.items import Known

Key = tuple[Known, ...]
Place = tuple[Key, Key]


@dataclass(frozen=True)
class Measured:
    """A value of a pivot: its function over a column, or its formula over the sums of columns."""

    function: Function
    columns: tuple[int, ...]
    formula: str | None = None


def measured(sheet: DataSheet, value: Value) -> Measured:
    names = [column.name.casefold() for column in sheet.columns]
    formulas = {field.name.casefold(): field.formula for field in sheet.calculated}
    formula = formulas.get(value.field.casefold())
    if formula is None:
        return Measured(value.function, (names.index(value.field.casefold()),))
    return Measured("sum", tuple(names.index(name) for name in fields_of(formula)), formula)


def aggregate(function: Function, column: int) -> pl.Expr:
    """What Excel shows for the rows of a group; texts count and are 0 to min, max and product."""
    number, filled = pl.col(f"n{column}"), pl.col(f"f{column}").sum()
    alone: dict[Function, pl.Expr] = {
        "average": number.mean(),
        "stdev": _spread(number, 1).sqrt(),
        "stdevp": _spread(number, 0).sqrt(),
        "var": _spread(number, 1),
        "varp": _spread(number, 0),
    }
    with_texts: dict[Function, pl.Expr] = {
        "sum": number.sum(),
        "count": filled.cast(pl.Float64),
        "count_numbers": number.count().cast(pl.Float64),
        "min": number.min().fill_null(0.0),
        "max": number.max().fill_null(0.0),
        "product": pl.when(number.count() > 0).then(number.product()).otherwise(0.0),
    }
    if function in alone:
        return alone[function].cast(pl.Float64)
    return pl.when(filled > 0).then(with_texts[function]).cast(pl.Float64)


def _spread(number: pl.Expr, ddof: int) -> pl.Expr:
    """The variance; exactly 0 of equal numbers, so that shares of it are not shares of what rounding left."""
    alike = (number.min() == number.max()) & (number.count() > ddof)
    return pl.when(alike).then(0.0).otherwise(number.var(ddof=ddof))


def numbers(
    rows: pl.DataFrame, row_keys: Sequence[str], column_keys: Sequence[str], values: Sequence[Measured]
) -> Mapping[Place, tuple[float | None, ...]]:
    """Every value at every row key and column key, and at all beginnings of them.

    rows: the key columns, and for each measured column "n…", its numbers, and "f…", whether cells are filled.
    """
    found: dict[Place, tuple[float | None, ...]] = {}
    for deep, wide in product(range(len(row_keys) + 1), range(len(column_keys) + 1)):
        for key, shown in aggregated(rows, [*row_keys[:deep], *column_keys[:wide]], values):
            found[key[:deep], key[deep:]] = shown
    return found


def aggregated(
    rows: pl.DataFrame, keys: Sequence[str], values: Sequence[Measured]
) -> Iterator[tuple[Key, tuple[float | None, ...]]]:
    """Every value for each combination of the keys' items."""
    sums = [pl.col(f"n{c}").sum().alias(f"s{c}") for c in {c for v in values if v.formula for c in v.columns}]
    plain = [
        aggregate(value.function, value.columns[0]).alias(f"v{number}")
        for number, value in enumerate(values)
        if value.formula is None
    ]
    grouped = rows.group_by(keys).agg(*sums, *plain) if keys else rows.select(*sums, *plain)
    for line in grouped.iter_rows(named=True):
        key = tuple(line[name] for name in keys)
        yield key, tuple(_finite(_shown(line, number, value)) for number, value in enumerate(values))


def _shown(line: Mapping[str, float], number: int, value: Measured) -> float | None:
    if value.formula is None:
        return line[f"v{number}"]
    sums = (line[f"s{column}"] for column in value.columns)
    return evaluated(value.formula, dict(zip(fields_of(value.formula), sums, strict=True)))


def _finite(number: float | None) -> float | None:
    return number if number is not None and abs(number) < float("inf") else None
