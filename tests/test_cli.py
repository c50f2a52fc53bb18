"""The command line: what an operator does from a shell, and how problems end there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CSV = "Name,E-mail,Company,Owner\nCarla,carla@acme.example,Acme,olga@own.example\nNobody,,Acme,\n"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    rapport = {"RAPPORT_HOME": str(tmp_path), "RAPPORT_ADDRESS": "https://rapport.example"}
    return {**os.environ, **rapport}


def rapport(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)


def test_an_organisation_is_made_and_given_contacts_from_a_shell(
    environ: dict[str, str], tmp_path: Path
) -> None:
    assert rapport(environ, "setup").returncode == 0
    assert rapport(environ, "migrate").returncode == 0
    admin = ("--admin-name", "Olga", "--admin-email", "olga@own.example", "--password", "a long password")
    made = rapport(environ, "organisation", "create", "own", "--name", "Own Ltd", *admin)
    assert (made.returncode, made.stderr) == (0, "")
    file = tmp_path / "contacts.csv"
    file.write_text(CSV)
    imported = rapport(environ, "import", "contacts", str(file), "--organisation", "own")
    assert imported.returncode == 0, imported.stderr
    assert "Row 3 was not taken: It has no mail address." in imported.stdout
    assert "Contacts: 1 added" in imported.stdout


def test_problems_end_as_a_sentence_and_an_exit_code(environ: dict[str, str]) -> None:
    without_key = rapport(environ, "migrate")
    assert without_key.returncode == 1
    assert without_key.stderr.startswith("rapport: There is no master key in")
    rapport(environ, "setup")
    wrong = rapport({**environ, "RAPPORT_DESK": "maybe"}, "migrate")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "RAPPORT_DESK must be on or off" in wrong.stderr
    unmigrated = rapport(environ, "work")
    assert unmigrated.returncode == 1
    assert "rapport migrate" in unmigrated.stderr


def test_a_taken_port_is_named_with_the_way_out(environ: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = rapport({**environ, "RAPPORT_LISTEN": f"127.0.0.1:{port}"}, "run")
    assert answer.returncode == 1
    assert f"127.0.0.1:{port} can't be listened to" in answer.stderr
    assert f"RAPPORT_LISTEN=127.0.0.1:{port + 1}" in answer.stderr
