"""The distinct values of a column are numbered in the order in which they come."""

import polars as pl

from excel.data.coding import Coding, Known, worth_coding
from excel.data.columns import CellColumn, fitted, fitted_values
from excel.data.fitting import Reason


def texts(*values: str | None) -> CellColumn:
    return fitted("text", pl.Series(values, dtype=pl.String))


def encoded(coding: Coding, column: CellColumn) -> list[int]:
    """The numbers of a batch, once its new values are learned."""
    coding.learn(column)
    return looked_up(coding.known, column)


def looked_up(known: Known, column: CellColumn) -> list[int]:
    return pl.select(known.look_up(column)).to_series().to_list()


def test_numbers_go_on_from_batch_to_batch() -> None:
    coding = Coding(pl.String(), True)
    assert encoded(coding, texts("b", "a", "b")) == [0, 1, 0]
    assert encoded(coding, texts("c", None, "a")) == [2, 3, 1]
    assert encoded(coding, texts(None, "b")) == [3, 0]
    assert coding.items == ["b", "a", "c", None]


def test_what_was_known_before_stays_as_it_was() -> None:
    coding = Coding(pl.String(), True)
    coding.learn(texts("a"))
    before = coding.known
    coding.learn(texts("b", None))
    assert looked_up(before, texts("a", "b", None)) == [0, None, None]


def test_case_twins_get_the_first_spelling_and_are_counted() -> None:
    coding = Coding(pl.String(), True)
    first, second = texts("Berlin", "BERLIN", "straße", "STRASSE"), texts("BERLIN", "berlin", "Berlin")
    assert encoded(coding, first) == [0, 0, 1, 1]
    assert encoded(coding, second) == [0, 0, 0]
    assert coding.items == ["Berlin", "straße"]
    assert coding.known.changes(first) == coding.known.changes(second) == {Reason.CASE_TWIN: 2}


def test_a_text_that_reads_blank_is_the_empty_item() -> None:
    coding, column = Coding(pl.String(), True), texts("(Blank)", None, "a")
    assert encoded(coding, column) == [0, 0, 1]
    assert coding.items == [None, "a"]
    assert coding.known.changes(column) == {Reason.LIKE_BLANK: 1}


def test_texts_that_no_pivot_uses_keep_their_spelling() -> None:
    coding, column = Coding(pl.String(), False), texts("Yes", "YES", "(blank)")
    assert encoded(coding, column) == [0, 1, 2]
    assert not coding.known.changes(column)


def test_texts_among_numbers_have_numbers_of_their_own() -> None:
    coding = Coding(pl.Int64(), True)
    assert encoded(coding, fitted_values("integer", [1, 10**20, None, 1, 10**20])) == [0, 1, 2, 0, 1]
    assert coding.items == [1, "1" + "0" * 20, None]


def test_true_and_false_have_their_numbers() -> None:
    coding = Coding(pl.Boolean(), True)
    assert encoded(coding, CellColumn(pl.Series([True, False, None]))) == [0, 1, 2]
    assert coding.items == [True, False, None]


def test_few_values_are_worth_numbering() -> None:
    assert worth_coding(CellColumn(pl.Series(["a", "b"] * 50)), 4_096)
    assert not worth_coding(CellColumn(pl.Series([str(n) for n in range(100)])), 4_096)
