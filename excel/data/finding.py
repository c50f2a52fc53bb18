"""Finds the numbers of known values, as quickly as each type allows."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from excel.data.columns import nulls

# Integers, and days, that lie so close together are found in a table instead of by their hash.
_WIDEST_TABLE = 65_536

# The number of each value of a column, as UInt32; null for values that aren't known.
Finder = Callable[[pl.Series], pl.Expr]


def finder(numbers: Mapping[Any, int], dtype: pl.DataType) -> Finder:
    """What finds values of a type by their numbers."""
    if not numbers:
        return lambda series: pl.lit(nulls(pl.UInt32(), len(series)))
    values = pl.Series(list(numbers), dtype=dtype)
    codes = pl.Series(list(numbers.values()), dtype=pl.UInt32)
    if dtype == pl.String:
        return _by_category(values, codes)
    whole = values.to_physical()
    if whole.dtype.is_integer() and max(whole) - min(whole) < _WIDEST_TABLE:
        return _by_table(whole, codes)
    return lambda series: pl.lit(series).replace_strict(values, codes, default=None, return_dtype=pl.UInt32)


def _by_category(values: pl.Series, codes: pl.Series) -> Finder:
    categories = pl.Enum(values)
    return lambda series: pl.lit(codes).gather(pl.lit(series).cast(categories, strict=False).to_physical())


def _by_table(values: pl.Series, codes: pl.Series) -> Finder:
    smallest = min(values)
    table = nulls(pl.UInt32(), max(values) - smallest + 1).scatter(values - smallest, codes)

    def find(series: pl.Series) -> pl.Expr:
        # What is smaller than all has no place in the table either.
        places = (pl.lit(series).to_physical().cast(pl.Int64) - smallest).cast(pl.UInt32, strict=False)
        return pl.lit(table).gather(places, null_on_oob=True)

    return find
