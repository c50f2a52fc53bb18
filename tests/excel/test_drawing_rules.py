"""What slicers, charts, formats and figures are refused for, in sentences."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from excel.book import Book, Chart, ColourScale, DataBar, Figure, PivotSheet, Slicer
from excel.problems import LayoutProblem
from tests.excel.books import written
from tests.excel.drawn import NESTED, drawn_book


def sentences(book: Book) -> tuple[str, ...]:
    with pytest.raises(LayoutProblem) as problem:
        written(book)
    return problem.value.sentences


@pytest.mark.parametrize(
    ("slicer", "told"),
    [
        (Slicer("S", "Segment", ("None",)), "filters pivot 'None'"),
        (Slicer("S", "Colour"), "has no field 'Colour'"),
        (Slicer("S", "Net promoter score"), "calculated field"),
        (Slicer("S", "Segment", at="1A"), "can't stand at '1A'"),
        (Slicer("S", "Segment", at="A1048577"), "a sheet ends before"),
        (Slicer("S", "Segment", style="Light1"), "slicer styles"),
        (Slicer("S", "Segment", columns=0), "columns of buttons"),
        (Slicer("S", "Segment", width=5), "pixels"),
        (Slicer(" S", "Segment"), "blank"),
        (Slicer("S", "Segment", ("Nested", "nested")), "names pivot 'nested'"),
    ],
)
def test_a_slicer_that_cannot_be_is_refused(slicer: Slicer, told: str) -> None:
    assert any(told in sentence for sentence in sentences(drawn_book((slicer,))))


def test_two_slicers_share_no_name_and_no_field_of_a_pivot() -> None:
    told = sentences(drawn_book((Slicer("S", "Segment"), Slicer("s", "segment", ("Nested", "Trend")))))
    assert any("more than one slicer" in sentence for sentence in told)
    assert any("filter one pivot by 'Segment'" in sentence for sentence in told)


def test_two_slicers_of_one_field_are_welcome_on_different_pivots() -> None:
    assert written(drawn_book((Slicer("One", "Segment"), Slicer("Other", "Segment", ("Trend",)))))


def test_a_slicer_on_a_sheet_without_pivots_must_name_some() -> None:
    book = drawn_book()
    told = sentences(replace(book, sheets=(PivotSheet("Empty", (), (Slicer("S", "Segment"),)), *book.sheets)))
    assert any("filters no pivot" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (Chart("None"), "doesn't have this pivot"),
        (Chart("Nested", "pie", "stacked"), "can't be stacked"),
        (Chart("Nested", height=100_000), "pixels"),
        (Chart("Nested", title="two\nlines"), "one line"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(chart: Chart, told: str) -> None:
    assert any(told in sentence for sentence in sentences(drawn_book(charts=(chart,))))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (ColourScale("Answers", ("FFFFFF",)), "two or three colours"),
        (DataBar("Answers", "red"), "hexadecimal"),
        (DataBar("Nothing"), "which the pivot doesn't have"),
    ],
)
def test_a_format_that_cannot_be_is_refused(given: ColourScale | DataBar, told: str) -> None:
    book = drawn_book()
    changed = PivotSheet("First", (replace(NESTED, formats=(given,)),))
    assert any(told in sentence for sentence in sentences(replace(book, sheets=(changed, *book.sheets[1:]))))


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Figure("f", "None", "Answers"), "which the book doesn't have"),
        (Figure("f", "Nested", "Nothing"), "has no value 'Nothing'"),
        (Figure("f", "Nested", "Answers", {"Urgent": True}), "on rows or columns"),
        (Figure("", "Nested", "Answers"), "1 to 255 characters"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(figure: Figure, told: str) -> None:
    assert any(told in sentence for sentence in sentences(drawn_book(figures=(figure,))))


KINDS = ("column", "bar", "line", "area", "pie", "doughnut")
PIVOTS = ("Nested", "Trend", "On rows", "Alone", "Across", "Folded")


@pytest.mark.node
@pytest.mark.parametrize("version", ["Office2010", "Office2013", "Microsoft365"])
def test_the_validator_finds_nothing_in_slicers_charts_formats_and_figures(
    version: str, tmp_path: Path, ooxml_validator: Callable[[Path, str], list[str]]
) -> None:
    slicers = (
        Slicer("Segment", "Segment", ("Nested", "Trend"), chosen=("Mid",), columns=2),
        Slicer('It\'s <new> & "q"', "Date", at="B40"),
    )
    charts = tuple(Chart(pivot, kind, title=f"{pivot} {kind}") for pivot in PIVOTS for kind in KINDS)
    book = drawn_book(slicers, charts, (Figure("All", "Nested", "Answers"),))
    path = tmp_path / "drawn.xlsx"
    path.write_bytes(written(book))
    assert ooxml_validator(path, version) == []
