"""Known values are found by their numbers, whichever way their type is looked up; others are not."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from excel.data.columns import DTYPES
from excel.data.finding import finder
from excel.data.fitting import LONG_INTEGER

QUICK = settings(max_examples=100)
# Close together and far apart: all that a column of integers holds, longer ones being texts.
_INTEGERS = st.integers(-3, 3) | st.integers(1 - LONG_INTEGER, LONG_INTEGER - 1)


def found(known: list[Any], asked: list[Any], dtype: pl.DataType) -> list[int | None]:
    find = finder({value: 7 * number for number, value in enumerate(known)}, dtype)
    return pl.select(find(pl.Series(asked, dtype=dtype))).to_series().to_list()


def expected(known: list[Any], asked: list[Any]) -> list[int | None]:
    return [7 * known.index(value) if value in known else None for value in asked]


@QUICK
@given(st.lists(_INTEGERS, unique=True, max_size=5), st.lists(st.none() | _INTEGERS, min_size=1, max_size=9))
def test_integers(known: list[int], asked: list[int | None]) -> None:
    assert found(known, asked, DTYPES["integer"]) == expected(known, asked)


@QUICK
@given(
    st.lists(st.text("aA\0é", max_size=2), unique=True, max_size=5),
    st.lists(st.none() | st.text("aA\0é", max_size=2), min_size=1, max_size=9),
)
def test_texts(known: list[str], asked: list[str | None]) -> None:
    assert found(known, asked, DTYPES["text"]) == expected(known, asked)


def test_decimals_and_truth() -> None:
    assert found([0.5, 2.0], [2.0, 0.5, 0.25, None], DTYPES["decimal"]) == [7, 0, None, None]
    assert found([True], [True, False, None], DTYPES["boolean"]) == [0, None, None]
