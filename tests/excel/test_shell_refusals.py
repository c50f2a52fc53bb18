"""What `python -m excel build` can't do is said in a sentence, and leaves what was there."""

from pathlib import Path

import polars as pl
import pytest

from excel.__main__ import main
from tests.excel.shell_files import LAYOUT, write_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands run, with a layout and its data."""
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "command", "sentence"),
    [
        ({}, ["missing.csv", "layout.toml", "out.xlsx"], "missing.csv: No such file or directory."),
        ({}, ["data.csv", "missing.toml", "out.xlsx"], "missing.toml: No such file or directory."),
        ({}, ["data.csv", "layout.toml", "no/out.xlsx"], "no/out.xlsx: No such file or directory."),
        (
            {},
            ["data.csv", "out.xlsx", "layout.toml"],
            "layout.toml should be called something.xlsx: the workbook is written there.",
        ),
        (
            {},
            ["layout.toml", "out.xlsx"],
            "Table 'Data' has no data: name its file in the command as Data=FILE, or in the layout as ",
        ),
        (
            {},
            ["data.csv", "data.csv", "layout.toml", "out.xlsx"],
            "data.csv: say which Table it is for, as TABLE=FILE; it can be 'Data'.",
        ),
        (
            {},
            ["Dta=data.csv", "layout.toml", "out.xlsx"],
            "The layout has no Table 'Dta'; did you mean 'Data'?",
        ),
        (
            {},
            ["Data=data.csv", "data=data.csv", "layout.toml", "out.xlsx"],
            "The command gives Table 'Data' more than one file.",
        ),
        (
            {"layout.toml": LAYOUT + 'file = "a\\nb.csv"'},
            ["layout.toml", "out.xlsx"],
            "'a\\nb.csv' has characters that can't be printed; rename it.",
        ),
        (
            {"layout.toml": 'sheets = [{ kind = "pivots", name = "x" }]'},
            ["data.csv", "layout.toml", "out.xlsx"],
            'The layout has no data sheet (kind = "data") for the data.',
        ),
        (
            {"data.xls": ""},
            ["data.xls", "layout.toml", "out.xlsx"],
            "data.xls has none of the endings that data can have: .csv, .tsv, .txt, .parquet, .pq.",
        ),
        (
            {"data.csv": "Group,Number\n1\n"},
            ["data.csv", "layout.toml", "out.xlsx"],
            "data.csv: line 2 has 1 value; the header has 2.",
        ),
        (
            {"layout.toml": LAYOUT + 'columns = [{ name = "Grp" }]'},
            ["data.csv", "layout.toml", "out.xlsx"],
            "data.csv has no column 'Grp', which Table 'Data' asks for; did you mean 'Group'?",
        ),
        (
            {"layout.toml": LAYOUT.replace('["Group"]', '["Grp"]')},
            ["data.csv", "layout.toml", "out.xlsx"],
            "Pivot 'Sums': Table 'Data' has no field 'Grp'.",
        ),
        (
            {"data.parquet": "PAR1"},
            ["data.parquet", "layout.toml", "out.xlsx"],
            "data.parquet can't be read as Parquet: ",
        ),
        (
            {"data.csv": "x\n" * 1_048_577},
            ["data.csv", "layout.toml", "out.xlsx"],
            "data.csv has 1,048,576 rows; a sheet holds 1,048,575 and a header.",
        ),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_what_was_there(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    command: list[str],
    sentence: str,
) -> None:
    for name, text in changed.items():
        (folder / name).write_text(text)
    (folder / "out.xlsx").write_text("before")
    files = sorted(folder.iterdir())
    assert main(["build", *command]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[0][: len(sentence)]) == ("", sentence)
    assert (folder / "out.xlsx").read_text() == "before"
    assert sorted(folder.iterdir()) == files


def test_a_parquet_file_that_is_broken_inside_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.read_csv("data.csv").write_parquet("data.parquet")
    raw = bytearray((folder / "data.parquet").read_bytes())
    raw[4:60] = bytes(56)
    (folder / "data.parquet").write_bytes(raw)
    assert main(["build", "data.parquet", "layout.toml", "out.xlsx"]) == 2
    assert capsys.readouterr().err.startswith("The data can't be read to its end: ")
    assert not (folder / "out.xlsx").exists()


def test_lists_in_parquet_are_refused_by_the_name_of_their_column(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.DataFrame({"Group": ["a"], "Number": [1], "Tags": [["x"]]}).write_parquet("data.parquet")
    assert main(["build", "data.parquet", "layout.toml", "out.xlsx"]) == 2
    sentence = "Column 'Tags' of sheet 'Rows' holds List(String), which no cell can hold.\n"
    assert capsys.readouterr().err == sentence
