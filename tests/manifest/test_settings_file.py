"""Settings as an admin writes them."""

import re
from pathlib import Path

import pytest

from manifest import SettingsProblem, built_in, read
from tests.manifest.edits import SETTINGS

_REQUIRED = """
add_in_id = "7c0de4a1-62f3-4b58-9d1e-3fa86b90c254"
host = "https://rapport.example"
provider_name = "Acme A/S"
support_url = "https://help.acme.example/rapport"
"""
_MANUAL = Path(__file__).parents[2] / "docs" / "manifest.md"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def _sentences(file: Path) -> tuple[str, ...]:
    with pytest.raises(SettingsProblem) as problem:
        read(file)
    return problem.value.sentences


def test_four_values_are_enough(file: Path) -> None:
    file.write_text(_REQUIRED)
    settings = read(file)
    assert (settings.version, settings.client_id, settings.pinning) == ("1.0.0.0", None, True)
    assert settings.texts == built_in()


def test_every_value_is_read(file: Path) -> None:
    given = 'version = "1.2.0.0"\nclient_id = "b1946ac9-0fd2-4c37-a8e5-51d7e0f3962b"\n'
    file.write_text(_REQUIRED + given)
    assert read(file) == SETTINGS
    file.write_text(_REQUIRED + given + 'pinning = false\ndefault_language = "de"\n')
    assert (read(file).pinning, read(file).default_language) == (False, "de")


def test_a_name_holds_in_every_language_and_a_text_in_its_own(file: Path) -> None:
    file.write_text(_REQUIRED + 'display_name = "Acme Asks"\n[texts.da]\ndisplay_name = "Acme spørger"\n')
    texts = read(file).texts
    assert (texts["en"].display_name, texts["da"].display_name) == ("Acme Asks", "Acme spørger")
    assert texts["da"].read_tip == built_in()["da"].read_tip


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('host = "https://rapport.example"', "add_in_id is missing."),
        (_REQUIRED + 'colour = "red"', "colour isn't a setting. The settings are add_in_id, host,"),
        (_REQUIRED + 'pinning = "yes"', "pinning must be true or false."),
        (_REQUIRED + "version = 1.0", "version must be a text in quotes."),
        (_REQUIRED + "texts = 1", "texts must be a table."),
        (_REQUIRED + "[texts]\nda = 1", "texts.da must be a table."),
        (_REQUIRED + '[texts.sv]\ngroup = "x"', "texts.sv: Rapport's languages are en, da, nl, de, fr, es."),
        (_REQUIRED + '[texts.da]\ntitle = "x"', "texts.da.title isn't a text. The texts are display_name,"),
        (_REQUIRED + "[texts.da]\ngroup = 1", "texts.da.group must be a text in quotes."),
        (_REQUIRED + '[texts.da]\ngroup = ""', "texts.da.group must not be empty."),
        ("host = ", "isn't valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(file: Path, toml: str, sentence: str) -> None:
    file.write_text(toml)
    assert any(sentence in said for said in _sentences(file))


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    assert _sentences(file) == (f"{file} can't be read: No such file or directory.",)


def test_a_file_in_another_encoding_is_refused(file: Path) -> None:
    file.write_bytes(b'host = "\xe6"')
    assert _sentences(file) == (f"{file} isn't UTF-8. Save it as UTF-8.",)


def test_the_example_in_the_manual_can_be_read(file: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", _MANUAL.read_text(encoding="utf-8"), re.S)
    assert example is not None
    file.write_text(example[1], encoding="utf-8")
    assert read(file).host == "https://rapport.example"
