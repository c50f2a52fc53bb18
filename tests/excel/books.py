"""Workbooks for the tests: a survey with every feature, and small ones."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO

from openpyxl import Workbook, load_workbook

from excel.book import Book, CalculatedField, Column, DataSheet, Pivot, PivotSheet, Raw, Value
from excel.write import write

MANAGERS = ("Anna Berg", "Ben Otto", "Çelik & Söhne", "O'Neil", "<x>", None, "Zoë 😀")
SEGMENTS = ("Enterprise", "Mid", "Small")
COLUMNS = (
    Column("Response"),
    Column("Date", "date"),
    Column("Account manager"),
    Column("Segment"),
    Column("Year", "integer"),
    Column("Urgent", "boolean"),
    Column("Score", "integer"),
    Column("Promoters", "integer"),
    Column("Detractors", "integer"),
    Column("Responses", "integer"),
    Column("NPS points", "integer"),
    Column("Order value", "decimal", number_format="#,##0.00 €"),
    Column("Comment"),
)
NPS = CalculatedField("Net promoter score", "(Promoters-Detractors)/Responses*100")
VALUES = (
    Value("Responses", caption="Answers", number_format="#,##0"),
    Value("Score", "average", "Mean score", "0.00"),
    Value("Net promoter score", caption="NPS", number_format="0.0"),
    Value("NPS points", "average", "NPS by points", "0.0"),
    Value("Order value", "min"),
    Value("Order value", "max"),
    Value("Comment", "count"),
)


def survey_rows(count: int = 150) -> Iterator[tuple[Raw, ...]]:
    """Answers in a realistic distribution, always the same; some values are missing."""
    chance = random.Random(11)
    for number in range(count):
        score = chance.choice((0, 3, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10))
        day = date(2023, 1, 9) + timedelta(days=chance.randrange(640))
        promoter, detractor = int(score >= 9), int(score <= 6)
        value = None if chance.random() < 0.2 else round(chance.uniform(-50, 900), 2)
        yield (
            f"R{number:05}",
            day,
            chance.choice(MANAGERS),
            chance.choice(SEGMENTS),
            day.year,
            chance.random() < 0.3,
            score,
            promoter,
            detractor,
            1,
            100 * (promoter - detractor),
            value,
            chance.choice((None, None, "=1+1", " good ", "two\nlines", "x" * 300)),
        )


def survey_book(rows: Iterable[Sequence[Raw]] | None = None) -> Book:
    """Two sheets of pivots over one Table: nested rows, page fields, a column field, one value and many."""
    given = survey_rows() if rows is None else rows
    data = DataSheet("Responses", "SurveyData", given, COLUMNS, calculated=(NPS,))
    nested = Pivot(
        "ByManager",
        "SurveyData",
        ("Account manager", "Segment"),
        VALUES,
        pages=("Urgent", "Date"),
        title="NPS by account manager",
    )
    short = Pivot("BySegment", "SurveyData", ("Segment",), VALUES[:1])
    across = Pivot("Scores", "SurveyData", ("Score",), (Value("Score", "count"),), ("Year",))
    wide = Pivot("Wide", "SurveyData", ("Urgent", "Segment"), VALUES[:3], ("Account manager",), ("Score",))
    sheets = (PivotSheet("Managers", (nested, short, across)), PivotSheet("Wide", (wide,)), data)
    return Book(sheets, title="Survey & more", author="Rapport")


def small_book(
    rows: Iterable[Sequence[Raw]], columns: tuple[Column, ...] | None = None, pivot: Pivot | None = None
) -> Book:
    """One Table with a group and a number, and one pivot of sums over it."""
    columns = columns or (Column("Group"), Column("Number", "decimal"))
    pivot = pivot or Pivot("Sums", "Data", (columns[0].name,), (Value(columns[1].name, caption="Total"),))
    return Book((PivotSheet("Pivot", (pivot,)), DataSheet("Rows", "Data", rows, columns)))


def with_data(book: Book, **changes: object) -> Book:
    """The book with its data sheet's description changed."""
    sheets = tuple(replace(s, **changes) if isinstance(s, DataSheet) else s for s in book.sheets)
    return replace(book, sheets=sheets)


def written(book: Book) -> bytes:
    file = BytesIO()
    write(book, file)
    return file.getvalue()


@lru_cache(maxsize=4)
def opened(workbook: bytes) -> Workbook:
    """A workbook as openpyxl reads it; for looking only."""
    return load_workbook(BytesIO(workbook))


def shown(workbook: bytes, sheet: str) -> list[list[object]]:
    """The values of a sheet, row by row, as openpyxl reads them."""
    return [list(row) for row in opened(workbook)[sheet].iter_rows(values_only=True)]
