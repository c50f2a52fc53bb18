"""The desk's scripts run in browsers of 2016."""

import subprocess
from pathlib import Path

import pytest

import server

SCRIPTS = sorted((Path(server.__file__).parent / "static").glob("desk*.js"))
CHECKER = Path(__file__).parents[1] / "node_modules" / ".bin" / "es-check"

pytestmark = pytest.mark.node


def check(*scripts: Path) -> int:
    """The exit code of es-check for ECMAScript 2015, which Chrome 50 knows."""
    command = [str(CHECKER), "es6", "--checkFeatures", *map(str, scripts)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_every_script_is_ecmascript_2015() -> None:
    assert len(SCRIPTS) > 5
    assert check(*SCRIPTS) == 0


@pytest.mark.parametrize(
    "line", ["async function a() { await a(); }", "a?.b;", "const c = { ...d };", "[1].includes(1);"]
)
def test_what_is_newer_is_found(tmp_path: Path, line: str) -> None:
    script = tmp_path / "new.js"
    script.write_text(line)
    assert check(script) != 0
