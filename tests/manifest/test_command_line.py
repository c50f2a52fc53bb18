"""`python -m manifest`, as an admin at a shell meets it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from manifest.__main__ import main
from tests.manifest.edits import GOLDEN, edited

_SETTINGS = """
add_in_id = "7c0de4a1-62f3-4b58-9d1e-3fa86b90c254"
host = "https://rapport.example"
provider_name = "Acme A/S"
support_url = "https://help.acme.example/rapport"
version = "1.2.0.0"
client_id = "b1946ac9-0fd2-4c37-a8e5-51d7e0f3962b"
"""

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(_SETTINGS)
    return file


def test_building_writes_the_manifest(settings: Path, tmp_path: Path, capsys: Printed) -> None:
    out = tmp_path / "manifest.xml"
    assert main(["build", str(settings), str(out)]) == 0
    assert out.read_bytes() == GOLDEN.read_bytes()
    assert capsys.readouterr().out == f"{out} is ready.\n"


def test_building_from_bad_settings_says_everything_and_leaves_no_file(
    settings: Path, tmp_path: Path, capsys: Printed
) -> None:
    settings.write_text(_SETTINGS.replace("https://rapport", "http://rapport").replace("1.2.0.0", "1"))
    assert main(["build", str(settings), str(tmp_path / "manifest.xml")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert list(tmp_path.iterdir()) == [settings]


def test_a_build_that_fails_half_way_leaves_what_was_there(
    settings: Path, tmp_path: Path, capsys: Printed
) -> None:
    out = tmp_path / "manifest.xml"
    out.mkdir()
    assert main(["build", str(settings), str(out)]) == 2
    assert str(out) in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == [out, settings]


def test_building_into_a_folder_that_is_not_there_says_so(
    settings: Path, tmp_path: Path, capsys: Printed
) -> None:
    assert main(["build", str(settings), str(tmp_path / "none" / "manifest.xml")]) == 2
    assert "No such file or directory" in capsys.readouterr().err


def test_checking_a_good_manifest(capsys: Printed) -> None:
    assert main(["check", str(GOLDEN)]) == 0
    assert capsys.readouterr().out == f"{GOLDEN} has no errors.\n"


def test_checking_a_bad_manifest_prints_a_line_for_each_finding(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(edited(">250<", ">451<"), encoding="utf-8")
    assert main(["check", str(file)]) == 1
    expected = f"{file}:34: error: <RequestedHeight> must be at most 450, not “451”. [out-of-range]\n"
    assert capsys.readouterr().out == expected


def test_a_warning_alone_is_no_failure(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "new.xml"
    file.write_text(edited('MinVersion="1.5"', 'MinVersion="1.8"'), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert ": warning: Mailbox 1.8" in capsys.readouterr().out


def test_checking_a_file_that_is_not_there(tmp_path: Path, capsys: Printed) -> None:
    assert main(["check", str(tmp_path / "none.xml")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.xml'}: No such file or directory.\n"


@pytest.mark.parametrize("arguments", [[], ["make"], ["build"], ["check"], ["check", "a", "b"]])
def test_a_wrong_command_is_refused_with_the_usage(arguments: list[str], capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m manifest" in capsys.readouterr().err


def test_the_settings_file_in_the_help_can_be_built(tmp_path: Path, capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    lines = re.findall(r"^  ((?:\w+ = |\[texts).*)$", capsys.readouterr().out, re.M)
    settings = tmp_path / "settings.toml"
    settings.write_text("\n".join(line for line in lines if not line.startswith("client_id")))
    assert main(["build", str(settings), str(tmp_path / "manifest.xml")]) == 0


def test_the_command_runs_in_a_shell_that_knows_only_ascii(tmp_path: Path) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(edited(">ReadWriteItem<", ">Læs<"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "manifest", "check", str(file)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert r"not \u201cL\xe6s\u201d. [not-a-choice]" in done.stdout


def test_a_manifest_cannot_speak_to_the_terminal(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(edited('resid="Read.Label"', 'resid="&#x9b;31m&#10;x"'), encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "needs the resource  31m x, which isn't defined." in capsys.readouterr().out
