"""Starts LibreOffice over many workbooks, and reads what it computed."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import IO, Any

SCRIPT = Path(__file__).with_name("inside.py")
_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3")
_PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Member:
    """An item as LibreOffice calls it; number: of numbers, dates and booleans."""

    name: str
    number: float | None


@dataclass(frozen=True)
class Cell:
    """A number of a pivot.

    items: by the names of the fields, those of subtotals fewer, of grand totals none. value: the caption.
    """

    items: dict[str, Member]
    value: str
    number: float | None


@dataclass(frozen=True)
class Recomputed:
    """What LibreOffice made of a workbook: its pivots by name, or why it could not open it.

    died: it opened the workbook, but died of recomputing it.
    """

    pivots: dict[str, tuple[Cell, ...]]
    error: str | None = None
    died: bool = False


def python_with_uno() -> str | None:
    """A Python that can speak to LibreOffice; None where there is none, or no LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    for python in _PYTHONS:
        found = shutil.which(python)
        if found and subprocess.run([found, "-c", "import uno"], capture_output=True).returncode == 0:
            return found
    return None


def recompute(workbooks: Sequence[Path]) -> dict[Path, Recomputed]:
    """What LibreOffice's own pivot engine shows for each workbook.

    A workbook on which the office dies or hangs gets an error, and a new office goes on with the next one.
    """
    python = python_with_uno()
    assert python, "LibreOffice or its Python module uno is not there: run make test, which installs them."
    answers: dict[Path, Recomputed] = {}
    while left := [path for path in workbooks if path not in answers]:
        answers.update(_answers(python, left))
        if not any(path in answers for path in left[:1]):
            answers[left[0]] = Recomputed({}, "LibreOffice died or hung over it.")
    for path in [path for path, answer in answers.items() if answer.error]:
        answers |= {path: replace(answer, died=True) for path, answer in _answers(python, [path], "open")}
    return answers


def _answers(
    python: str, workbooks: Sequence[Path], what: str = "recompute"
) -> Iterator[tuple[Path, Recomputed]]:
    """Those of one office, as far as it comes."""
    with TemporaryDirectory() as profile:
        command = [python, str(SCRIPT), what, profile, *map(str, workbooks)]
        # In a session of its own, so that the office ends with the script.
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        ) as script:
            assert script.stdout
            try:
                while line := _line(script, script.stdout):
                    yield _answer(line)
            finally:
                _end(script)


def _end(script: subprocess.Popen[str]) -> None:
    """Ends the script and the office that it started, if they still run."""
    with suppress(ProcessLookupError):
        os.killpg(script.pid, signal.SIGKILL)


def _line(script: subprocess.Popen[str], said: IO[str]) -> str:
    """The next line that the script says; empty when it is at its end, or was stopped for its silence."""
    silence = Timer(_PATIENCE_SECONDS, _end, (script,))
    silence.start()
    try:
        return said.readline()
    finally:
        silence.cancel()


def _answer(line: str) -> tuple[Path, Recomputed]:
    read = json.loads(line)
    pivots = {pivot["name"]: tuple(map(_cell, pivot["cells"])) for pivot in read.get("pivots", [])}
    return Path(read["path"]), Recomputed(pivots, read.get("error"))


def _cell(cell: dict[str, Any]) -> Cell:
    items = {field: Member(*member) for field, member in cell["items"].items()}
    return Cell(items, cell["value"], cell["number"])
