"""Whole columns are made to fit by the same rules as single values."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excel.book import Kind, Raw
from excel.data.columns import CellColumn, fitted, fitted_values
from excel.data.contents import Content, Contents
from excel.data.fitting import fit
from excel.data.noting import noted

QUICK = settings(max_examples=60)
TYPES: list[tuple[Kind, pl.DataType, st.SearchStrategy[Raw]]] = [
    ("text", pl.String(), st.text(max_size=6) | st.sampled_from(["", "x" * 32_768, "😀" * 16_384])),
    ("integer", pl.Int64(), st.integers(-(2**63), 2**63 - 1)),
    ("integer", pl.UInt64(), st.integers(0, 2**64 - 1)),
    ("integer", pl.Int8(), st.integers(-128, 127)),
    ("decimal", pl.Float64(), st.floats() | st.sampled_from([-0.0, 1e308, 1e15])),
    ("decimal", pl.Int64(), st.integers(-(2**63), 2**63 - 1)),
    ("decimal", pl.Decimal(30, 8), st.decimals(-(10**20), 10**20, places=8)),
    ("boolean", pl.Boolean(), st.booleans()),
    ("date", pl.Date(), st.dates()),
    ("datetime", pl.Datetime("us"), st.datetimes().map(lambda at: at.replace(fold=0))),
    ("time", pl.Time(), st.times().map(lambda at: at.replace(fold=0))),
]


def contents(column: CellColumn) -> list[Content]:
    """What each cell holds."""
    texts: Sequence[str | None] = (
        [None] * len(column.values) if column.texts is None else column.texts.to_list()
    )
    return [value if text is None else text for value, text in zip(column.values, texts, strict=True)]


@pytest.mark.parametrize(("kind", "dtype", "values"), TYPES)
def test_a_column_fits_as_its_values_do_one_by_one(
    kind: Kind, dtype: pl.DataType, values: st.SearchStrategy[Raw]
) -> None:
    @QUICK
    @given(st.lists(st.none() | values, max_size=12))
    def agree(drawn: list[Raw]) -> None:
        column = fitted(kind, pl.Series(drawn, dtype=dtype, strict=True))
        single = [fit(kind, value) for value in drawn]
        assert repr(contents(column)) == repr(_as_held(kind, [one.content for one in single]))
        assert column.changes == Counter(reason for one in single for reason in one.reasons)

    agree()


def _as_held(kind: Kind, given: list[Content]) -> list[Content]:
    """Columns of decimals hold whole numbers as doubles too."""
    if kind in ("decimal", "duration"):
        return [float(one) if isinstance(one, int) else one for one in given]
    return given


@QUICK
@given(st.lists(st.timedeltas(timedelta(-9999), timedelta(9999)), max_size=6))
def test_durations_are_days(drawn: list[timedelta]) -> None:
    column = fitted("duration", pl.Series(drawn, dtype=pl.Duration("us")))
    single = [fit("duration", one).content for one in drawn]
    assert contents(column) == pytest.approx(single, rel=1e-12)


def test_a_float_of_32_bits_means_its_shortest_digits() -> None:
    assert contents(fitted("decimal", pl.Series([0.1, 2.5], dtype=pl.Float32))) == [0.1, 2.5]


def test_categories_are_their_texts() -> None:
    assert contents(fitted("text", pl.Series(["a", None, "b"], dtype=pl.Enum(["b", "a"])))) == [
        "a",
        None,
        "b",
    ]


@QUICK
@given(
    st.lists(st.none() | st.text(max_size=3) | st.just("x" * 256), max_size=6),
    st.lists(st.none() | st.decimals(-100, 100, places=1), max_size=6),
    st.lists(st.none() | st.times(), max_size=6),
    st.lists(st.none() | st.datetimes(), max_size=6),
)
def test_what_a_column_contains_is_noted_as_for_single_values(
    texts: list[Raw], numbers: list[Raw], times: list[Raw], moments: list[Raw]
) -> None:
    kinds: list[tuple[Kind, list[Raw]]] = [
        ("text", texts),
        ("decimal", numbers),
        ("time", times),
        ("datetime", moments),
    ]
    for kind, drawn in kinds:
        column, single = fitted_values(kind, drawn), Contents()
        single.add(contents(column))
        if drawn:
            assert noted(column).flags() == single.flags()


def test_a_text_that_stands_in_for_a_number_is_noted_as_text() -> None:
    assert noted(fitted("integer", pl.Series([1, 10**15]))).flags() == {
        "containsMixedTypes": "1",
        "containsNumber": "1",
        "containsInteger": "1",
        "minValue": "1",
        "maxValue": "1",
    }


def test_dates_of_both_kinds_before_march_1900_become_text() -> None:
    days = fitted("date", pl.Series([date(1900, 2, 28), date(1900, 3, 1)]))
    assert contents(days) == ["1900-02-28", date(1900, 3, 1)]
    moments = fitted("datetime", pl.Series([datetime(1899, 1, 1, 8, 5)], dtype=pl.Datetime("ms")))
    assert contents(moments) == ["1899-01-01 08:05:00"]


def test_values_that_no_frame_holds_fit_one_by_one() -> None:
    column = fitted_values("decimal", [Decimal("1.5"), 10**30, None, float("nan")])
    assert contents(column) == [1.5, "1" + "0" * 30, None, None]
    assert contents(fitted_values("time", [time(8)])) == [time(8)]


_ODD = st.sampled_from(["_x0041_", "a_x00fF_b", "_x004_", "a ", "\ta", "a b"])
_TEXTS = st.none() | st.text(max_size=3) | st.text(" \t\n\r_x", max_size=4) | _ODD


@QUICK
@given(st.lists(_TEXTS, min_size=1, max_size=6))
def test_texts_that_need_more_are_noticed_wherever_they_stand(drawn: list[str | None]) -> None:
    column = fitted("text", pl.Series(drawn, dtype=pl.String))
    given_texts = [text for text in drawn if text]
    assert column.blank_ends == any(text != text.strip(" \t\n\r") for text in given_texts)
    assert column.looks_escaped == any(re.search("_x[0-9A-Fa-f]{4}_", text) for text in given_texts)
