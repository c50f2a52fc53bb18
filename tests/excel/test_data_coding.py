"""The distinct values of a column are numbered in the order in which they come."""

import polars as pl

from excel.data.coding import Coding, worth_coding
from excel.data.columns import CellColumn, fitted, fitted_values
from excel.data.fitting import Reason


def texts(*values: str | None) -> CellColumn:
    return fitted("text", pl.Series(values, dtype=pl.String))


def test_numbers_go_on_from_batch_to_batch() -> None:
    coding = Coding(pl.String(), True)
    assert coding.encode(texts("b", "a", "b")).to_list() == [0, 1, 0]
    assert coding.encode(texts("c", None, "a")).to_list() == [2, 3, 1]
    assert coding.encode(texts(None, "b")).to_list() == [3, 0]
    assert coding.items == ["b", "a", "c", None]


def test_case_twins_get_the_first_spelling_and_are_counted() -> None:
    coding = Coding(pl.String(), True)
    assert coding.encode(texts("Berlin", "BERLIN", "straße", "STRASSE")).to_list() == [0, 0, 1, 1]
    assert coding.encode(texts("BERLIN", "berlin", "Berlin")).to_list() == [0, 0, 0]
    assert coding.items == ["Berlin", "straße"]
    assert coding.changes == {Reason.CASE_TWIN: 4}


def test_a_text_that_reads_blank_is_the_empty_item() -> None:
    coding = Coding(pl.String(), True)
    assert coding.encode(texts("(Blank)", None, "a")).to_list() == [0, 0, 1]
    assert coding.items == [None, "a"]
    assert coding.changes == {Reason.LIKE_BLANK: 1}


def test_texts_that_no_pivot_uses_keep_their_spelling() -> None:
    coding = Coding(pl.String(), False)
    assert coding.encode(texts("Yes", "YES", "(blank)")).to_list() == [0, 1, 2]
    assert not coding.changes


def test_texts_among_numbers_have_numbers_of_their_own() -> None:
    coding = Coding(pl.Int64(), True)
    column = fitted_values("integer", [1, 10**20, None, 1, 10**20])
    assert coding.encode(column).to_list() == [0, 1, 2, 0, 1]
    assert coding.items == [1, "1" + "0" * 20, None]


def test_true_is_not_one_and_a_number_not_its_text() -> None:
    booleans = Coding(pl.Boolean(), True)
    assert booleans.encode(CellColumn(pl.Series([True, False, None]))).to_list() == [0, 1, 2]
    assert booleans.items == [True, False, None]


def test_few_values_are_worth_numbering() -> None:
    assert worth_coding(CellColumn(pl.Series(["a", "b"] * 50)), 4_096)
    assert not worth_coding(CellColumn(pl.Series([str(n) for n in range(100)])), 4_096)
