"""Figures: the function that follows the pivot, and its number."""

from datetime import date, datetime

import pytest
from lxml import etree

from excel.book import Book, Column, DataSheet, Figure, Item, Kind, Pivot, PivotSheet, SummarySheet, Value
from excel.problems import LayoutProblem
from tests.excel.books import survey_rows, written
from tests.excel.drawn import drawn_book, found, trees


def summary(*figures: Figure) -> etree._Element:
    return next(trees(drawn_book(figures=figures), "xl/worksheets/sheet7.xml"))


def test_a_figure_has_its_function_and_its_number() -> None:
    given = Figure("Half", "Nested", "answers", {"account manager": "o'neil", "Segment": "Mid"})
    sheet = summary(Figure("All", "Nested", "Answers"), given)
    assert [one.text for one in found(sheet, "f")] == [
        "GETPIVOTDATA(\"Answers\",'It''s Nested'!$A$3)",
        'GETPIVOTDATA("Answers",\'It\'\'s Nested\'!$A$3,"Account manager","O\'Neil","Segment","Mid")',
    ]
    own = sum(1 for row in survey_rows() if (row[2], row[3]) == ("O'Neil", "Mid"))
    assert [one.text for one in found(sheet, "v")] == ["150", str(own)]


def test_groups_of_dates_are_asked_for_by_number() -> None:
    sheet = summary(
        Figure("Spring", "Trend", "Points", {"Years": "2023", "Quarters": "Qtr2", "Segment": "Mid"})
    )
    (function,) = (one.text or "" for one in found(sheet, "f"))
    assert function.endswith(',"Years",2023,"Quarters",2,"Segment","Mid")')


@pytest.mark.parametrize(
    ("kind", "item", "argument"),
    [
        ("text", 'say "x"', '"say ""x"""'),
        ("text", None, '"(blank)"'),
        ("integer", 7, "7"),
        ("decimal", 2.5, "2.5"),
        ("boolean", True, "TRUE"),
        ("date", date(2026, 3, 1), "DATE(2026,3,1)"),
        ("datetime", datetime(2026, 3, 1, 4, 5), "DATE(2026,3,1)+TIME(4,5,0)"),
        ("datetime", datetime(2026, 3, 1), "DATE(2026,3,1)"),
    ],
)
def test_items_are_written_as_excel_wants_them(kind: Kind, item: Item, argument: str) -> None:
    pivot = Pivot("P", "Data", ("Item",), (Value("Number", caption="Total"),))
    columns = (Column("Item", kind), Column("Number", "integer"))
    figures = (Figure("one", "P", "Total", {"Item": item}),)
    data = DataSheet("Rows", "Data", [(item, 5)], columns)
    book = Book((PivotSheet("Pivot", (pivot,)), SummarySheet("Sum", figures), data))
    sheet = next(trees(book, "xl/worksheets/sheet2.xml"))
    assert [one.text for one in found(sheet, "f")] == [
        f'GETPIVOTDATA("Total",\'Pivot\'!$A$3,"Item",{argument})'
    ]
    assert [one.text for one in found(sheet, "v")] == ["5"]


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Figure("f", "Nested", "Answers", {"Segment": "Mid"}), "doesn't show in a cell of its own"),
        (Figure("f", "Nested", "Answers", {"Account manager": "Nobody"}), "which the data lacks"),
        (Figure("f", "Folded", "Answers", {"Segment": "Mid", "Urgent": True}), "doesn't show in a cell"),
    ],
)
def test_a_cell_that_the_pivot_does_not_show_is_refused(figure: Figure, told: str) -> None:
    with pytest.raises(LayoutProblem, match=told):
        written(drawn_book(figures=(figure,)))
