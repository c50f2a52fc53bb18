"""The cells of PivotTables against plain loops that share nothing with the writer."""

from statistics import fmean

import pytest

from excel.book import Column, Pivot, Value
from excel.check import check
from tests.excel.books import SEGMENTS, shown, small_book, survey_rows, written
from tests.excel.breaking import parts_of

MANAGER, SEGMENT, YEAR, URGENT, SCORE, ORDER, COMMENT = 2, 3, 4, 5, 6, 11, 12
PROMOTER, PASSIVE = 9, 7


def nps(scores: list[int]) -> float | None:
    if not scores:
        return None
    above = len([s for s in scores if s >= PROMOTER])
    below = len([s for s in scores if s < PASSIVE])
    return 100 * (above - below) / len(scores)


def wanted(rows: list[tuple]) -> list[object]:
    """The values of the pivot ByManager over some rows."""
    scores, orders = [r[SCORE] for r in rows], [r[ORDER] for r in rows if r[ORDER] is not None]
    comments = [r for r in rows if r[COMMENT]]
    both = nps(scores)
    return [len(rows), fmean(scores), both, both, min(orders), max(orders), len(comments) or None]


def test_nested_rows_show_subtotals_above_and_a_grand_total(survey: bytes) -> None:
    rows, managers = (
        list(survey_rows()),
        ["<x>", "Anna Berg", "Ben Otto", "Çelik & Söhne", "O'Neil", "Zoë 😀"],
    )
    expected = []
    for manager in (*managers, None):
        own = [row for row in rows if row[MANAGER] == manager]
        expected.append([manager or "(blank)", *wanted(own)])
        for segment in SEGMENTS:
            expected.append([segment, *wanted([row for row in own if row[SEGMENT] == segment])])
    expected.append(["Grand Total", *wanted(rows)])
    body = [row[:8] for row in shown(survey, "Managers")[6 : 6 + len(expected)]]
    assert [row[0] for row in body] == [row[0] for row in expected]
    for row, other in zip(body, expected, strict=True):
        assert row[1:] == pytest.approx(other[1:], rel=1e-9)


def test_headings_title_and_page_fields_stand_where_excel_puts_them(survey: bytes) -> None:
    above = [row[:8] for row in shown(survey, "Managers")[:6]]
    empty: list[object] = [None] * 8
    captions = ["Answers", "Mean score", "NPS", "NPS by points"]
    assert above == [
        ["NPS by account manager", *empty[1:]],
        empty,
        ["Urgent", "(All)", *empty[2:]],
        ["Date", "(All)", *empty[2:]],
        empty,
        [
            "Account manager / Segment",
            *captions,
            "Min of Order value",
            "Max of Order value",
            "Count of Comment",
        ],
    ]


def test_a_column_field_with_one_value(survey: bytes) -> None:
    rows = list(survey_rows())
    table = [row[12:16] for row in shown(survey, "Managers")[2:]]
    assert table[:2] == [["Count of Score", "Year", None, None], ["Score", 2023, 2024, "Grand Total"]]
    for line, score in zip(table[2:], (*sorted({r[SCORE] for r in rows}), "Grand Total"), strict=False):
        own = [r for r in rows if score in (r[SCORE], "Grand Total")]
        years = [len([r for r in own if r[YEAR] == year]) or None for year in (2023, 2024)]
        assert line == [score, *years, len(own)]


def test_a_column_field_with_several_values(survey: bytes) -> None:
    rows, table = list(survey_rows()), shown(survey, "Wide")[2:]
    assert table[0][:3] == [None, "Account manager", None]
    assert table[1][1:5] == ["<x>", None, None, "Anna Berg"]
    assert table[1][-3:] == ["Total Answers", "Total Mean score", "Total NPS"]
    assert table[2][:5] == ["Urgent / Segment", "Answers", "Mean score", "NPS", "Answers"]
    assert table[2][-3:] == [None, None, None]
    assert table[3][0] is False
    calm = [r for r in rows if not r[URGENT]]
    anna = [r[SCORE] for r in calm if r[MANAGER] == "Anna Berg"]
    scores = [r[SCORE] for r in calm]
    assert table[3][4:7] == pytest.approx([len(anna), fmean(anna), nps(anna)])
    assert table[3][-3:] == pytest.approx([len(scores), fmean(scores), nps(scores)])
    assert table[-1][-3:] == pytest.approx(
        [len(rows), fmean(r[SCORE] for r in rows), nps([r[SCORE] for r in rows])]
    )


def test_groups_of_empty_values_show_nothing_and_texts_add_nothing() -> None:
    values = tuple(Value("Number", function) for function in ("sum", "count", "average", "min", "max"))
    pivot = Pivot("Sums", "Data", ("Group",), values)
    rows = [("empty", None), ("long", 10**15), ("some", 2), ("some", None), ("some", 10**16)]
    workbook = written(small_book(rows, pivot=pivot))
    assert check(workbook) == []
    assert shown(workbook, "Pivot")[3:] == [
        ["empty", None, None, None, None, None],
        ["long", 0, 1, None, 0, 0],
        ["some", 2, 2, 2, 2, 2],
        ["Grand Total", 2, 3, 2, 2, 2],
    ]


def test_without_rows_table_and_pivot_show_one_empty_row() -> None:
    workbook = written(small_book([]))
    assert check(workbook) == []
    assert shown(workbook, "Pivot")[2:] == [["Group", "Total"], ["(blank)", None], ["Grand Total", None]]
    assert ' ref="A1:B2"' in parts_of(workbook)["xl/tables/table1.xml"]


def test_items_are_sorted_without_regard_to_case_and_accents_and_blank_is_last() -> None:
    names = ["zoo", None, "Éclair", "apple", "Zebra", "eclipse", "Dot"]
    workbook = written(small_book([(name, 1) for name in names]))
    labels = [row[0] for row in shown(workbook, "Pivot")[3:]]
    assert labels == ["apple", "Dot", "Éclair", "eclipse", "Zebra", "zoo", "(blank)", "Grand Total"]


def test_row_items_repeat_what_they_share_with_the_line_before() -> None:
    columns = (Column("Group"), Column("Number", "integer"), Column("Part"))
    pivot = Pivot("Sums", "Data", ("Group", "Part"), (Value("Number"),))
    rows = [("b", 1, "x"), ("a", 1, "y"), ("b", 1, "y")]
    part = parts_of(written(small_book(rows, columns, pivot)))["xl/pivotTables/pivotTable1.xml"]
    lines = '<i><x/></i><i r="1"><x v="1"/></i><i><x v="1"/></i><i r="1"><x/></i><i r="1"><x v="1"/></i>'
    assert f'<rowItems count="6">{lines}<i t="grand"><x/></i></rowItems>' in part
    assert '<colItems count="1"><i/></colItems>' in part and "colFields" not in part


def test_a_calculated_field_divides_sums_and_stays_empty_where_it_would_divide_by_nothing(
    survey: bytes,
) -> None:
    part = parts_of(survey)["xl/pivotTables/pivotTable1.xml"]
    assert ' errorCaption="" showError="1"' in part
    definition = parts_of(survey)["xl/pivotCache/pivotCacheDefinition1.xml"]
    assert ' formula="(Promoters-Detractors)/Responses*100" databaseField="0"' in definition
