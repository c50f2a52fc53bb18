"""What an organisation decides about its add-in. Settings that exist are settings that can be built."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from manifest import limits
from manifest.texts import LENGTHS, LOCALES, Texts, built_in
from manifest.web_address import is_https, origin

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){3}", re.ASCII)
_HOST_NAME = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?", re.ASCII)
_UNWRITABLE = {"Cc", "Cs", "Cn", "Zl", "Zp"}


class SettingsProblem(Exception):
    """The settings can't be used; `sentences` says everything that is wrong with them."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Settings:
    """One organisation's add-in.

    `host` is the bare origin that serves the add-in, such as `https://rapport.example`. `client_id` is the
    application id of Microsoft's registration: with it the add-in may open Microsoft's sign-in pages, and
    Office gives it Microsoft's tokens; without it people sign in with Rapport's own passwords. `texts` is
    by language, some or all of `LOCALES`.

    Raises: SettingsProblem.
    """

    add_in_id: str
    host: str
    provider_name: str
    support_url: str
    version: str = "1.0.0.0"
    client_id: str | None = None
    default_language: str = "en"
    pinning: bool = True
    texts: Mapping[str, Texts] = field(default_factory=built_in)

    def __post_init__(self) -> None:
        sentences = tuple(_problems(self))
        if sentences:
            raise SettingsProblem(sentences)


def _problems(settings: Settings) -> Iterator[str]:
    yield from _identity_problems(settings)
    yield from _address_problems(settings)
    yield from _text_problems("provider_name", settings.provider_name, limits.SHORT)
    yield from _language_problems(settings)


def _identity_problems(settings: Settings) -> Iterator[str]:
    if not _GUID.fullmatch(settings.add_in_id):
        yield (
            "add_in_id must be a GUID such as 3f2b8c1e-5d47-4a90-8e16-0c9d7b52a4f3, "
            f"not {settings.add_in_id!r}. Make one once with `python -c 'import uuid; print(uuid.uuid4())'` "
            "and keep it."
        )
    if settings.client_id is not None and not _GUID.fullmatch(settings.client_id):
        yield (
            f"client_id must be the application (client) id that Microsoft Entra shows, a GUID, "
            f"not {settings.client_id!r}. Leave it out when nobody signs in with Microsoft."
        )
    if not _VERSION.fullmatch(settings.version):
        yield f"version must be four numbers of up to five digits, such as 1.0.0.0, not {settings.version!r}."


def _address_problems(settings: Settings) -> Iterator[str]:
    if not _HOST_NAME.fullmatch(settings.host) or origin(settings.host) != settings.host:
        yield (
            "host must be https:// and a host name in small letters, with a port only where it isn't 443, "
            f"and nothing behind it, such as https://rapport.example, not {settings.host!r}."
        )
    if len(settings.host) > limits.LONG:
        yield f"host must not be longer than {limits.LONG} characters; this one has {len(settings.host)}."
    if not is_https(settings.support_url) or any(character.isspace() for character in settings.support_url):
        yield (
            "support_url must be a whole https:// address without blanks, "
            f"such as https://rapport.example/help, not {settings.support_url!r}."
        )
    yield from _text_problems("support_url", settings.support_url, limits.ADDRESS)


def _language_problems(settings: Settings) -> Iterator[str]:
    for language in settings.texts:
        if language not in LOCALES:
            yield f"texts.{language}: Rapport's languages are {', '.join(LOCALES)}."
    if settings.default_language not in settings.texts:
        yield (
            f"default_language must be one of the languages with texts ({', '.join(settings.texts)}), "
            f"not {settings.default_language!r}."
        )
    for language, texts in settings.texts.items():
        for text in fields(texts):
            name = f"texts.{language}.{text.name}"
            yield from _text_problems(name, getattr(texts, text.name), LENGTHS[text.name])


def _text_problems(name: str, text: str, longest: int) -> Iterator[str]:
    if not text.strip():
        yield f"{name} must not be empty."
    if any(unicodedata.category(character) in _UNWRITABLE for character in text):
        yield f"{name} must be one line, without line breaks, tabs or control characters."
    if limits.length(text) > longest:
        yield f"{name} must not be longer than {longest} characters; this one has {limits.length(text)}."
