"""The second computation of PivotTables, against examples worked out by hand."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from excel.book import (
    NEXT,
    PREVIOUS,
    Book,
    CalculatedField,
    Column,
    DataSheet,
    DateGroups,
    Field,
    Function,
    Item,
    LabelFilter,
    ManualGroups,
    Neighbour,
    NumberBands,
    Page,
    Pivot,
    PivotSheet,
    Raw,
    ShowAs,
    Slicer,
    Top,
    Value,
    ValueFilter,
)
from tests.excel.recomputing.cells import held
from tests.excel.recomputing.formulas import evaluated
from tests.excel.recomputing.items import itemised
from tests.excel.recomputing.pivots import Expected, expected

ROWS: list[tuple[Raw, ...]] = [
    ("North", "A", 1),
    ("north", "A", 2),
    ("South", "A", 4),
    ("South", "B", 8),
    (None, "B", None),
    ("West", "C", 16),
]
COLUMNS = (Column("Region"), Column("Part"), Column("Number", "integer"))


def looked_at(pivot: Pivot, *slicers: Slicer, rows: list[tuple[Raw, ...]] = ROWS) -> Expected:
    data = DataSheet("Rows", "Data", rows, COLUMNS, calculated=(CalculatedField("Half", "Number/2"),))
    return expected(Book((PivotSheet("Pivot", (pivot,), slicers), data)), pivot, rows)


def totals(*fields: str | Field, **more: object) -> dict[tuple[str | None, ...], float | None]:
    """The sums of the innermost rows."""
    found = looked_at(Pivot("P", "Data", fields, (Value("Number"),), **more))
    return {key: found.number(0, (key, ())) for key in found.rows}


@pytest.mark.parametrize(
    ("function", "north", "nothing", "all_rows"),
    [
        ("sum", 3, None, 31),
        ("count", 2, None, 5),
        ("count_numbers", 2, None, 5),
        ("average", 1.5, None, 6.2),
        ("min", 1, None, 1),
        ("max", 2, None, 16),
        ("product", 2, None, 1024),
        ("stdev", 0.5**0.5, None, 37.2**0.5),
        ("stdevp", 0.5, None, 29.76**0.5),
        ("var", 0.5, None, 37.2),
        ("varp", 0.25, None, 29.76),
    ],
)
def test_each_function_gives_what_is_worked_out_by_hand(
    function: Function, north: float, nothing: None, all_rows: float
) -> None:
    found = looked_at(Pivot("P", "Data", ("Region",), (Value("Number", function),)))
    assert found.number(0, (("north",), ())) == pytest.approx(north)
    assert found.number(0, ((None,), ())) is nothing
    assert found.number(0, ((), ())) == pytest.approx(all_rows)


def test_subtotals_are_those_of_the_rows() -> None:
    found = looked_at(Pivot("P", "Data", ("Region",), (Value("Number", "average"),), ("Part",)))
    assert found.rows == {("north",), ("south",), (None,), ("west",)}
    assert found.columns == {("a",), ("b",), ("c",)}
    assert found.number(0, (("south",), ("b",))) == 8
    assert found.number(0, (("south",), ())) == 6
    assert found.number(0, ((), ("a",))) == pytest.approx(7 / 3)
    assert found.number(0, (("west",), ("a",))) is None


def test_formulas_are_computed_from_sums() -> None:
    assert evaluated("('Order value'-B)/C*100", {"order value": 6, "b": 2, "c": 8}) == 50
    assert evaluated("-A/(3+'it''s')", {"a": 8, "it's": 1}) == -2
    assert evaluated("1/A", {"a": 0}) is None
    found = looked_at(Pivot("P", "Data", ("Region",), (Value("Half"),), ("Part",)))
    assert found.number(0, (("south",), ())) == 6
    assert found.number(0, (("west",), ("a",))) == 0


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        (Field("Region", hidden=("SOUTH", None)), {"north", "west"}),
        (Field("Region", filter=LabelFilter("contains", "O?T")), {"north", "south"}),
        (Field("Region", filter=LabelFilter("not_begins_with", "n")), {"south", "west", None}),
        (Field("Region", filter=LabelFilter("ends_with", "TH")), {"north", "south"}),
        (Field("Region", filter=LabelFilter("equals", "*t*")), {"north", "south", "west"}),
        (Field("Region", filter=LabelFilter("equals", "~*t*")), set()),
        (Field("Region", filter=LabelFilter("between", "o", "tz")), {"south"}),
        (Field("Region", filter=ValueFilter("Sum of Number", "between", 3, 12)), {"north", "south"}),
        (Field("Region", filter=ValueFilter("Sum of Number", "not_equals", 3)), {"south", "west"}),
        (Field("Region", filter=Top(2, "sum of number")), {"south", "west"}),
        (Field("Region", filter=Top(1, "Sum of Number", bottom=True)), {"north"}),
        (Field("Region", filter=Top(60, "Sum of Number", "percent")), {"south", "west"}),
        (Field("Region", filter=Top(16, "Sum of Number", "sum")), {"west"}),
    ],
)
def test_filters_keep_the_right_items(field: Field, kept: set[str | None]) -> None:
    assert {key for (key,) in totals(field)} == kept


def test_a_filter_by_value_asks_within_each_group() -> None:
    kept = totals("Part", Field("Region", filter=Top(1, "Sum of Number")))
    assert kept == {("a", "south"): 4, ("b", "south"): 8, ("c", "west"): 16}


def test_pages_and_slicers_choose_rows() -> None:
    assert totals("Part", pages=(Page("Region", ("south", "West")),)) == {("a",): 4, ("b",): 8, ("c",): 16}
    pivot = Pivot("P", "Data", ("Part",), (Value("Number"),))
    assert looked_at(pivot, Slicer("S", "Region", chosen=("North",))).rows == {("a",)}


@pytest.mark.parametrize(
    ("way", "item", "shown"),
    [
        ("difference", PREVIOUS, [None, 9, 4]),
        ("difference", "North", [None, 9, 13]),
        ("percent", NEXT, [3 / 12, 12 / 16, 1]),
        ("percent", "South", [3 / 12, 1, 16 / 12]),
        ("percent_difference", PREVIOUS, [None, 3, 4 / 12]),
        ("running_total", None, [3, 15, 31]),
        ("percent_running_total", None, [3 / 31, 15 / 31, 1]),
        ("rank_ascending", None, [1, 2, 3]),
        ("rank_descending", None, [3, 2, 1]),
        ("percent_of_parent", None, [1, 1, 1]),
        ("percent_of_column", None, [3 / 31, 12 / 31, 16 / 31]),
        ("percent_of_row", None, [1, 1, 1]),
        ("percent_of_total", None, [3 / 31, 12 / 31, 16 / 31]),
        ("percent_of_parent_row", None, [3 / 31, 12 / 31, 16 / 31]),
        ("index", None, [1, 1, 1]),
    ],
)
def test_values_are_compared_as_worked_out_by_hand(
    way: ShowAs, item: Item | Neighbour, shown: list[float | None]
) -> None:
    along = way not in (
        "percent_of_column",
        "percent_of_row",
        "percent_of_total",
        "percent_of_parent_row",
        "index",
    )
    value = Value("Number", show_as=way, base_field="Region" if along else None, base_item=item)
    found = looked_at(Pivot("P", "Data", (Field("Region", hidden=(None,)),), (value,)))
    order = {(): ("north", "south", "west")}
    cells = [found.shown(0, ((item,), ()), order, {}) for item in ("north", "south", "west")]
    assert cells == [one if one is None else pytest.approx(one) for one in shown]


def test_equal_numbers_share_a_rank_and_none_is_left_out() -> None:
    value = Value("Number", show_as="rank_descending", base_field="Region")
    rows: list[tuple[Raw, ...]] = [("a", "x", 5), ("b", "x", 5), ("c", "x", 4), ("d", "x", None)]
    found = looked_at(Pivot("P", "Data", ("Region",), (value,)), rows=rows)
    order = {(): ("a", "b", "c", "d")}
    assert [found.shown(0, ((item,), ()), order, {}) for item in "abcd"] == [1, 1, 2, None]


def test_groups_put_values_together() -> None:
    days = [datetime(2024, 2, 29), datetime(2025, 12, 1), None]
    columns = (Column("Day", "date"), Column("Score", "integer"), Column("Rate", "decimal"), Column("City"))
    groups = (
        DateGroups("Day", ("years", "quarters", "days")),
        NumberBands("Score", 0, 10, 4),
        NumberBands("Rate", 0, 1, 0.5),
        ManualGroups("Land", "City", (("Home", ("Bonn", "ULM")),)),
    )
    sheet = DataSheet("Rows", "Data", [], columns, groups)
    assert itemised(sheet, "Years", days) == ["2024", "2025", None]
    assert itemised(sheet, "Quarters", days) == ["qtr1", "qtr4", None]
    assert itemised(sheet, "Day", days) == ["29-feb", "1-dec", None]
    scores = [-1.0, 0.0, 3.0, 4.0, 8.0, 10.0, 11.0]
    assert itemised(sheet, "Score", scores) == ["<0", "0-3", "0-3", "4-7", "8-10", "8-10", ">10"]
    assert itemised(sheet, "Rate", [0.0, 0.5, 1.0]) == ["0-0.5", "0.5-1", "0.5-1"]
    assert itemised(sheet, "Land", ["bonn", "Ulm", "Rom", None]) == ["home", "home", "rom", None]


def test_cells_hold_what_excel_can_hold() -> None:
    assert held(float("nan"), "decimal") is None
    assert held(10**15, "integer") == "1000000000000000"
    assert held(10**15 - 1, "integer") == 10**15 - 1
    assert held(Decimal("0.10"), "decimal") == 0.1
    assert held(date(1900, 2, 28), "date") == "1900-02-28"
    assert held(date(1900, 3, 1), "date") == datetime(1900, 3, 1)
    assert held(time(6), "time") == datetime(1899, 12, 30, 6)
    assert held(timedelta(hours=36), "duration") == 1.5
    assert held("😀" * 20_000, "text") == "😀" * 16_383
    assert held("", "text") is None
