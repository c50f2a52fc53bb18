"""The proofs see a workbook that is wrong: each kind of mistake, made once in a sound one."""

from pathlib import Path

import pytest

from excel.book import Book, Pivot
from tests.excel.books import survey_book, survey_rows
from tests.excel.breaking import edited, parts_of
from tests.excel.comparing import (
    pairs,
    wrong_for_libreoffice,
    wrong_items,
    wrong_labels,
    wrong_numbers,
)
from tests.excel.finished.pivots import Shown, shown_pivots
from tests.excel.libreoffice.engine import Cell, recompute
from tests.excel.libreoffice.knowing import known_values
from tests.excel.recomputing.pivots import expected
from tests.excel.validating import findings

ROWS = list(survey_rows())


@pytest.fixture(scope="module")
def book() -> Book:
    return survey_book(ROWS)


def pivot_of(book: Book, name: str) -> Pivot:
    return next(pivot for pivot in book.pivots if pivot.name == name)


def wrong(book: Book, name: str, shown: dict[str, Shown]) -> list[str]:
    """What the second computation says of a pivot."""
    pivot = pivot_of(book, name)
    wanted = expected(book, pivot, ROWS)
    return [
        *wrong_items(shown[name], wanted),
        *wrong_labels(shown[name], pivot),
        *wrong_numbers(shown[name], wanted),
    ]


@pytest.mark.parametrize("name", ["ByManager", "BySegment", "Scores", "Wide"])
def test_the_survey_workbook_shows_what_it_has_to(survey: bytes, book: Book, name: str) -> None:
    assert wrong(book, name, shown_pivots(survey)) == []


def test_a_wrong_number_a_wrong_label_and_a_missing_item_are_seen(survey: bytes, book: Book) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    number = edited(survey, sheet, "<v>150</v>", "<v>151</v>")
    shown = shown_pivots(number)
    said = [one for name in ("ByManager", "BySegment", "Scores") for one in wrong(book, name, shown)]
    assert [one.partition(" shows ")[2] for one in said] == ["151, and not 150.0"]
    label = edited(survey, "xl/pivotCache/pivotCacheDefinition1.xml", '<s v="Mid"/>', '<s v="Med"/>')
    said = wrong(book, "BySegment", shown_pivots(label))
    assert any("labelled 'Mid'" in one for one in said)
    assert any("rows lack" in one for one in said)


@pytest.mark.node
def test_libreoffice_sees_a_changed_row(survey: bytes, book: Book, tmp_path: Path) -> None:
    number = len(parts_of(survey)["xl/workbook.xml"].split("<sheet ")) - 1
    changed = edited(survey, f"xl/worksheets/sheet{number}.xml", "<c><v>9</v></c>", "<c><v>900</v></c>")
    paths = tmp_path / "sound.xlsx", tmp_path / "changed.xlsx"
    for path, content in zip(paths, (survey, changed), strict=True):
        path.write_bytes(content)
    computed = recompute(paths)
    sheet, pivot = book.data_sheets[0], pivot_of(book, "ByManager")
    sound, other = (computed[path].pivots["ByManager"] for path in paths)
    shown = shown_pivots(survey)["ByManager"]
    captions = known_values(book, pivot, ROWS)

    def said(cells: tuple[Cell, ...]) -> list[str]:
        return list(wrong_for_libreoffice(shown, pivot, sheet, captions, cells))

    assert said(sound) == []
    assert said(other) != []
    assert len([*pairs(shown, sheet, captions, sound)]) > 80


@pytest.mark.node
def test_libreoffice_goes_on_behind_a_file_that_is_none(survey: bytes, tmp_path: Path) -> None:
    (tmp_path / "none.xlsx").write_text("nothing")
    (tmp_path / "survey.xlsx").write_bytes(survey)
    computed = recompute([tmp_path / "none.xlsx", tmp_path / "survey.xlsx"])
    assert computed[tmp_path / "none.xlsx"].error
    assert set(computed[tmp_path / "survey.xlsx"].pivots) == {"ByManager", "BySegment", "Scores", "Wide"}


@pytest.mark.node
def test_the_validator_tells_one_broken_workbook_from_others(survey: bytes, tmp_path: Path) -> None:
    broken = edited(survey, "xl/workbook.xml", 'activeTab="0"', 'activeTab="x"')
    paths = [tmp_path / "sound.xlsx", tmp_path / "broken.xlsx"]
    for path, content in zip(paths, (survey, broken), strict=True):
        path.write_bytes(content)
    found = list(findings(paths, ("Office2010", "Microsoft365")))
    assert {one.partition(":")[0] for one in found} == {
        "broken.xlsx for Office2010",
        "broken.xlsx for Microsoft365",
    }
