"""Writing a workbook: what arrives in the file, and what happens when it can't be written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from excel.book import Book, Column, DataSheet, Pivot, PivotSheet, Raw, Value
from excel.check import check
from excel.data.fitting import Reason
from excel.problems import DataProblem, LayoutProblem
from excel.write import Change, write
from tests.excel.books import (
    COLUMNS,
    opened,
    shown,
    small_book,
    survey_book,
    survey_rows,
    with_data,
    written,
)
from tests.excel.breaking import parts_of


def test_another_reader_finds_the_data_as_it_was_given(survey: bytes) -> None:
    header, *rows = shown(survey, "Responses")
    assert header == [column.name for column in COLUMNS]
    given = [list(row) for row in survey_rows()]
    for row in given:
        row[1] = datetime.combine(row[1], datetime.min.time()) if isinstance(row[1], date) else None
    assert rows == given


def test_the_survey_workbook_has_nothing_that_excel_would_stumble_over(survey: bytes) -> None:
    assert check(survey) == []


def test_the_first_sheet_is_the_open_one_and_the_header_stays_in_view(survey: bytes) -> None:
    book = opened(survey)
    assert book.active is not None and book.active.title == "Managers"
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, None, None]
    assert book["Responses"].freeze_panes == "A2"


def test_the_table_covers_header_and_rows(survey: bytes) -> None:
    table = opened(survey)["Responses"].tables["SurveyData"]
    assert (table.ref, table.autoFilter.ref) == ("A1:M151", "A1:M151")


def test_the_pivot_refreshes_from_the_table_by_name_and_not_on_its_own(survey: bytes) -> None:
    definition = parts_of(survey)["xl/pivotCache/pivotCacheDefinition1.xml"]
    assert '<worksheetSource name="SurveyData"/>' in definition
    assert "refreshOnLoad" not in definition


def test_refreshing_on_open_can_be_asked_for() -> None:
    book = with_data(survey_book(), refresh_on_open=True)
    assert ' refreshOnLoad="1"' in parts_of(written(book))["xl/pivotCache/pivotCacheDefinition1.xml"]


def test_the_same_input_gives_the_same_bytes(survey: bytes) -> None:
    assert written(survey_book()) == survey


def test_the_time_of_creation_is_written_only_when_given(survey: bytes) -> None:
    book = replace(survey_book(), created=datetime(2026, 11, 23, 12, 0))
    parts = parts_of(written(book))
    assert "2026-11-23T12:00:00Z" in parts["docProps/core.xml"]
    assert ' refreshedDate="46349.5"' in parts["xl/pivotCache/pivotCacheDefinition1.xml"]
    assert "created>" not in parts_of(survey)["docProps/core.xml"]


def test_path_and_file_object_get_the_same(tmp_path: Path, survey: bytes) -> None:
    report = write(survey_book(), tmp_path / "survey.xlsx")
    assert (tmp_path / "survey.xlsx").read_bytes() == survey
    assert report.rows == 150


def test_progress_is_told_after_each_batch() -> None:
    told: list[int] = []
    write(small_book(("a", n) for n in range(60_000)), BytesIO(), told.append)
    assert told == [25_000, 50_000, 60_000]


def test_a_book_without_pivots_has_no_cache() -> None:
    book = Book((DataSheet("Rows", "Data", [("a",)], (Column("Group"),)),))
    workbook = written(book)
    assert check(workbook) == []
    assert not [name for name in parts_of(workbook) if "pivot" in name]


def test_two_tables_have_two_caches_and_every_pivot_finds_its_own() -> None:
    columns = (Column("Group"), Column("Number", "integer"))
    pivots = tuple(Pivot(f"Of{t}", t, ("Group",), (Value("Number"),)) for t in ("Second", "First"))
    tables = (
        DataSheet("One", "First", [("a", 1), ("b", 2)], columns),
        DataSheet("Two", "Second", [("c", 3)], columns),
    )
    workbook = written(Book((PivotSheet("Pivots", pivots), *tables)))
    assert check(workbook) == []
    assert shown(workbook, "Pivots")[3] == ["c", 3, None, "a", 1]


def test_changed_values_are_reported_by_column_and_reason() -> None:
    columns = (Column("Group"), Column("Number", "decimal"), Column("Day", "date"))
    rows: list[tuple[Raw, ...]] = [
        ("Berlin", float("nan"), date(1899, 5, 1)),
        ("BERLIN", Decimal(10**15), None),
        ("berlin", 1.5, None),
        ("x" * 40_000, float("inf"), date(2024, 2, 29)),
    ]
    file = BytesIO()
    report = write(small_book(rows, columns), file)
    assert set(report.changes) == {
        Change("Data", "Group", Reason.CASE_TWIN, 2),
        Change("Data", "Group", Reason.CUT, 1),
        Change("Data", "Number", Reason.NOT_A_NUMBER, 2),
        Change("Data", "Number", Reason.LONG_INTEGER, 1),
        Change("Data", "Day", Reason.EARLY_DATE, 1),
    }
    assert report.changed[Reason.NOT_A_NUMBER] == 2
    assert check(file.getvalue()) == []
    assert [row[0] for row in shown(file.getvalue(), "Rows")[1:4]] == ["Berlin"] * 3
    assert shown(file.getvalue(), "Rows")[2][1] == "1000000000000000"


def test_case_twins_outside_of_pivots_keep_their_spelling() -> None:
    columns = (Column("Group"), Column("Number", "integer"), Column("Comment"))
    workbook = written(small_book([("a", 1, "Yes"), ("a", 1, "YES")], columns))
    assert [row[2] for row in shown(workbook, "Rows")] == ["Comment", "Yes", "YES"]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    texts = ["=1+1", "+1", "-1", "@x", "1", "2024-01-01", "TRUE"]
    workbook = written(small_book([(text, 1) for text in texts]))
    cells = opened(workbook)["Rows"]["A"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]
    assert "<f>" not in parts_of(workbook)["xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("a",), "Row 3 of sheet 'Rows' has 1 values for 2 columns."),
        (("a", "1"), "Row 3, column 'Number': '1' is no decimal; convert it, or change the kind."),
        (("a", True), "Row 3, column 'Number': True is no decimal"),
        (("a", Decimal("sNaN")), "is no decimal"),
        ((5, 1), "Row 3, column 'Group': 5 is no text"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_leaves_no_file(
    tmp_path: Path, row: Sequence[Raw], sentence: str
) -> None:
    with pytest.raises(DataProblem) as problem:
        write(small_book([("a", 1), ("b", 2), row]), tmp_path / "survey.xlsx")
    assert sentence in str(problem.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "value"), [("date", datetime(2024, 1, 1)), ("datetime", date(2024, 1, 1))])
def test_days_and_moments_are_not_taken_for_each_other(kind: str, value: date) -> None:
    column = Column("Day", "date") if kind == "date" else Column("Day", "datetime")
    with pytest.raises(DataProblem, match=f"is no {kind}"):
        write(Book((DataSheet("Rows", "Data", [(value,)], (column,)),)), BytesIO())


def test_a_failing_source_leaves_the_old_file_and_gives_a_file_object_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[Raw, ...]]:
        yield "a", 1
        raise ConnectionError("the database went away")

    target, file = tmp_path / "survey.xlsx", BytesIO()
    target.write_bytes(b"the old one")
    with pytest.raises(ConnectionError):
        write(small_book(rows()), target)
    with pytest.raises(ConnectionError):
        write(small_book(rows()), file)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old one"]
    assert file.getvalue() == b""


def test_a_refused_description_reads_no_row_and_touches_no_file(tmp_path: Path) -> None:
    rows = iter([("a", 1)])
    book = small_book(rows, pivot=Pivot("Sums", "Data", ("Grupe",), (Value("Number"),)))
    with pytest.raises(LayoutProblem):
        write(book, tmp_path / "survey.xlsx")
    assert list(tmp_path.iterdir()) == []
    assert next(rows) == ("a", 1)


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    book = Book((DataSheet("Rows", "Data", [(None,)] * 1_048_576, (Column("A"),)),))
    with pytest.raises(LayoutProblem, match="1,048,575 do"):
        write(book, BytesIO())


def test_a_pivot_wider_than_a_sheet_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    columns = (Column("Group"), Column("Number", "integer"), Column("Key", "integer"))
    values = tuple(Value("Number", function) for function in ("sum", "count", "average", "min", "max"))
    pivot = Pivot("Wide", "Data", ("Group",), values, columns=("Key",))
    with pytest.raises(LayoutProblem, match="16,391 columns"):
        write(small_book((("a", 1, n) for n in range(3_277)), columns, pivot), tmp_path / "survey.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("first", "kept"), [("a ", True), ("\ta", True), ("a b", False), ("a\nb", False)])
def test_blanks_at_the_ends_of_texts_are_kept_by_an_attribute(first: str, kept: bool) -> None:
    """Readers drop them without it; texts that come once each stand in their cells."""
    book = Book((DataSheet("Rows", "Rows", [(first,), ("b",)], (Column("Text", "text"),)),))
    sheet = parts_of(written(book))["xl/worksheets/sheet1.xml"]
    assert f">{first}</t>" in sheet
    assert ('<t xml:space="preserve">' in sheet.partition("</row>")[2]) == kept
