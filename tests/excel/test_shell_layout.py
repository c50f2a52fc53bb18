"""A layout file says all that the descriptions of a book can say, and what it can't is told in its place."""

import dataclasses
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from excel import book
from excel.book import (
    PREVIOUS,
    CalculatedField,
    DataSheet,
    DateGroups,
    Field,
    Figure,
    IconSet,
    LabelFilter,
    ManualGroups,
    Page,
    Pivot,
    PivotSheet,
    Slicer,
    SummarySheet,
    Top,
    Value,
)
from excel.book.filters import Filter
from excel.book.formats import Format
from excel.problems import LayoutProblem
from excel.shell.layout import BookLayout, ColumnLayout, CsvForm, DataLayout, SheetLayout
from excel.shell.layout_file import layout_in
from excel.shell.tags import TAGS
from tests.excel.shell_files import WHOLE


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Reads a layout from its text."""

    def layout(text: str) -> BookLayout:
        path = tmp_path / "layout.toml"
        path.write_text(text, encoding="utf-8")
        return layout_in(path)

    return layout


@pytest.fixture
def refused(read: Any) -> Any:
    """The sentences with which a layout is refused."""

    def sentences(text: str) -> list[str]:
        with pytest.raises(LayoutProblem) as problem:
            read(text)
        return list(problem.value.sentences)

    return sentences


def test_a_layout_becomes_the_same_descriptions_as_in_python(read: Any) -> None:
    manager = Field("Manager", collapsed=True, filter=Top(3, "Answers"))
    day = Field("Day", hidden=(date(2026, 1, 5), 7, 1.5, False, "x", None))
    pivot = Pivot(
        "ByManager",
        "D",
        ("Segment", manager),
        (Value("Answers", show_as="difference", base_field="Manager", base_item=PREVIOUS),),
        (day,),
        ("Score", Page("Urgent", (True,))),
        style=None,
        formats=(IconSet("Answers", "5Arrows"),),
    )
    slicer = Slicer("S", "Segment", chosen=("Small", None), columns=2)
    glance = SummarySheet("Glance", (Figure("All", "ByManager", "Sum of Answers", {"Segment": None}),))
    data = DataLayout(
        "Data",
        "D",
        "data.csv",
        CsvForm(";", decimal_comma=True),
        (ColumnLayout("Score", "integer", 12.0), ColumnLayout("Day")),
        groups=(
            ManualGroups("Loyalty", "Score", (("Promoter", (9, 10)), ("None", (None,)))),
            DateGroups("Day", ("years", "months")),
        ),
        calculated=(CalculatedField("Twice", "Score*2"),),
    )
    managers = PivotSheet("Managers", (pivot,), (slicer,), protected=True)
    assert read(WHOLE) == BookLayout(
        (managers, glance, data), "Survey", "Rapport", datetime(2026, 11, 23, 9, 30)
    )


def test_a_text_with_the_look_of_a_blank_stays_text_where_no_item_is_meant(read: Any) -> None:
    layout = read('sheets = [{ kind = "data", name = "(blank)", table = "D" }]\ntitle = "(none)"')
    assert (layout.sheets[0].name, layout.title) == ("(blank)", "(none)")


def test_whatever_is_wrong_is_told_at_once_and_with_its_place(refused: Any) -> None:
    wrong = (
        WHOLE.replace("author =", "auhtor =")
        .replace("columns = 2", 'columns = "two"')
        .replace('kind = "top"', 'kind = "topp"')
        .replace('"5Arrows"', '"6Arrows"')
        .replace('"Score", {', '"Score", 3, {')
        .replace('label = "All", ', "")
        .replace("width = 12", "wdith = 12")
        .replace('"integer"', '"number"')
        .replace('kind = "dates"\n', "")
    )
    assert refused(wrong) == [
        "The layout: unknown key 'auhtor'; did you mean 'author'?",
        "sheet 1 'Managers', slicer 1 'S': 'columns' must be a whole number, not the text 'two'.",
        "sheet 1 'Managers', pivot 1 'ByManager', row 2 'Manager', filter 'Answers': "
        "unknown kind 'topp'; did you mean 'top'?",
        "sheet 1 'Managers', pivot 1 'ByManager': 'pages' no. 2 must be a text or a table, not 3.",
        "sheet 1 'Managers', pivot 1 'ByManager', format 1 'Answers': "
        "'icons' can't be '6Arrows'; did you mean '5Arrows'?",
        "sheet 2 'Glance', figure 1 'ByManager': 'label' is missing.",
        "sheet 3 'Data', column 1 'Score': 'kind' can't be 'number'; it can be 'text', 'integer', 'decimal', "
        "'boolean', 'date', 'datetime', 'time' or 'duration'.",
        "sheet 3 'Data', column 1 'Score': unknown key 'wdith'; did you mean 'width'?",
        "sheet 3 'Data', group 2 'Day': 'kind' is missing; it can be 'dates', 'bands' or 'by_hand'.",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sheets = 3", "The layout: 'sheets' must be an array, not 3."),
        ("sheets = [[]]", "The layout: 'sheets' no. 1 must be a table, not an array."),
        (
            f"sheets = 0x1{'0' * 5_000}",
            "The layout: 'sheets' must be an array, not a number of more than 64 bits.",
        ),
        ("sheets = []\ntitle = true", "The layout: 'title' must be a text, not true."),
        ("title = 'x'", "The layout: 'sheets' is missing."),
        (
            "sheets = []\ncreated = 2026-01-01T00:00:00Z",
            "The layout: 'created' must be a date-time without a time zone, not 2026-01-01 00:00:00+00:00.",
        ),
        ("sheets = [{ kind = 3 }]", "sheet 1: 'kind' must be a text, not 3."),
        (
            "sheets = [{ kind = 'data', name = 'x', table = 'D', protected = 1 }]",
            "sheet 1 'x': 'protected' must be true or false, not 1.",
        ),
        (
            "sheets = [{ kind = 'pivots', name = 'x', pivots = [{ name = 'p', source = 'D', "
            "rows = [{ name = 'a', collapsed = 1 }] }] }]",
            "sheet 1 'x', pivot 1 'p', row 1 'a': 'collapsed' must be an array or true, not 1.",
        ),
        (
            "sheets = [{ kind = 'data', name = 'x', table = 'D', columns = [{ name = 'a', width = nan }] }]",
            "sheet 1 'x', column 1 'a': 'width' must be a number, not nan.",
        ),
        (
            "sheets = [{ kind = 'data', name = 'x', table = 'D', groups = [{ kind = 'by_hand', name = 'g', "
            "column = 'c', groups = ['a'] }] }]",
            "sheet 1 'x', group 1 'g': 'groups' must be a table, not an array.",
        ),
    ],
)
def test_a_value_of_another_type_is_refused(refused: Any, line: str, sentence: str) -> None:
    assert refused(line) == [sentence]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("title =", "is no TOML: Invalid value (at end of document)."),
        ("a = 1\na = 2\n", "is no TOML: Cannot overwrite a value (at line 2, column 6)."),
        ("a = " + "[" * 3_000, "holds arrays or tables that are too deep in one another."),
    ],
)
def test_what_is_no_toml_is_refused(refused: Any, text: str, end: str) -> None:
    (sentence,) = refused(text)
    assert sentence.endswith(f"layout.toml {end}")


def test_a_layout_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "layout.toml"
    path.write_bytes(b'title = "\xe9"')
    with pytest.raises(LayoutProblem, match=r"layout.toml isn't written in UTF-8"):
        layout_in(path)


@pytest.mark.parametrize(
    ("described", "layout", "but"),
    [
        (book.Book, BookLayout, set()),
        (DataSheet, DataLayout, {"data"}),
        (book.Column, ColumnLayout, set()),
    ],
)
def test_a_layout_can_say_whatever_python_can(described: Any, layout: Any, but: set[str]) -> None:
    def names(one: Any) -> set[str]:
        return {field.name for field in dataclasses.fields(one)}

    assert names(described) - but <= names(layout)


def test_every_description_that_could_stand_beside_another_has_a_kind() -> None:
    for union in (SheetLayout, book.Group, Filter, Format):
        tags = [TAGS[one] for one in get_args(union)]
        assert len(set(tags)) == len(tags)
    assert LabelFilter in TAGS
