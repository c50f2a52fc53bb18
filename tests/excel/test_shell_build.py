"""`python -m excel build` and `check`, from the shell's side: files in, a workbook and one line out."""

import subprocess
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from excel.__main__ import main
from excel.check import check
from excel.shell.telling import Progress
from tests.excel.books import shown
from tests.excel.breaking import parts_of
from tests.excel.shell_files import LAYOUT, write_files

TOTALS = [["a", 2], ["b", 5.5], ["(blank)", 3], ["Grand Total", 10.5]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands run, with a layout and its data."""
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


def totals(workbook: Path) -> list[list[object]]:
    """The lines of the pivot under its headings."""
    return [line for line in shown(workbook.read_bytes(), "Pivot") if line[1] is not None][-4:]


def test_csv_and_a_layout_make_a_sound_workbook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "data.csv", "layout.toml", "out.xlsx"]) == 0
    assert check(folder / "out.xlsx") == []
    assert totals(folder / "out.xlsx") == TOTALS
    said = capsys.readouterr()
    assert said.out.startswith("out.xlsx: 4 rows, ") and said.out.endswith(" KB.\n")
    assert said.err == ""


def test_parquet_makes_the_same_workbook_as_csv(folder: Path) -> None:
    pl.read_csv("data.csv").write_parquet("data.parquet")
    for data in ("data.csv", "data.parquet"):
        assert main(["build", data, "layout.toml", f"{data}.xlsx"]) == 0
    first, second = ((folder / f"data.{kind}.xlsx").read_bytes() for kind in ("csv", "parquet"))
    assert parts_of(first) == parts_of(second)
    assert first == second


def test_every_kind_arrives_from_parquet(folder: Path) -> None:
    day, moment = date(2026, 1, 5), datetime(2026, 1, 5, 9, 30)
    frame = pl.DataFrame(
        {
            "Group": pl.Series(["a", None], dtype=pl.Categorical),
            "Number": [Decimal("1.5"), None],
            "Small": pl.Series([1, None], dtype=pl.UInt8),
            "Flag": [True, None],
            "Day": [day, None],
            "At": [moment, None],
            "Time": [time(12), None],
            "Took": [timedelta(hours=36), None],
            "Nothing": [None, None],
        }
    )
    frame.write_parquet("data.parquet")
    assert main(["build", "data.parquet", "layout.toml", "out.xlsx"]) == 0
    _, first, second = shown((folder / "out.xlsx").read_bytes(), "Rows")
    assert first[:6] == ["a", 1.5, 1, True, datetime(2026, 1, 5), moment]
    assert second == [None] * 9


def test_columns_are_those_of_the_layout_in_its_order(folder: Path) -> None:
    (folder / "data.csv").write_text("Id,Number,Other,Group\n1,2,x,a\n")
    columns = 'columns = [{ name = "Group", width = 30 }, { name = "Number", kind = "decimal" }]\n'
    (folder / "layout.toml").write_text(LAYOUT + columns)
    assert main(["build", "data.csv", "layout.toml", "out.xlsx"]) == 0
    assert shown((folder / "out.xlsx").read_bytes(), "Rows") == [["Group", "Number"], ["a", 2]]
    (folder / "layout.toml").write_text(LAYOUT + columns + "other_columns = true\n")
    assert main(["build", "data.csv", "layout.toml", "more.xlsx"]) == 0
    assert shown((folder / "more.xlsx").read_bytes(), "Rows")[0] == ["Group", "Number", "Id", "Other"]


SECOND = '[[sheets]]\nkind = "data"\nname = "More"\ntable = "Second"\n'


@pytest.mark.parametrize(
    ("more", "data"),
    [
        ('file = "sub/more.csv"\n', ["data.csv"]),
        ('file = "sub/more.csv"\n', ["Data=data.csv"]),
        ("", ["Data=data.csv", "second=sub/more.csv"]),
        ("", ["Second=sub/more.csv", "data.csv"]),
        ('file = "missing.csv"\n', ["data.csv", "Second=sub/more.csv"]),
    ],
)
def test_each_table_gets_its_own_file(folder: Path, more: str, data: list[str]) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "more.csv").write_text("x\n7\n")
    (folder / "layout.toml").write_text(LAYOUT + SECOND + more)
    assert main(["build", *data, "layout.toml", "out.xlsx"]) == 0
    workbook = (folder / "out.xlsx").read_bytes()
    assert (shown(workbook, "Rows")[1], shown(workbook, "More")) == (["b", 1], [["x"], [7]])


def test_files_in_the_layout_are_seen_from_its_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "layout.toml").write_text(f'{LAYOUT}file = "data.csv"\n')
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert main(["build", "../layout.toml", "out.xlsx"]) == 0
    assert totals(folder / "elsewhere" / "out.xlsx") == TOTALS


def test_options_may_stand_anywhere_and_win_over_the_layout(folder: Path) -> None:
    (folder / "data.csv").write_bytes("Group\tNumber\nä\t1,5\n".encode("cp1252"))
    (folder / "layout.toml").write_text(LAYOUT + 'csv = { delimiter = ",", encoding = "utf-8" }\n')
    options = ["--delimiter", "tab", "--encoding", "cp1252"]
    assert main(["build", *options, "data.csv", "--decimal-comma", "layout.toml", "-q", "out.xlsx"]) == 0
    assert shown((folder / "out.xlsx").read_bytes(), "Rows")[1] == ["ä", 1.5]


def test_what_had_to_be_changed_is_said_in_the_same_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data.csv").write_text(f"Group,Number\n{'x' * 32_768},1\nB,2\nb,3\n")
    assert main(["build", "data.csv", "layout.toml", "out.xlsx"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert ". Changed: 1 in Data[Group]: texts longer than 32,767 characters" in line
    assert "; 1 in Data[Group]: texts that differ only in case" in line


class Terminal(StringIO):
    """Where somebody watches."""

    def isatty(self) -> bool:
        return True


def told(terminal: StringIO, quiet: bool) -> str:
    with Progress(terminal, quiet) as progress:
        progress.tell("Looking through survey.csv")
        progress.count(420_000)
    return terminal.getvalue()


def test_progress_is_one_line_on_a_terminal_that_goes_away() -> None:
    line = "\rLooking through survey.csv\r420,000 rows              \r            \r"
    assert told(Terminal(), quiet=False) == line
    assert told(Terminal(), quiet=True) == told(StringIO(), quiet=False) == ""


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["build", "data.csv", "layout.toml", "out.xlsx"], ["Looking through data.csv", "4 rows"]),
        (["check", "out.xlsx"], ["Looking at the package", "Looking at the figures"]),
    ],
)
def test_each_command_says_what_it_is_doing(
    command: list[str], said: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["build", "data.csv", "layout.toml", "out.xlsx", "-q"]) == 0
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(command) == 0
    assert all(f"\r{one}" in terminal.getvalue() for one in said)


def test_check_answers_with_its_exit_status(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "data.csv", "layout.toml", "out.xlsx"]) == 0
    assert main(["check", "out.xlsx"]) == 0
    assert main(["check", "data.csv"]) == 1
    assert main(["check", "missing.xlsx"]) == 2
    said = capsys.readouterr()
    assert "out.xlsx: nothing found.\n" in said.out
    assert said.err == "missing.xlsx: No such file or directory.\n"


@pytest.mark.parametrize(
    "command", [["build"], ["build", "only.toml"], ["check"], ["bulid"], ["build", "--x"]]
)
def test_a_wrong_command_ends_with_two(command: list[str]) -> None:
    assert main(command) == 2


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([], ("build", "check")),
        (["build"], ("--delimiter", "--encoding", "--decimal-comma", "TABLE=FILE", "docs/excel-layout.md")),
        (["check"], ("FILE.xlsx", "Exit status")),
    ],
)
def test_help_is_enough_to_use_it(
    capsys: pytest.CaptureFixture[str], command: list[str], words: tuple[str, ...]
) -> None:
    assert main([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert [word for word in words if word not in said] == []


def test_the_package_runs_as_a_program(folder: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "excel", "build", "missing.csv", str(folder / "layout.toml"), "out.xlsx"]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "missing.csv: No such file or directory.\n"
