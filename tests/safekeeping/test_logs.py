"""Encrypted logs: readable to a crash, closed to everybody else, and without anybody's words."""

import ast
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from server import clock
from server.cli import application, rapport
from server.config import LogSettings, read
from server.keyfile import create_key
from server.masters import MasterKeys, Plain
from server.security import sealed_log
from server.security.sealed_log import SealedLog

SERVER = Path(__file__).parents[2] / "server"
SECRET = "flabbergasted quokka"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    create_key(tmp_path / "keys" / "master.key")
    return {"RAPPORT_HOME": str(tmp_path), "RAPPORT_LOG_FILE": str(tmp_path / "log" / "rapport.log")}


@pytest.fixture
def log(environ: dict[str, str]) -> Iterator[SealedLog]:
    """A log of a process of its own."""
    log = begun(environ)
    yield log
    log.close()


def begun(environ: dict[str, str], **settings: int) -> SealedLog:
    config = read({**environ, **{f"RAPPORT_{name}": str(value) for name, value in settings.items()}})
    assert config.log is not None
    config.log.file.parent.mkdir(exist_ok=True)
    return SealedLog(config.log, sealed_log.log_key(config.log.file, config.master_key))


def tell(log: SealedLog, words: str, *arguments: object, name: str = "server.worker") -> None:
    log.handle(logging.LogRecord(name, logging.ERROR, __file__, 7, words, arguments, None))


def show(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(rapport, ["logs", *arguments], env=environ)


def files(environ: dict[str, str]) -> list[Path]:
    return sealed_log.segments(Path(environ["RAPPORT_LOG_FILE"]))


def words_of(result: Result) -> list[str]:
    return [line.rpartition(": ")[2] for line in result.stdout.splitlines()]


def test_lines_are_read_back_and_stand_nowhere_readable(environ: dict[str, str], log: SealedLog) -> None:
    tell(log, "The worker couldn't %s", "fly")
    [file] = files(environ)
    assert b"worker" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    shown = show(environ)
    assert shown.exit_code == 0
    assert shown.stderr == ""  # it is still being written
    assert f"Z ERROR {os.getpid()} server.worker: The worker couldn't fly" in shown.stdout
    log.close()
    assert show(environ).stderr == ""
    (Path(environ["RAPPORT_HOME"]) / "plain").write_text("The worker couldn't fly")
    kept = [one for one in Path(environ["RAPPORT_HOME"]).rglob("*") if one.is_file()]
    assert [one.name for one in kept if b"worker" in one.read_bytes()] == ["plain"]


def test_a_torn_last_line_is_told_and_the_rest_is_read(environ: dict[str, str], log: SealedLog) -> None:
    for number in range(3):
        tell(log, f"line {number}")
    log.close()
    [file] = files(environ)
    whole = file.read_bytes()
    beginning = len(sealed_log.MAGIC) + sealed_log.ID_BYTES
    line = 4 + int.from_bytes(whole[beginning : beginning + 4], "big")
    seen = set()
    for end in range(beginning + line, len(whole)):
        file.write_bytes(whole[:end])
        shown = show(environ)
        seen.add(tuple(words_of(shown)))
        assert "its last line is torn" in shown.stderr or "ends without its end mark" in shown.stderr, end
        assert len(shown.stdout.splitlines()) == min((end - beginning) // line, 3)
    assert seen == {("line 0",), ("line 0", "line 1"), ("line 0", "line 1", "line 2")}


def test_a_process_that_is_killed_leaves_its_lines(environ: dict[str, str]) -> None:
    writing = (
        "import logging, os, time; from server import config; from server.security import sealed_log;"
        "c = config.read(os.environ); sealed_log.install(c.log, c.master_key);"
        "logging.getLogger('server').error('before the end'); print('written', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", writing], env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    assert show(environ).stderr == ""
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    process.stdout.close()
    shown = show(environ)
    assert words_of(shown) == ["before the end"]
    assert "ends without its end mark: the process was killed" in shown.stderr


@pytest.mark.parametrize(
    "how", ["altered", "one missing", "exchanged", "of another segment", "cut to its end"]
)
def test_lines_that_were_changed_are_noticed(environ: dict[str, str], how: str) -> None:
    logs = [begun(environ), begun(environ)]
    for number, one in enumerate(logs):
        for line in range(4):
            tell(one, f"{number}{line}")
        one.close()
    first, second = files(environ)
    beginning = len(sealed_log.MAGIC) + sealed_log.ID_BYTES
    lines, others = frames(first.read_bytes()[beginning:]), frames(second.read_bytes()[beginning:])
    if how == "altered":
        lines[1] = lines[1][:-1] + bytes([lines[1][-1] ^ 1])
    ways = {
        "altered": lines,
        "one missing": [lines[0], *lines[2:]],
        "exchanged": [lines[0], lines[2], lines[1], *lines[3:]],
        "of another segment": [lines[0], others[1], *lines[2:]],
        "cut to its end": [lines[0], lines[-1]],
    }
    first.write_bytes(first.read_bytes()[:beginning] + b"".join(ways[how]))
    shown = show(environ)
    assert words_of(shown) == ["00", "10", "11", "12", "13"]
    assert f"{first}: what follows line 1 can't be read: it was altered or cut out." in shown.stderr


def frames(content: bytes) -> list[bytes]:
    found = []
    while content:
        end = 4 + int.from_bytes(content[:4], "big")
        found.append(content[:end])
        content = content[end:]
    return found


def test_files_are_changed_by_size_and_the_newest_are_kept(environ: dict[str, str]) -> None:
    log = begun(environ, LOG_BYTES=500, LOG_FILES_KEPT=3)
    for number in range(40):
        tell(log, f"line {number}")
    log.close()
    assert len(files(environ)) == 3
    assert all(file.stat().st_size < 1000 for file in files(environ))
    shown = show(environ)
    assert words_of(shown)[-1] == "line 39"
    assert words_of(shown) == [f"line {n}" for n in range(40)][-len(words_of(shown)) :]
    assert shown.stderr == ""


def test_a_file_that_a_process_still_writes_is_never_deleted(environ: dict[str, str], log: SealedLog) -> None:
    tell(log, "the worker has little to say")
    other = begun(environ, LOG_BYTES=200, LOG_FILES_KEPT=2)
    for number in range(20):
        tell(other, f"line {number}")
    other.close()
    tell(log, "but goes on")
    shown = words_of(show(environ))
    assert (shown[0], shown[-1]) == ("the worker has little to say", "but goes on")


def test_lines_of_all_processes_stand_in_the_order_of_time(environ: dict[str, str], log: SealedLog) -> None:
    other = begun(environ)
    for number in range(3):
        with clock.stopped_at(datetime(2026, 1, 1, 12, number, tzinfo=UTC)):
            tell(log, f"one {number}")
        with clock.stopped_at(datetime(2026, 1, 1, 12, number, 30, tzinfo=UTC)):
            tell(other, f"other {number}")
    other.close()
    assert words_of(show(environ)) == ["one 0", "other 0", "one 1", "other 1", "one 2", "other 2"]
    assert words_of(show(environ, "--since", "2026-01-01T12:01:30")) == ["other 1", "one 2", "other 2"]
    assert words_of(show(environ, "--since", "2026-01-01T14:02+02:00")) == ["one 2", "other 2"]
    assert words_of(show(environ, "--since", "5m")) == []
    assert "is no moment" in show(environ, "--since", "yesterday").output


def test_following_shows_what_is_written_later(environ: dict[str, str], log: SealedLog) -> None:
    tell(log, "before")
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "logs", "--follow", "--since", "1h"],
        env={**os.environ, **environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().endswith("before\n")
    tell(log, "later")
    assert process.stdout.readline().endswith("later\n")
    other = begun(environ)
    tell(other, "of another process")
    assert process.stdout.readline().endswith("of another process\n")
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    process.stdout.close()
    other.close()


def test_without_the_master_key_nothing_is_read(
    environ: dict[str, str], log: SealedLog, tmp_path: Path
) -> None:
    tell(log, "words")
    create_key(tmp_path / "another.key")
    refused = show({**environ, "RAPPORT_MASTER_KEY_FILE": str(tmp_path / "another.key")})
    assert "The master key doesn't open" in str(refused.exception)
    without = {name: value for name, value in environ.items() if name != "RAPPORT_LOG_FILE"}
    assert "RAPPORT_LOG_FILE isn't set" in show(without).output


def test_old_logs_stay_readable_when_the_master_key_changes(environ: dict[str, str], log: SealedLog) -> None:
    tell(log, "before")
    for command in (["migrate"], ["keys", "rotate", "--master"]):
        done = CliRunner().invoke(rapport, command, env=environ, obj=application)
        assert done.exit_code == 0, done.output
    remove_handlers()
    assert "Wrapped 1 keys in" in done.output
    tell(log, "after")
    assert words_of(show(environ)) == ["before", "after"]


def remove_handlers() -> None:
    """What the commands above have begun in this process."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, SealedLog)]:
        root.removeHandler(handler)
        handler.close()


def test_no_value_of_an_error_is_logged(app: Flask, environ: dict[str, str], log: SealedLog) -> None:
    def break_down(email: str) -> str:
        try:
            raise LookupError(f"{email} isn't there")
        except LookupError as error:
            raise ValueError(f"Couldn't work for {email}") from error

    app.logger.addHandler(log)
    try:
        handle = app.error_handler_spec[None][None][Exception]
        with app.test_request_context("/report?email=flabbergasted"):
            try:
                break_down(SECRET)
            except ValueError as error:
                answer = handle(error)
                app.logger.error("Something with a traceback", exc_info=error)
    finally:
        app.logger.removeHandler(log)
    assert answer[1] == 500
    assert SECRET not in answer[0].get_data(as_text=True)
    shown = show(environ).stdout
    assert "ValueError" in shown
    assert "after LookupError" in shown
    assert "in break_down" in shown
    assert SECRET not in shown
    assert "quokka" not in shown


def test_of_other_peoples_code_only_the_place_is_logged(environ: dict[str, str], log: SealedLog) -> None:
    tell(log, f"Sent to {SECRET}", name="urllib3.connectionpool")
    tell(log, "Sent to %s", SECRET, name="serverless")
    assert words_of(show(environ)) == ["test_logs.py:7", "test_logs.py:7"]


def test_what_cannot_be_written_is_told_without_its_words(
    environ: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = begun(environ)
    log.settings = LogSettings(tmp_path / "nowhere" / "log", 1, 1)
    tell(log, SECRET)
    told = capsys.readouterr().err
    assert told == "rapport: a line of the log couldn't be written (FileNotFoundError).\n"


def test_no_code_of_ours_logs_messages_of_errors() -> None:
    """Words of an exception may hold what somebody wrote: `without_values` says the rest."""
    calls = 0
    for file in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if "logger" not in ast.unparse(node.func.value):
                continue
            calls += 1
            assert node.func.attr not in ("exception", "log"), f"{file}:{node.lineno}"
            assert "exc_info" not in {keyword.arg for keyword in node.keywords}, f"{file}:{node.lineno}"
            for argument in node.args:
                plain = isinstance(argument, ast.Constant | ast.Attribute | ast.Name)
                shown = ast.unparse(argument)
                assert plain or shown.startswith(("without_values(", "type(")), f"{file}:{node.lineno}"
                assert shown not in ("error", "problem", "failed"), f"{file}:{node.lineno}"
    assert calls >= 2


def test_a_wrong_setting_is_named(environ: dict[str, str]) -> None:
    for name in ("LOG_BYTES", "LOG_FILES_KEPT"):
        refused = show({**environ, f"RAPPORT_{name}": "many"})
        assert f"RAPPORT_{name} must be a whole number from 1" in str(refused.exception)


def test_two_processes_that_begin_a_log_share_its_key(environ: dict[str, str]) -> None:
    keys = MasterKeys(Path(environ["RAPPORT_HOME"]) / "keys" / "master.key", Plain())
    file = Path(environ["RAPPORT_LOG_FILE"])
    assert sealed_log.log_key(file, keys) == sealed_log.log_key(file, keys)
