"""Texts of Polars become bytes as they are, in their order, long ones and short ones."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excel.data.utf8 import utf8

QUICK = settings(max_examples=100)


def put_together(texts: list[str]) -> pl.Series:
    return pl.select(pl.concat_str(pl.lit("<r>"), pl.lit(pl.Series(texts, dtype=pl.String)))).to_series()


@QUICK
@given(st.lists(st.text(max_size=40), min_size=1, max_size=30))
def test_all_texts_in_their_order(texts: list[str]) -> None:
    pieces = utf8(put_together(texts))
    assert b"".join(pieces) == "".join(f"<r>{text}" for text in texts).encode()


@pytest.mark.parametrize("length", [9, 10, 100, 40_000])
def test_many_texts(length: int) -> None:
    texts = [str(number).zfill(length) for number in range(2_000)]
    pieces = utf8(put_together(texts))
    assert b"".join(pieces) == "".join(f"<r>{text}" for text in texts).encode()
