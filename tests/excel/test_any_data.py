"""Whatever the rows hold, the workbook is sound and says the same to another reader."""

import math
from collections import defaultdict
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from excel.book import Column, Pivot, Raw, Value
from excel.check import check
from tests.excel.books import shown, small_book, written

QUICK = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])

AWKWARD = [
    "Berlin",
    "BERLIN",
    "straße",
    "STRASSE",
    "İ",
    " x",
    "x",
    "1",
    "TRUE",
    "(blank)",
    "_x0041_",
    "\r\n",
    "'",
    "😀",
]
texts = st.none() | st.sampled_from(AWKWARD) | st.text(max_size=8) | st.text("aA", max_size=2)
long_texts = st.none() | st.builds(
    lambda t, n: t * n, st.text(min_size=1, max_size=3), st.integers(1, 40_000)
)
numbers = (
    st.none()
    | st.floats(width=32)
    | st.decimals().filter(lambda d: not d.is_snan())
    | st.integers()
    | st.sampled_from([1e308, 10**15, -0.0])
)
days = st.none() | st.dates()
moments = st.none() | st.datetimes()
row = st.tuples(
    texts, texts, numbers, st.none() | st.booleans(), days, moments, long_texts, st.none() | st.integers()
)
COLUMNS = (
    Column("Group"),
    Column("Part"),
    Column("Number", "decimal"),
    Column("Flag", "boolean"),
    Column("Day", "date"),
    Column("At", "datetime"),
    Column("Comment"),
    Column("Key", "integer"),
)
VALUES = tuple(Value("Number", function) for function in ("sum", "count", "average", "min", "max"))
PIVOTS = st.sampled_from(
    [
        Pivot("One", "Data", ("Group",), (Value("Number"),)),
        Pivot(
            "Nested", "Data", ("Group", "Day", "Flag"), (*VALUES, Value("Comment", "count")), pages=("Key",)
        ),
        Pivot("Across", "Data", ("Part",), VALUES, columns=("Group",)),
        Pivot("Single", "Data", ("Key", "Part"), (Value("At", "count"),), columns=("Flag",), pages=("Day",)),
    ]
)


@QUICK
@given(st.lists(row, max_size=12), PIVOTS)
def test_any_rows_under_any_layout_make_a_sound_workbook(rows: list[tuple[Raw, ...]], pivot: Pivot) -> None:
    assert check(written(small_book(rows, COLUMNS, pivot))) == []


plain = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=6)
small_numbers = st.integers(-1000, 1000) | st.floats(-1e6, 1e6)


@QUICK
@given(st.lists(st.tuples(st.none() | plain, st.none() | small_numbers), min_size=1, max_size=20))
def test_any_groups_show_the_sums_of_their_rows(rows: list[tuple[str | None, float | None]]) -> None:
    body = shown(written(small_book(rows)), "Pivot")[3:]
    sums: dict[str | None, list[float]] = defaultdict(list)
    for text, number in rows:
        own = sums[text.casefold() if text else None]
        if number is not None:
            own.append(number)
    labels = [str(line[0]).casefold() for line in body[:-1]]
    blanks = ["(blank)"] * (None in sums)
    assert sorted(labels) == sorted([*(text for text in sums if text is not None), *blanks])
    for line in body[: -1 - len(blanks)]:
        own = sums[str(line[0]).casefold()]
        assert line[1] == (pytest.approx(math.fsum(own), rel=1e-9, abs=1e-9) if own else None)


@QUICK
@given(st.lists(st.tuples(plain, st.dates(date(1900, 3, 1)), st.datetimes(datetime(1900, 3, 1))), max_size=8))
def test_texts_and_dates_arrive_as_they_were(rows: list[tuple[str, date, datetime]]) -> None:
    columns = (Column("Text"), Column("Day", "date"), Column("At", "datetime"))
    pivot = Pivot("One", "Data", ("Day",), (Value("Text", "count"),))
    read = shown(written(small_book(rows, columns, pivot)), "Rows")[1 : len(rows) + 1]
    for (text, day, moment), line in zip(rows, read, strict=True):
        assert line[:2] == [text or None, datetime.combine(day, datetime.min.time())]
        assert isinstance(line[2], datetime)
        assert abs((line[2] - moment).total_seconds()) < 0.002
