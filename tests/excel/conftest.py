"""What the tests of workbooks share: the validator, and a survey workbook to read and to break."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.excel.books import survey_book, written

VALIDATOR = Path(__file__).parents[1] / "node_modules" / ".bin" / "ooxml-validator"
NODE = Path(__file__).parents[2] / ".venv" / "bin"


@pytest.fixture(scope="session")
def survey() -> bytes:
    """The survey workbook, whole and sound."""
    return written(survey_book())


@pytest.fixture(scope="session")
def ooxml_validator() -> Callable[[Path, str], list[str]]:
    """The Open XML SDK's validator: its findings on a file, for a version such as "Office2010"."""
    if not VALIDATOR.exists():
        pytest.fail("The Open XML validator is not there: run make test, which installs it.")

    def findings(workbook: Path, version: str) -> list[str]:
        command = [VALIDATOR, workbook, "--officeVersion", version]
        path = {"PATH": f"{NODE}:/usr/local/bin:/usr/bin:/bin"}
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env=path)
        assert answer.returncode in (0, 1), answer.stderr
        return [f"{e['path']} {e['xPath']}: {e['description']}" for e in json.loads(answer.stdout)["errors"]]

    return findings
