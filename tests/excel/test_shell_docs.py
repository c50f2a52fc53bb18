"""The page on layouts: its example can be built as it stands, and it names all that a layout can say."""

import dataclasses
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from openpyxl import load_workbook

from excel.__main__ import main
from excel.check import check
from excel.shell.layout import BookLayout
from excel.shell.tags import TAGS

PAGE = (Path(__file__).parents[2] / "docs" / "excel-layout.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """The first block of a language."""
    block = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    return block[1]


def test_the_example_makes_a_sound_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("answers.csv").write_text(example("csv"))
    Path("survey.toml").write_text(example("toml"))
    program, *arguments = example("sh").split(" -m excel ")
    assert (program, main(shlex.split(arguments[0]))) == ("python", 0)
    assert check("survey.xlsx") == []
    # Read-only, openpyxl leaves out what it doesn't know: conditional formats of pivots.
    sheets = load_workbook("survey.xlsx", read_only=True, data_only=True)
    lines = [line[:4] for line in sheets["Managers"].iter_rows(values_only=True)]
    assert ("Anna Berg", 2, 0, 0.4) in lines
    assert ("Grand Total", 5, 20, 1) in lines
    assert ("NPS of Anna Berg", 0) in [line[:2] for line in sheets["Summary"].iter_rows(values_only=True)]


def described(kind: Any) -> Iterator[Any]:
    """All descriptions that can stand in one of this kind, itself among them."""
    if dataclasses.is_dataclass(kind):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from described(hint)
    for inner in get_args(kind):
        yield from described(inner)


def choices(kind: Any) -> Iterator[str]:
    """The words that can stand for a value of this kind."""
    if get_origin(kind) is Literal:
        yield from (choice for choice in get_args(kind) if isinstance(choice, str))
    for inner in get_args(kind):
        yield from choices(inner)


def test_every_key_and_every_choice_is_explained() -> None:
    kinds = set(described(BookLayout))
    keys = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    words = {word for kind in kinds for hint in get_type_hints(kind).values() for word in choices(hint)}
    known = set(re.findall(r"[\w#()]+", " ".join(re.findall(r"`([^`\n]+)`", PAGE))))
    assert sorted((keys | words | set(TAGS.values())) - known) == []
