"""Each form of a PivotTable, cell by cell, as Excel lays it out."""

from dataclasses import replace

import pytest

from excel.book import Book, Column, DataSheet, Field, Page, Pivot, PivotSheet, Value
from excel.check import check
from tests.excel.books import shown, written

ROWS = [
    ("North", "Aarhus", 2024, 1),
    ("North", "Breda", 2024, 2),
    ("North", "Breda", 2025, 4),
    ("South", "Cork", 2025, 8),
    (None, "Cork", 2024, 16),
]
COLUMNS = (Column("Region"), Column("City"), Column("Year", "integer"), Column("Number", "integer"))
SUM, COUNT = Value("Number", caption="Total"), Value("Number", "count", "How many")
PIVOT = Pivot("P", "Data", ("Region", "City"), (SUM,), at="A1")


def cells(pivot: Pivot) -> list[list[object]]:
    """The cells of a pivot's sheet; the workbook is sound."""
    data = DataSheet("Rows", "Data", ROWS, COLUMNS)
    workbook = written(Book((PivotSheet("Pivot", (pivot,)), data)))
    assert check(workbook) == []
    return shown(workbook, "Pivot")


def test_outline_has_a_column_for_each_field_and_subtotals_on_the_groups_row() -> None:
    assert cells(replace(PIVOT, form="outline")) == [
        ["Region", "City", "Total"],
        ["North", None, 7],
        [None, "Aarhus", 1],
        [None, "Breda", 6],
        ["South", None, 8],
        [None, "Cork", 8],
        ["(blank)", None, 16],
        [None, "Cork", 16],
        ["Grand Total", None, 31],
    ]


def test_tabular_begins_a_group_with_its_first_member_and_ends_it_with_its_subtotal() -> None:
    assert cells(replace(PIVOT, form="tabular")) == [
        ["Region", "City", "Total"],
        ["North", "Aarhus", 1],
        [None, "Breda", 6],
        ["North Total", None, 7],
        ["South", "Cork", 8],
        ["South Total", None, 8],
        ["(blank)", "Cork", 16],
        ["(blank) Total", None, 16],
        ["Grand Total", None, 31],
    ]


def test_labels_are_repeated_on_every_row() -> None:
    rows = cells(replace(PIVOT, form="tabular", repeat_labels=True, column_totals=False))
    assert [row[0] for row in rows[1:4]] == ["North", "North", "North Total"]
    rows = cells(replace(PIVOT, form="outline", repeat_labels=True))
    assert [row[:2] for row in rows[1:4]] == [["North", None], ["North", "Aarhus"], ["North", "Breda"]]


@pytest.mark.parametrize(
    ("region", "north"),
    [
        (Field("Region", subtotals=False), [["North", None], ["Aarhus", 1], ["Breda", 6]]),
        (
            Field("Region", subtotals_on_top=False),
            [["North", None], ["Aarhus", 1], ["Breda", 6], ["North Total", 7]],
        ),
        (Field("Region", collapsed=("north",)), [["North", 7], ["South", 8]]),
    ],
)
def test_subtotals_stand_where_they_are_wanted(region: Field, north: list[list[object]]) -> None:
    assert cells(replace(PIVOT, rows=(region, "City")))[1 : 1 + len(north)] == north


def test_values_on_rows_stand_below_one_another() -> None:
    pivot = replace(PIVOT, rows=("Region",), values=(SUM, COUNT), values_on="rows")
    assert cells(replace(pivot, form="tabular")) == [
        ["Region", "Values", None],
        ["North", "Total", 7],
        [None, "How many", 3],
        ["South", "Total", 8],
        [None, "How many", 1],
        ["(blank)", "Total", 16],
        [None, "How many", 1],
        ["Total Total", None, 31],
        ["Total How many", None, 5],
    ]
    compact = [row[0] for row in cells(pivot)]
    assert compact[:4] == ["Region", "North", "Total", "How many"]


def test_nested_columns_have_subtotals_behind_their_groups() -> None:
    pivot = Pivot("P", "Data", (), (SUM,), ("Region", "Year"), at="A1")
    assert cells(pivot) == [
        [None, "Region / Year", *[None] * 7],
        [
            None,
            "North",
            None,
            "North Total",
            "South",
            "South Total",
            "(blank)",
            "(blank) Total",
            "Grand Total",
        ],
        [None, 2024, 2025, None, 2025, None, 2024, None, None],
        ["Total", 3, 4, 7, 8, 8, 16, 16, 31],
    ]


def test_several_values_and_columns_have_a_heading_row_each() -> None:
    pivot = replace(PIVOT, rows=("Region",), columns=("Year",), values=(SUM, COUNT), form="outline")
    assert cells(pivot)[:4] == [
        [None, "Year", "Values", None, None, None, None],
        [None, 2024, None, 2025, None, "Total Total", "Total How many"],
        ["Region", "Total", "How many", "Total", "How many", None, None],
        ["North", 3, 2, 4, 1, 7, 3],
    ]


def test_values_alone_stand_in_two_rows() -> None:
    assert cells(Pivot("P", "Data", (), (SUM, COUNT), at="A1")) == [["Total", "How many"], [31, 5]]
    assert cells(Pivot("P", "Data", (), (SUM,), at="A1")) == [["Total"], [31]]


def test_captions_and_texts_for_what_is_empty_are_shown() -> None:
    pivot = Pivot(
        "P",
        "Data",
        (Field("Region", caption="Area", blank_label="no area"),),
        (SUM,),
        (Field("Year", order="descending"),),
        total_caption="All",
        empty_caption="-",
        column_caption="When",
        at="B2",
    )
    assert [row[1:] for row in cells(pivot)[1:]] == [
        ["Total", "When", None, None],
        ["Area", 2025, 2024, "All"],
        ["North", 4, 3, 7],
        ["South", 8, "-", 8],
        ["no area", "-", 16, 16],
        ["All", 12, 19, 31],
    ]


def test_chosen_pages_and_hidden_items_are_not_in_the_totals() -> None:
    pivot = replace(PIVOT, rows=(Field("City", hidden=("cork",)),), pages=(Page("Year", (2024,)),))
    assert cells(pivot) == [
        ["Year", 2024],
        [None, None],
        ["City", "Total"],
        ["Aarhus", 1],
        ["Breda", 2],
        ["Grand Total", 3],
    ]
    several = replace(PIVOT, pages=(Page("Region", ("North", None)),), rows=("City",))
    assert cells(replace(several))[0] == ["Region", "(Multiple Items)"]


@pytest.mark.parametrize(
    ("field", "order"),
    [
        (Field("City", order="given"), ["Aarhus", "Breda", "Cork"]),
        (Field("City", order="descending"), ["Cork", "Breda", "Aarhus"]),
        (Field("City", order_by="Total"), ["Aarhus", "Breda", "Cork"]),
        (Field("City", order_by="total", order="descending"), ["Cork", "Breda", "Aarhus"]),
        (Field("Region", order="descending"), ["South", "North", "(blank)"]),
        (Field("Region", order_by="How many", order="descending"), ["North", "South", "(blank)"]),
    ],
)
def test_items_are_ordered_by_label_value_or_as_given(field: Field, order: list[str]) -> None:
    pivot = replace(PIVOT, rows=(field,), values=(SUM, COUNT))
    assert [row[0] for row in cells(pivot)[1:-1]] == order


def test_inner_items_are_ordered_within_their_group() -> None:
    pivot = replace(PIVOT, rows=("Year", Field("City", order_by="Total", order="descending")))
    assert [row[0] for row in cells(pivot)] == [
        "Year / City",
        2024,
        "Cork",
        "Breda",
        "Aarhus",
        2025,
        "Cork",
        "Breda",
        "Grand Total",
    ]
