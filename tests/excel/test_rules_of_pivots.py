"""What a pivot's options can't be: refused with a sentence before a row is read."""

from dataclasses import replace
from io import BytesIO

import pytest

from excel.book import (
    Book,
    Column,
    DataSheet,
    DateGroups,
    Field,
    Group,
    LabelFilter,
    ManualGroups,
    NumberBands,
    Page,
    Pivot,
    PivotSheet,
    Top,
    Value,
    ValueFilter,
)
from excel.problems import LayoutProblem
from excel.write import write

COLUMNS = (Column("Group"), Column("Part"), Column("Number", "integer"), Column("Day", "date"))
TOTAL = Value("Number", caption="Total")
PIVOT = Pivot("P", "Data", ("Group", "Part"), (TOTAL,))


def refused(*pivots: Pivot, groups: tuple[Group, ...] = ()) -> tuple[str, ...]:
    data = DataSheet("Rows", "Data", [("a", "b", 1, None)], COLUMNS, groups)
    with pytest.raises(LayoutProblem) as problem:
        write(Book((PivotSheet("Pivot", pivots), data)), BytesIO())
    return problem.value.sentences


def with_field(**options: object) -> Pivot:
    return replace(PIVOT, rows=(Field("Group", **options), "Part"))


def with_value(**options: object) -> Pivot:
    return replace(PIVOT, values=(replace(TOTAL, **options),))


TWO = (TOTAL, Value("Number", "count", "How many"))


@pytest.mark.parametrize(
    ("pivot", "sentence"),
    [
        (
            replace(PIVOT, rows=(), columns=("Group",), values=TWO),
            "needs a field on rows, or its values on rows",
        ),
        (replace(PIVOT, repeat_labels=True), "labels can be repeated in outline and tabular form only"),
        (replace(PIVOT, style="PivotStyleMedium29"), "'PivotStyleMedium29' is none of Excel's pivot styles"),
        (replace(PIVOT, at="Here"), "can't stand at 'Here': 'Here' is no cell reference"),
        (replace(PIVOT, at="A1048577"), "can't stand at 'A1048577': a sheet ends before"),
        (replace(PIVOT, total_caption=""), "the text '' must have 1 to 255 characters"),
        (replace(PIVOT, pages=(Page("Day", caption="Total"),)), "has the caption 'Total' more than once"),
        (with_field(caption="Part"), "the caption 'Part' is a field's name already"),
        (with_field(order_by="Other"), "refers to the value 'Other', which the pivot doesn't have"),
        (with_field(order="given", order_by="Total"), "can't be ordered by 'Total' and as given at once"),
        (with_field(blank_label=""), "the label of empty values '' must have"),
        (with_field(filter=Top(0, "Total")), "its filter must keep more than nothing"),
        (with_field(filter=Top(1.5, "Total")), "its filter must keep a whole number of items"),
        (with_field(filter=Top(101, "Total", by="percent")), "can keep at most 100 per cent"),
        (with_field(filter=Top(2, "Other")), "refers to the value 'Other'"),
        (with_field(filter=ValueFilter("Total", "between", 1)), "needs a second end"),
        (with_field(filter=ValueFilter("Total", "greater", 1, 2)), "needs a second end for between"),
        (with_field(filter=ValueFilter("Total", "between", 2, 1)), "from the smaller number to the larger"),
        (with_field(filter=LabelFilter("equals", "")), "the filter's text '' must have"),
        (replace(PIVOT, rows=("Group", Field("Part", collapsed=True))), "there is nothing below its items"),
        (
            replace(PIVOT, rows=(Field("Group", collapsed=True), "Part"), values=TWO, values_on="rows"),
            "items can't be collapsed where several values stand below them",
        ),
        (with_value(show_as="running_total"), "is shown as running_total and needs a base field"),
        (with_value(show_as="running_total", base_field="Day"), "which isn't on its pivot's rows or columns"),
        (with_value(base_field="Group"), "has a base field, but isn't shown as compared along one"),
    ],
)
def test_options_that_can_not_be_had_are_refused(pivot: Pivot, sentence: str) -> None:
    assert any(sentence in told for told in refused(pivot)), refused(pivot)


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        (DateGroups("Number"), "only dates have years, quarters, months and days"),
        (
            DateGroups("Day", ("months", "years")),
            "must be some of years, quarters, months, days, in this order",
        ),
        (DateGroups("Day", ()), "must be some of years, quarters, months, days, in this order"),
        (DateGroups("Day", ("years", "days"), ("A", "B")), "'Day' needs 1 names"),
        (DateGroups("Day", ("years", "days"), ("Group",)), "'Group' is given to more than one field"),
        (DateGroups("Date"), "Table 'Data' has no column 'Date' to group"),
        (NumberBands("Group", 0, 10, 2), "only integers and decimals have bands"),
        (NumberBands("Number", 10, 0, 2), "must end above their start"),
        (NumberBands("Number", 0, 10, 0), "have a width above 0"),
        (NumberBands("Number", float("nan"), 10, 1), "must end above their start"),
        (NumberBands("Number", 0, 10_000, 1), "would have more than 1,000 bands"),
        (NumberBands("Number", 0, 10, 2.5), "must begin, end and step by whole numbers"),
        (ManualGroups("By hand", "Group", (("A", ()),)), "The group 'A' of 'By hand' has no items"),
        (ManualGroups("By hand", "Group", (("A", ("x",)), ("a", ("y",)))), "given to more than one group"),
        (
            ManualGroups("By hand", "Group", (("A", ("x", "X")),)),
            "puts an item of 'Group' into more than one",
        ),
        (ManualGroups("", "Group", (("A", ("x",)),)), "The group field name '' must have"),
    ],
)
def test_groups_that_can_not_be_had_are_refused(group: Group, sentence: str) -> None:
    told = refused(PIVOT, groups=(group,))
    assert any(sentence in one for one in told), told


def test_a_column_is_grouped_only_once() -> None:
    groups = (NumberBands("Number", 0, 9, 3), ManualGroups("By hand", "Number", (("A", (1,)),)))
    assert any("is grouped twice" in one for one in refused(PIVOT, groups=groups))


def test_pivots_that_would_meet_when_they_grow_are_refused() -> None:
    below = replace(PIVOT, name="Below", at="A30")
    assert "would share cells when one grows downwards" in refused(PIVOT, below)[0]
    left = replace(PIVOT, name="Left", columns=("Day",))
    right = replace(PIVOT, name="Right", at="Z5")
    assert "would share cells when one grows to the right" in refused(left, right)[0]


def test_pivots_that_can_not_grow_into_each_other_may_stand_anywhere() -> None:
    alone = Pivot("Alone", "Data", (), (TOTAL,), at="A1")
    beside = replace(PIVOT, name="Beside", at="A5")
    data = DataSheet("Rows", "Data", [("a", "b", 1, None)], COLUMNS)
    assert write(Book((PivotSheet("Pivot", (alone, beside)), data)), BytesIO()).rows == 1


@pytest.mark.parametrize(
    ("pivot", "sentence"),
    [
        (replace(PIVOT, pages=(Page("Day", ("x",)),)), "names the item 'x' of 'Day', which the data lacks"),
        (with_field(hidden=("b",)), "names the item 'b' of 'Group', which the data lacks"),
        (with_field(hidden=("A",)), "Pivot 'P' would hide every item of 'Group'"),
        (with_field(collapsed=(None,)), "names the item None of 'Group', which the data lacks"),
        (with_field(filter=LabelFilter("equals", "b")), "The filters of pivot 'P' leave nothing to show"),
        (
            with_value(show_as="difference", base_field="Group", base_item="b"),
            "names the item 'b' of 'Group'",
        ),
    ],
)
def test_what_only_the_data_can_tell_is_told_then(pivot: Pivot, sentence: str) -> None:
    assert sentence in refused(pivot)[0]
