"""Whatever door the data comes in by, the workbook is the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from excel.book import Book, Column, DataSheet, Pivot, PivotSheet, Value
from excel.data import doors
from excel.problems import DataProblem, LayoutProblem
from excel.write import write
from tests.excel.books import shown, written

COUNT = 60_000
FRAME = pl.select(
    pl.int_range(COUNT).alias("Number"),
    pl.concat_str(pl.lit("Text "), pl.int_range(COUNT) % 7).alias("Group"),
    pl.when(pl.int_range(COUNT) % 3 == 0).then(pl.int_range(COUNT) / 4).alias("Amount"),
    (pl.int_range(COUNT) % 2 == 0).alias("Even"),
    (pl.lit(date(2024, 1, 1)) + pl.duration(days=pl.int_range(COUNT) % 900)).alias("Day"),
    (pl.lit(datetime(2024, 1, 1)) + pl.duration(seconds=pl.int_range(COUNT))).alias("At"),
)
PIVOT = Pivot("Sums", "Data", ("Group",), (Value("Amount"), Value("Number", "var")))


def book(data: object, *columns: Column) -> Book:
    return Book((PivotSheet("Pivot", (PIVOT,)), DataSheet("Rows", "Data", data, columns)))


class Arrow:
    """Something that gives its data by the Arrow interface, as database drivers do."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def test_frames_lazy_ones_arrow_batches_and_rows_give_the_same_bytes() -> None:
    whole = written(book(FRAME))
    columns = doors.described(DataSheet("Rows", "Data", FRAME)).columns
    assert written(book(FRAME.lazy())) == whole
    assert written(book(Arrow(FRAME))) == whole
    assert written(book(FRAME[start : start + 7_777] for start in range(0, COUNT, 7_777))) == whole
    assert written(book(Arrow(FRAME[start : start + 30_000]) for start in (0, 30_000))) == whole
    assert written(book(FRAME.iter_rows(), *columns)) == whole


def test_the_columns_of_a_frame_give_their_kinds() -> None:
    frame = FRAME[:1].with_columns(
        Time=pl.lit(time(8)), Took=pl.lit(timedelta(1)), Label=pl.lit("a", pl.Categorical)
    )
    columns = doors.described(DataSheet("Rows", "Data", frame)).columns
    kinds = ["integer", "text", "decimal", "boolean", "date", "datetime", "time", "duration", "text"]
    assert [column.kind for column in columns] == kinds


def test_columns_are_found_by_name_and_others_left_out() -> None:
    data = DataSheet("Rows", "Data", FRAME[:1], (Column("Group"), Column("Number", "decimal")))
    assert shown(written(Book((data,))), "Rows") == [["Group", "Number"], ["Text 0", 0]]


def test_names_that_look_like_patterns_are_names() -> None:
    frame = pl.DataFrame({"*": [1], "^a.*$": [2], "ab": [3]})
    columns = (Column("^a.*$", "integer"), Column("*", "integer"))
    for data in (frame, frame.lazy(), [frame]):
        book = Book((DataSheet("Rows", "Data", data, columns),))
        assert shown(written(book), "Rows") == [["^a.*$", "*"], [2, 1]]


@pytest.mark.parametrize(
    ("data", "columns", "sentence"),
    [
        (FRAME, (Column("Grupe"),), "The data of sheet 'Rows' has no column 'Grupe'."),
        (
            FRAME,
            (Column("Day", "datetime"),),
            "Column 'Day' of sheet 'Rows' holds Date, which is no",
        ),
        (FRAME.lazy(), (Column("Group", "integer"),), "holds String, which is no integer."),
        ([FRAME], (Column("Even", "decimal"),), "holds Boolean, which is no decimal."),
        (pl.DataFrame({"List": [[1]]}), (), "Column 'List' of sheet 'Rows' holds List(Int64), which no cell"),
        (
            pl.select(At=pl.lit(datetime(2024, 1, 1)).dt.replace_time_zone("UTC")),
            (),
            "which no cell can hold",
        ),
        (5, (Column("Group"),), "Data must be rows or frames; int is neither."),
    ],
)
def test_data_that_does_not_fit_is_refused_before_it_is_read(
    data: object, columns: tuple[Column, ...], sentence: str
) -> None:
    with pytest.raises(LayoutProblem) as problem:
        write(Book((DataSheet("Rows", "Data", data, columns),)), BytesIO())
    assert sentence in str(problem.value)


def test_a_later_frame_without_the_columns_leaves_no_file(tmp_path: Path) -> None:
    frames = iter([FRAME[:3], FRAME[:3].rename({"Group": "Other"})])
    with pytest.raises(DataProblem, match="no column 'Group'"):
        write(book(frames), tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused_when_they_come(tmp_path: Path) -> None:
    piece = pl.select(pl.int_range(0, 600_000).alias("A"))
    with pytest.raises(DataProblem, match="more rows than the 1,048,575 that fit"):
        write(Book((DataSheet("Rows", "Data", iter([piece, piece])),)), tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_full_sheet_fits() -> None:
    frame = pl.select(pl.int_range(0, 1_048_575).alias("A"))
    assert write(Book((DataSheet("Rows", "Data", frame),)), BytesIO()).rows == 1_048_575


def test_an_iterator_is_not_touched_when_its_columns_are_described() -> None:
    rows: Iterator[tuple[str]] = iter([("a",)])
    sheet = DataSheet("Rows", "Data", rows, (Column("Group"),))
    assert doors.described(sheet) == sheet
    assert next(rows) == ("a",)


def test_the_users_frame_stays_as_it_was() -> None:
    frame = pl.DataFrame({"Text": ["", "x" * 40_000, "BERLIN", "Berlin"], "Number": [10**16, None, 1, 2]})
    copy = frame.clone()
    pivot = replace(PIVOT, rows=("Text",), values=(Value("Number"),))
    write(Book((PivotSheet("Pivot", (pivot,)), DataSheet("Rows", "Data", frame))), BytesIO())
    assert frame.equals(copy)
