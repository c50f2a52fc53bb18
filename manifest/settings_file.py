"""Settings from a TOML file."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from manifest.settings import Settings, SettingsProblem
from manifest.texts import LOCALES, Texts, built_in

_TYPES: Mapping[str, type] = {
    "add_in_id": str,
    "host": str,
    "provider_name": str,
    "support_url": str,
    "version": str,
    "client_id": str,
    "default_language": str,
    "pinning": bool,
    "display_name": str,
    "texts": dict,
}
_REQUIRED = ("add_in_id", "host", "provider_name", "support_url")
_TYPE_NAMES = {str: "a text in quotes", bool: "true or false", dict: "a table"}
_TEXT_NAMES = tuple(text.name for text in fields(Texts))


def read(path: Path) -> Settings:
    """The settings in a TOML file; texts that it doesn't give are our own.

    Raises: SettingsProblem, also when the file can't be read or isn't TOML.
    """
    table = _table(path)
    sentences = tuple(_shape_problems(table))
    if sentences:
        raise SettingsProblem(sentences)
    given = {name: value for name, value in table.items() if name not in ("display_name", "texts")}
    return Settings(**given, texts=_texts(table))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsProblem((f"{path} can't be read: {error.strerror}.",)) from error
    except UnicodeDecodeError as error:
        raise SettingsProblem((f"{path} isn't UTF-8. Save it as UTF-8.",)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem((f"{path} isn't valid TOML: {error}.",)) from error


def _shape_problems(table: Mapping[str, Any]) -> Iterator[str]:
    for name in _REQUIRED:
        if name not in table:
            yield f"{name} is missing."
    for name, value in table.items():
        if name not in _TYPES:
            yield f"{name} isn't a setting. The settings are {', '.join(_TYPES)}."
        elif type(value) is not _TYPES[name]:
            yield f"{name} must be {_TYPE_NAMES[_TYPES[name]]}."
    if isinstance(table.get("texts"), dict):
        yield from _text_shape_problems(table["texts"])


def _text_shape_problems(languages: Mapping[str, Any]) -> Iterator[str]:
    for language, texts in languages.items():
        if language not in LOCALES:
            yield f"texts.{language}: Rapport's languages are {', '.join(LOCALES)}."
        elif not isinstance(texts, dict):
            yield f"texts.{language} must be a table."
        else:
            for name, text in texts.items():
                if name not in _TEXT_NAMES:
                    yield f"texts.{language}.{name} isn't a text. The texts are {', '.join(_TEXT_NAMES)}."
                elif not isinstance(text, str):
                    yield f"texts.{language}.{name} must be a text in quotes."


def _texts(table: Mapping[str, Any]) -> Mapping[str, Texts]:
    ours = built_in(table["display_name"]) if "display_name" in table else built_in()
    changes = table.get("texts", {})
    return {language: replace(texts, **changes.get(language, {})) for language, texts in ours.items()}
