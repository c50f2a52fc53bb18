"""The command line: what an operator does from a shell, and how problems end there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import application, rapport
from server.keyfile import ConfigProblem

CSV = "Name,E-mail,Company,Owner\nCarla,carla@acme.example,Acme,olga@own.example\nNobody,,Acme,\n"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"RAPPORT_HOME": str(tmp_path), "RAPPORT_ADDRESS": "https://rapport.example"}


def run(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(rapport, arguments, env=environ, obj=application)


def test_an_organisation_is_made_and_given_contacts(environ: dict[str, str], tmp_path: Path) -> None:
    assert "Made the master key" in run(environ, "setup").output
    assert run(environ, "migrate").exit_code == 0
    admin = ("--admin-name", "Olga", "--admin-email", "olga@own.example", "--password", "a long password")
    made = run(environ, "organisation", "create", "own", "--name", "Own Ltd", *admin)
    assert made.exit_code == 0, made.output
    file = tmp_path / "contacts.csv"
    file.write_text(CSV)
    founder = ("--organisation", "own", "--operator", "Olga")
    imported = run(environ, "import", "contacts", str(file), *founder)
    assert imported.exit_code == 0, imported.output
    assert "Row 3 was not taken: It has no mail address." in imported.output
    assert "Contacts: 1 added" in imported.output


def test_a_second_setup_keeps_the_key(environ: dict[str, str], tmp_path: Path) -> None:
    run(environ, "setup")
    key = (tmp_path / "keys" / "master.key").read_bytes()
    assert run(environ, "setup").output == ""
    assert (tmp_path / "keys" / "master.key").read_bytes() == key


def test_a_problem_ends_as_a_sentence_and_an_exit_code(environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "server", "migrate"]
    ended = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("rapport: There is no master key in")
    assert "Traceback" not in ended.stderr


def test_work_on_a_database_without_tables_is_refused_in_words(environ: dict[str, str]) -> None:
    run(environ, "setup")
    answer = run(environ, "work")
    assert isinstance(answer.exception, ConfigProblem)
    assert "rapport migrate" in str(answer.exception)


def test_a_taken_port_is_named_with_the_way_out(environ: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run({**environ, "RAPPORT_LISTEN": f"127.0.0.1:{port}"}, "run")
    assert isinstance(answer.exception, ConfigProblem)
    assert f"127.0.0.1:{port} can't be listened to" in str(answer.exception)
    assert f"RAPPORT_LISTEN=127.0.0.1:{port + 1}" in str(answer.exception)
