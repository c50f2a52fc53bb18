"""Pivot charts: their numbers, labels, references and kinds."""

from typing import get_args

import pytest

from excel.book import Chart, ChartKind, Stacking
from tests.excel.drawn import drawn_book, found, numbers, small, trees


def test_a_chart_holds_the_leaves_while_its_references_span_the_whole_body() -> None:
    chart = next(trees(drawn_book(charts=(Chart("Nested"),)), "xl/charts/"))
    assert numbers(chart, "name") == ["[]It's Nested!Nested"]
    first, _ = found(chart, "ser")
    # Seven managers with a row of their own and three segments each; the grand total below is left out.
    assert numbers(first, "f") == [
        "'It''s Nested'!$B$3",
        "'It''s Nested'!$A$4:$A$31",
        "'It''s Nested'!$B$4:$B$31",
    ]
    assert [one.get("val") for one in found(first, "ptCount")] == ["1", "21", "21"]


def test_outer_labels_stand_only_where_they_begin() -> None:
    chart = next(trees(drawn_book(charts=(Chart("Nested"),)), "xl/charts/"))
    inner, outer = found(found(chart, "ser")[0], "lvl")
    assert [point.get("idx") for point in inner] == [str(n) for n in range(21)]
    assert [point.get("idx") for point in outer] == ["0", "3", "6", "9", "12", "15", "18"]


def test_values_on_rows_are_the_innermost_categories() -> None:
    chart = next(trees(drawn_book(charts=(Chart("On rows"),)), "xl/charts/"))
    inner, outer = found(chart, "lvl")
    assert numbers(inner, "v") == ["Answers", "Points"] * 3
    assert numbers(outer, "v") == ["Enterprise", "Mid", "Small"]


def test_subtotals_of_columns_are_no_series() -> None:
    chart = next(trees(drawn_book(charts=(Chart("Across"),)), "xl/charts/"))
    names = [numbers(one, "v")[0] for one in found(chart, "ser")]
    assert names == [
        f"{segment} - {urgent}" for segment in ("Enterprise", "Mid", "Small") for urgent in ("FALSE", "TRUE")
    ]


def test_without_fields_each_value_is_a_series_without_categories() -> None:
    chart = next(trees(drawn_book(charts=(Chart("Alone"),)), "xl/charts/"))
    assert [numbers(one, "v")[0] for one in found(chart, "ser")] == ["Answers", "Points"]
    assert found(chart, "cat") == []


def test_an_empty_number_has_no_point() -> None:
    chart = next(trees(small((1, None, 2.5), Chart("Sums")), "xl/charts/"))
    points = found(found(chart, "numCache")[0], "pt")
    assert [(point.get("idx"), point[0].text) for point in points] == [("0", "1"), ("2", "2.5")]


def test_a_pie_shows_the_first_series_and_a_legend() -> None:
    chart = next(trees(drawn_book(charts=(Chart("Nested", "pie"),)), "xl/charts/"))
    assert len(found(chart, "ser")) == len(found(chart, "legend")) == 1
    assert found(chart, "valAx") == []


@pytest.mark.parametrize("kind", [kind for kind in get_args(ChartKind) if kind not in ("pie", "doughnut")])
@pytest.mark.parametrize("stacking", get_args(Stacking))
def test_stacked_bars_overlap_and_shares_are_per_cent(kind: ChartKind, stacking: Stacking) -> None:
    chart = next(trees(drawn_book(charts=(Chart("Nested", kind, stacking),)), "xl/charts/"))
    unstacked = "clustered" if kind in ("column", "bar") else "standard"
    grouping = {"none": unstacked, "stacked": "stacked", "percent": "percentStacked"}[stacking]
    assert [one.get("val") for one in found(chart, "grouping")] == [grouping]
    assert bool(found(chart, "overlap")) == (kind in ("column", "bar") and stacking != "none")
    formatted = found(chart, "numFmt")[-1].get("formatCode")
    assert formatted == ("0%" if stacking == "percent" else "#,##0")


def test_a_chart_without_a_title_gets_none_from_excel() -> None:
    plain, titled = trees(drawn_book(charts=(Chart("Nested"), Chart("Nested", title="A & B"))), "xl/charts/")
    assert [found(one, "autoTitleDeleted")[0].get("val") for one in (plain, titled)] == ["1", "0"]
    assert (found(plain, "title"), numbers(titled, "t")) == ([], ["A & B"])
