"""Settings that can't be built can't exist."""

from dataclasses import replace
from typing import Any

import pytest

from manifest import SettingsProblem, built_in
from tests.manifest.edits import SETTINGS

_ENGLISH = built_in()["en"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"add_in_id": "42"}, "add_in_id must be a GUID"),
        ({"client_id": ""}, "client_id must be the application (client) id"),
        ({"version": "1.0"}, "version must be four numbers"),
        ({"version": "1.0.0.0.0"}, "version must be four numbers"),
        ({"version": "1.0.0.123456"}, "version must be four numbers"),
        ({"version": "1.0.0.٣"}, "version must be four numbers"),
        ({"host": "http://rapport.example"}, "host must be https://"),
        ({"host": "rapport.example"}, "host must be https://"),
        ({"host": "https://rapport.example/"}, "and nothing behind it"),
        ({"host": "https://rapport.example/app"}, "and nothing behind it"),
        ({"host": "https://rapport.example?x=1"}, "and nothing behind it"),
        ({"host": "https://ann@rapport.example"}, "host must be https://"),
        ({"host": "https://Rapport.example"}, "in small letters"),
        ({"host": "https://rapport.example:443"}, "a port only where it isn't 443"),
        ({"host": "https://rapport.example:99999"}, "host must be https://"),
        ({"host": "https://rapport.example\n"}, "host must be https://"),
        ({"host": "https://" + "a" * 250}, "host must not be longer than 250"),
        ({"support_url": "http://rapport.example/help"}, "support_url must be a whole https:// address"),
        ({"support_url": "https://rapport.example/our help"}, "without blanks"),
        (
            {"support_url": "https://rapport.example/" + "a" * 2048},
            "support_url must not be longer than 2048",
        ),
        ({"provider_name": " "}, "provider_name must not be empty"),
        ({"provider_name": "Acme\nA/S"}, "provider_name must be one line"),
        ({"provider_name": "Acme\x00"}, "provider_name must be one line"),
        ({"provider_name": "Acme\ud800"}, "provider_name must be one line"),
        (
            {"provider_name": "x" * 126},
            "provider_name must not be longer than 125 characters; this one has 126",
        ),
        (
            {"provider_name": "👍" * 63},
            "provider_name must not be longer than 125 characters; this one has 126",
        ),
        ({"default_language": "sv"}, "default_language must be one of the languages with texts (en, da"),
        (
            {"texts": {"en": _ENGLISH, "sv": _ENGLISH}},
            "texts.sv: Rapport's languages are en, da, nl, de, fr, es",
        ),
        (
            {"texts": {"en": replace(_ENGLISH, description="x" * 251)}},
            "texts.en.description must not be longer",
        ),
        (
            {"texts": {"en": replace(_ENGLISH, read_button="x" * 126)}},
            "texts.en.read_button must not be longer",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsProblem) as problem:
        replace(SETTINGS, **change)
    assert any(sentence in said for said in problem.value.sentences)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingsProblem) as problem:
        replace(SETTINGS, add_in_id="42", host="example", version="1")
    assert len(problem.value.sentences) == 3
    assert all(sentence in str(problem.value) for sentence in problem.value.sentences)
