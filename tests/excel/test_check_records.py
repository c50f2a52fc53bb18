"""Records are read the same however many there are, and as far as they are even."""

import pytest

from excel.checks import records
from excel.checks.reading import opened
from excel.markup import MAIN
from tests.excel.breaking import packed

PART = "records.xml"


def read(*rows: str, width: int) -> records.Records:
    whole = "".join(f"<r>{row}</r>" for row in rows)
    workbook = opened(packed({PART: f'<pivotCacheRecords xmlns="{MAIN}">{whole}</pivotCacheRecords>'}))
    return records.read(workbook, PART, width)


@pytest.mark.parametrize("block", [2, 4, 1_000])
def test_values_stay_in_their_columns(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_BLOCK", block)
    found = read(*(f'<x v="{n}"/><n v="{n}.5"/>' for n in range(7)), '<x v="7"/><m/>', width=2)
    assert (found.count, found.uneven, found.understood) == (8, None, True)
    assert found.columns[0].codes.to_list() == list(range(8))
    assert found.columns[1].numbers.to_list() == [n + 0.5 for n in range(7)] + [None]


@pytest.mark.parametrize("block", [2, 1_000])
def test_the_first_uneven_record_ends_them(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_BLOCK", block)
    found = read('<x v="0"/><m/>', '<x v="1"/>', '<x v="2"/><m/>', width=2)
    assert (found.count, found.uneven) == (3, (2, 1))
    assert found.columns[0].codes.to_list() == [0]


def test_a_last_record_too_long() -> None:
    assert read("<m/>", "<m/><m/>", width=1).uneven == (2, 2)


def test_escapes_are_resolved() -> None:
    assert read('<s v="a_x000A_b"/>', width=1).columns[0].texts.to_list() == ["a\nb"]


def test_what_is_no_number_is_told() -> None:
    with pytest.raises(ValueError, match="'few' is no number"):
        _ = read('<n v="1"/>', '<n v="few"/>', width=1).columns[0].numbers
    with pytest.raises(ValueError, match="where items are listed"):
        _ = read('<n v="1"/>', width=1).columns[0].codes
