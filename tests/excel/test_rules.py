"""Descriptions that can't be had are refused with sentences, all of them at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest

from excel.book import Book, CalculatedField, Column, DataSheet, Pivot, PivotSheet, Value
from excel.problems import LayoutProblem
from excel.write import write
from tests.excel.books import small_book, with_data

COLUMNS = (Column("Group"), Column("Number", "decimal"), Column("Day", "date"), Column("Took", "duration"))
PIVOT = Pivot("Sums", "Data", ("Group",), (Value("Number", caption="Total"),))
GOOD = small_book([("a", 1, None, None)], COLUMNS, PIVOT)


def refused(book: Book) -> tuple[str, ...]:
    with pytest.raises(LayoutProblem) as problem:
        write(book, BytesIO())
    return problem.value.sentences


def with_pivot(**changes: object) -> Book:
    return small_book([], COLUMNS, replace(PIVOT, **changes))


def with_fields(*fields: CalculatedField) -> Book:
    return with_data(GOOD, calculated=fields)


def test_the_description_that_the_others_spoil_is_good() -> None:
    assert write(GOOD, BytesIO()).rows == 1


@pytest.mark.parametrize(
    ("book", "sentence"),
    [
        (Book(()), "A book needs at least one sheet."),
        (
            replace(GOOD, title="a\nb"),
            "The book's title 'a\\nb' must be one line without control characters.",
        ),
        (replace(GOOD, created=datetime(2024, 1, 1, tzinfo=UTC)), "time of creation must be in UTC without"),
        (replace(GOOD, sheets=GOOD.sheets * 2), "The name 'Rows' is given to more than one sheet"),
        (with_data(GOOD, name="a/b"), "The sheet name 'a/b' must not contain"),
        (with_data(GOOD, name="PIVOT"), "The name 'PIVOT' is given to more than one sheet"),
        (with_data(GOOD, table="A1"), "The Table name 'A1' reads like a cell reference."),
        (with_data(GOOD, table="Other"), "Pivot 'Sums' reads Table 'Data', which no data sheet has."),
        (with_data(GOOD, columns=()), "The Table on sheet 'Rows' has 0 columns; 1 to 16,384 fit."),
        (
            with_data(GOOD, columns=(*COLUMNS, Column("NUMBER"))),
            "The name 'NUMBER' is given to more than one field",
        ),
        (
            with_data(GOOD, columns=(*COLUMNS, Column(""))),
            "The column name '' on sheet 'Rows' must have 1 to 255",
        ),
        (with_data(GOOD, columns=(*COLUMNS, Column("W", width=0))), "The width of column 'W'"),
        (
            with_data(GOOD, columns=(*COLUMNS, Column("F", number_format=""))),
            "The number format of column 'F'",
        ),
        (
            with_fields(CalculatedField("Half", "Number/")),
            "The formula of 'Half' ends where a number or a field",
        ),
        (
            with_fields(CalculatedField("Half", "Day/2")),
            "names 'Day', which is no column of numbers.",
        ),
        (with_fields(CalculatedField("Half", "1+" * 600 + "1")), "is longer than 1,000 characters."),
        (
            with_fields(CalculatedField("group", "Number/2")),
            "The name 'group' is given to more than one field",
        ),
        (
            replace(GOOD, sheets=(*GOOD.sheets, PivotSheet("Empty", ()))),
            "The pivot sheet 'Empty' is empty.",
        ),
        (with_pivot(name=" "), "The pivot name ' ' must not begin or end with a blank."),
        (with_pivot(values=()), "Pivot 'Sums' needs at least one value."),
        (with_pivot(rows=("Grupe",)), "Pivot 'Sums': Table 'Data' has no field 'Grupe'."),
        (
            with_pivot(rows=("Took",)),
            "'Took' holds duration values, which can't be on rows, columns or pages",
        ),
        (with_pivot(pages=("Group",)), "Pivot 'Sums' has 'Group' twice on rows, columns and pages."),
        (with_pivot(title="a\tb"), "Pivot 'Sums': the text 'a\\tb' must be one line"),
        (with_pivot(values=(Value("Day"),)), "Pivot 'Sums': sum of 'Day' needs numbers; it is date."),
        (with_pivot(values=(Value("Nr"),)), "Pivot 'Sums': Table 'Data' has no column 'Nr' to compute."),
        (
            with_pivot(values=(Value("Number", caption="GROUP"),)),
            "the caption 'GROUP' is a field's name already",
        ),
        (
            with_pivot(values=(Value("Number"), Value("Number"))),
            "has the caption 'Sum of Number' more than once.",
        ),
        (
            with_pivot(values=(Value("Number", number_format="0\n"),)),
            "the number format of 'Sum of Number' must be",
        ),
    ],
)
def test_what_cannot_be_had_is_refused_with_a_sentence(book: Book, sentence: str) -> None:
    assert any(sentence in told for told in refused(book)), refused(book)


def half(change: Callable[[Pivot], Pivot]) -> Book:
    """A book with a calculated field, and its pivot changed."""
    data = DataSheet("Rows", "Data", [], COLUMNS, calculated=(CalculatedField("Half", "Number/2"),))
    return Book((PivotSheet("Pivot", (change(PIVOT),)), data))


def test_a_calculated_field_is_only_a_value_and_only_a_sum() -> None:
    assert "can only be a value" in refused(half(lambda p: replace(p, rows=("Half",))))[0]
    averaged = (Value("Half", "average", "Mean"),)
    assert "its function must be sum" in refused(half(lambda p: replace(p, values=averaged)))[0]
    named_alike = (Value("Half", caption="half"),)
    assert "a field's name already" in refused(half(lambda p: replace(p, values=named_alike)))[0]


def test_a_pivot_that_grows_to_the_right_must_stand_last() -> None:
    growing = replace(PIVOT, name="Wide", columns=("Day",))
    data = DataSheet("Rows", "Data", [], COLUMNS)
    assert write(Book((PivotSheet("Pivot", (PIVOT, growing)), data)), BytesIO()).rows == 0
    assert (
        "would share cells when one grows to the right"
        in refused(Book((PivotSheet("Pivot", (growing, PIVOT)), data)))[0]
    )


def test_pivot_names_are_unique_in_the_book() -> None:
    twice = (PIVOT, replace(PIVOT, name="sums"))
    data = DataSheet("Rows", "Data", [], COLUMNS)
    assert "'sums' is given to more than one pivot" in refused(Book((PivotSheet("Pivot", twice), data)))[0]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(refused(with_data(with_pivot(rows=("Grupe",)), name="a/b", table="1"))) >= 3
