"""The Open XML SDK, which knows the schemas of each Office version, has nothing to say."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from excel.book import Column, Pivot, Raw, Value
from tests.excel.books import small_book, written
from tests.excel.breaking import edited
from tests.excel.everything import everything_book

pytestmark = pytest.mark.node
Validate = Callable[[Path, str], list[str]]

NASTY: list[tuple[Raw, ...]] = [
    ("Berlin", None, "_x0041_ \r\x00 <&>", datetime(2024, 2, 29, 23, 59, 59, 999_999)),
    ("BERLIN", float("nan"), "x" * 40_000, None),
    (None, 10**20, " =1+1\n", datetime(1850, 1, 1)),
    ("O'Neil 😀", 0.1, None, datetime(9999, 12, 31)),
]
COLUMNS = (
    Column("It's a 'group' & <more>"),
    Column("Number", "decimal"),
    Column("Text"),
    Column("At", "datetime"),
)


@pytest.mark.parametrize("version", ["Office2010", "Office2013", "Microsoft365"])
def test_the_survey_workbook_is_valid(
    ooxml_validator: Validate, tmp_path: Path, survey: bytes, version: str
) -> None:
    (tmp_path / "survey.xlsx").write_bytes(survey)
    assert ooxml_validator(tmp_path / "survey.xlsx", version) == []


@pytest.mark.parametrize("version", ["Office2010", "Office2013", "Microsoft365"])
def test_a_workbook_with_every_option_is_valid(
    ooxml_validator: Validate, tmp_path: Path, version: str
) -> None:
    (tmp_path / "all.xlsx").write_bytes(written(everything_book()))
    assert ooxml_validator(tmp_path / "all.xlsx", version) == []


def test_a_workbook_of_nasty_values_is_valid(ooxml_validator: Validate, tmp_path: Path) -> None:
    pivot = Pivot("Sums", "Data", (COLUMNS[0].name,), (Value("Number"), Value("At", "count")))
    (tmp_path / "nasty.xlsx").write_bytes(written(small_book(NASTY, COLUMNS, pivot)))
    assert ooxml_validator(tmp_path / "nasty.xlsx", "Office2010") == []


def test_the_validator_does_find_what_is_wrong(
    ooxml_validator: Validate, tmp_path: Path, survey: bytes
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(
        edited(survey, "xl/workbook.xml", 'activeTab="0"', 'activeTab="x"')
    )
    assert ooxml_validator(tmp_path / "broken.xlsx", "Office2010") != []
