"""Hundreds of workbooks, drawn over data and layouts: valid, sound, and right by two other computations."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from excel.book import DataSheet, Pivot
from excel.check import check
from tests.excel.comparing import (
    pairs,
    wrong_for_libreoffice,
    wrong_items,
    wrong_labels,
    wrong_numbers,
)
from tests.excel.drawing_books import COUNT, Written, drawn_books, written_books
from tests.excel.finished.pivots import Shown, shown_pivots
from tests.excel.libreoffice.engine import Recomputed, recompute
from tests.excel.libreoffice.knowing import known_values
from tests.excel.recomputing.pivots import expected
from tests.excel.validating import findings

pytestmark = pytest.mark.node
MOST_TOLD = 20
MOST_DEATHS = 5


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Written]]:
    """All drawn workbooks, as files."""
    folder = tmp_path_factory.mktemp("drawn")
    yield list(written_books(folder, drawn_books()))
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def shown(workbooks: list[Written]) -> dict[Path, dict[str, Shown]]:
    """The pivots in each file."""
    return {one.path: shown_pivots(one.path.read_bytes()) for one in workbooks}


@pytest.fixture(scope="module")
def libreoffice(workbooks: list[Written]) -> dict[Path, Recomputed]:
    """What LibreOffice makes of each file."""
    return recompute([one.path for one in workbooks])


def told(sentences: list[str]) -> str:
    return "\n".join([f"{len(sentences)} in all", *sentences[:MOST_TOLD]])


def source_of(one: Written, pivot: Pivot) -> DataSheet:
    return next(sheet for sheet in one.drawn.book.data_sheets if sheet.table == pivot.source)


def test_enough_workbooks_are_drawn_of_all_kinds(workbooks: list[Written]) -> None:
    books = [one.drawn.book for one in workbooks]
    pivots = [pivot for book in books for pivot in book.pivots]
    assert len(workbooks) == COUNT >= 300
    assert {value.function for p in pivots for value in p.values} >= {
        "sum",
        "stdev",
        "product",
        "count_numbers",
    }
    assert {len(p.columns) for p in pivots} == {0, 1, 2}
    assert sum(any(v.show_as for v in p.values) for p in pivots) > 50
    assert sum(bool(book.slicers) for book in books) > 50


def test_the_validator_finds_no_error_for_any_version(workbooks: list[Written]) -> None:
    found = list(findings([one.path for one in workbooks]))
    assert not found, told(found)


def test_every_invariant_of_excel_holds(workbooks: list[Written]) -> None:
    found = [f"{one.path.name}: {said}" for one in workbooks for said in check(one.path.read_bytes())]
    assert not found, told(found)


def test_a_second_computation_agrees(workbooks: list[Written], shown: dict[Path, dict[str, Shown]]) -> None:
    found: list[str] = []
    for one in workbooks:
        for pivot in one.drawn.book.pivots:
            wanted = expected(one.drawn.book, pivot, one.drawn.rows[pivot.source])
            seen = shown[one.path][pivot.name]
            labels = wrong_labels(seen, pivot)
            wrong = (*wrong_items(seen, wanted), *labels, *wrong_numbers(seen, wanted))
            found += [f"{one.path.name}: {said}" for said in wrong]
    assert not found, told(found)


def test_libreoffice_opens_every_workbook(libreoffice: dict[Path, Recomputed]) -> None:
    found = [f"{path.name}: {answer.error}" for path, answer in libreoffice.items() if answer.error]
    # LibreOffice 7.4 dies over a pivot two columns wide that has page fields, but no row field.
    assert len(found) <= MOST_DEATHS, told(found)
    assert sum(answer.died for answer in libreoffice.values()) <= MOST_DEATHS


def test_libreoffice_agrees_on_what_it_knows(
    workbooks: list[Written], shown: dict[Path, dict[str, Shown]], libreoffice: dict[Path, Recomputed]
) -> None:
    found: list[str] = []
    compared = 0
    for one in workbooks:
        for pivot in one.drawn.book.pivots:
            captions = known_values(one.drawn.book, pivot, one.drawn.rows[pivot.source])
            cells, sheet = libreoffice[one.path].pivots.get(pivot.name, ()), source_of(one, pivot)
            seen = shown[one.path][pivot.name]
            both = [ours for _, ours, _ in pairs(seen, sheet, captions, cells)]
            compared += sum(isinstance(number, int | float) for number in both)
            wrong = wrong_for_libreoffice(seen, pivot, sheet, captions, cells)
            found += [f"{one.path.name}: {said}" for said in wrong]
    assert not found, told(found)
    assert compared > 500
