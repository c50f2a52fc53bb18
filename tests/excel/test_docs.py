"""The example of the documentation runs as it stands there."""

import re
from pathlib import Path

import pytest

from excel.check import check
from tests.excel.finished.pivots import shown_pivots

PAGE = Path(__file__).parents[2] / "docs" / "excel.md"


def test_the_example_makes_a_sound_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, str(PAGE), "exec"), {})
    workbook = (tmp_path / "survey.xlsx").read_bytes()
    assert check(workbook) == []
    shown = shown_pivots(workbook)
    assert shown["ByManager"].cells[1:] == [
        ["Anna Berg", 2, 0, 0],
        ["Ben Otto", 2, 50, 50],
        ["(blank)", 1, 0, 0],
        ["Grand Total", 5, 20, 20],
    ]
    assert [row[0] for row in shown["ByMonth"].cells] == ["Years / Answered on", "2026", "Mar", "Grand Total"]
