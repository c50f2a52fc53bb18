"""What is served must run in Internet Explorer 11, and nothing of it is inline."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.addin.lint import DANGEROUS, MISSING_IN_SCRIPTS, MISSING_IN_STYLES, findings, without_comments

HERE = Path(__file__).parent
ADDIN = HERE.parents[1] / "addin"
COMMANDS = HERE.parent / "node_modules" / ".bin"
SCRIPTS = sorted(ADDIN.rglob("*.js"))

needs_node = pytest.mark.node


def run(*command: str) -> subprocess.CompletedProcess[str]:
    if not (COMMANDS / command[0]).exists():
        pytest.fail("The Node packages of tests/ are missing: `make test` installs them.")
    return subprocess.run([COMMANDS / command[0], *command[1:]], capture_output=True, text=True, check=False)


def es5(*scripts: Path) -> subprocess.CompletedProcess[str]:
    # Typed arrays came with ECMAScript 2015, but Internet Explorer 11 has this one.
    return run("es-check", "es5", "--checkFeatures", "--ignore=Uint8Array", *map(str, scripts))


@needs_node
def test_every_script_is_es5() -> None:
    done = es5(*SCRIPTS)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_node
def test_what_is_newer_than_es5_is_found(tmp_path: Path) -> None:
    newer = {
        "arrow": "var a = () => 1;",
        "template": "var a = `b`;",
        "promise": "Promise.resolve(1);",
        "method": "[1].includes(1);",
    }
    for name, line in newer.items():
        (tmp_path / f"{name}.js").write_text(line)
    done = es5(*tmp_path.glob("*.js"))
    assert f"there were {len(newer)} ES version matching errors" in done.stdout + done.stderr


@needs_node
def test_the_types_of_office_and_of_an_es5_library_are_kept() -> None:
    done = run("tsc", "--project", str(HERE / "tsconfig.json"))
    assert done.returncode == 0, done.stdout


@needs_node
def test_a_wrong_name_is_a_type_error(tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text(
        "Office.context.mailbox.getAsink();\n"
        "Object.assign({}, {});\n"
        "Rapport.say('a_sentence_that_is_not_there');\n"
    )
    settings = tmp_path / "tsconfig.json"
    settings.write_text(
        f'{{"extends": "{HERE / "tsconfig.json"}",'
        f' "include": ["{ADDIN}/**/*.js", "{HERE}/*.d.ts", "wrong.js"]}}'
    )
    done = run("tsc", "--project", str(settings))
    lines = [line for line in done.stdout.splitlines() if "wrong.js(" in line]
    assert len(lines) == 3
    for line, complaint in zip(lines, ["getAsink", "'assign' does not exist", "not assignable"], strict=True):
        assert complaint in line


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_uses_only_what_old_browsers_have(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert findings(text, MISSING_IN_SCRIPTS) == []
    assert findings(text, DANGEROUS) == []


def test_the_styles_use_only_what_old_browsers_have() -> None:
    assert findings((ADDIN / "pane.css").read_text(encoding="utf-8"), MISSING_IN_STYLES) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MISSING_IN_SCRIPTS, "fetch('/api');"),
        (MISSING_IN_SCRIPTS, "var link = new URL(address);"),
        (MISSING_IN_SCRIPTS, "button.closest('form');"),
        (MISSING_IN_SCRIPTS, "button.remove();"),
        (DANGEROUS, "cell.innerHTML = name;"),
        (MISSING_IN_STYLES, "a { color: var(--brand); }"),
        (MISSING_IN_STYLES, ":root { --brand: #fff; }"),
        (MISSING_IN_STYLES, "ul { display: grid; }"),
        (MISSING_IN_STYLES, "ul { display: flex; gap: 4px; }"),
        (MISSING_IN_STYLES, "p { inset: 0; }"),
        (MISSING_IN_STYLES, "p { margin-inline: 0; }"),
        (MISSING_IN_STYLES, "a:focus-visible { color: red; }"),
        (MISSING_IN_STYLES, "a { color: #11223344; }"),
    ],
)
def test_what_old_browsers_lack_is_found(pattern: re.Pattern[str], line: str) -> None:
    assert findings("/* fetch, var(--x) */\n" + line, pattern)[0].line == 2


def test_only_outlook_s_scripts_and_the_dialog_touch_office() -> None:
    touching = {
        path.name
        for path in SCRIPTS
        if re.search(r"\bOffice\.\w", without_comments(path.read_text(encoding="utf-8")))
    }
    assert touching == {"outlook.js", "outlook_sign_in.js", "dialog.js"}


def test_only_server_js_calls_our_server() -> None:
    calling = {path.name for path in SCRIPTS if "XMLHttpRequest" in path.read_text(encoding="utf-8")}
    assert calling == {"server.js"}


def test_the_page_has_no_inline_script_or_style_and_loads_every_script() -> None:
    page = (ADDIN / "pane.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", page)
    loaded = re.findall(r'<script src="([^"]+)"></script>', page)
    assert loaded[0] == "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
    own = {str(path.relative_to(ADDIN)) for path in SCRIPTS} - {"dialog.js"}
    assert set(loaded[1:]) == own
    assert loaded[-1] == "app.js"


def test_no_sentence_is_left_over() -> None:
    words = re.findall(r"(?m)^        (\w+):", (ADDIN / "words.js").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS if path.name != "words.js")
    used = re.compile(r"""['.](\w+)\b""")
    known = set(used.findall(code))
    assert [word for word in words if word not in known and not word.startswith("dialog_")] == []
