"""What is built is what Outlook takes, byte for byte."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from manifest import LOCALES, Settings, Texts, build, built_in, check
from manifest.limits import length
from manifest.texts import LENGTHS
from tests.manifest.edits import BASE, GOLDEN, SETTINGS

_NAMESPACES = {
    "app": "http://schemas.microsoft.com/office/appforoffice/1.1",
    "older": "http://schemas.microsoft.com/office/mailappversionoverrides",
    "newer": "http://schemas.microsoft.com/office/mailappversionoverrides/1.1",
    "bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
}


def _values(xml: bytes, path: str) -> list[str]:
    found = etree.fromstring(xml).xpath(path, namespaces=_NAMESPACES)
    assert isinstance(found, list)
    return [str(value) for value in found]


def test_the_manifest_is_the_one_in_the_repository() -> None:
    assert build(SETTINGS) == GOLDEN.read_bytes()


def test_the_same_settings_give_the_same_bytes() -> None:
    texts = dict(reversed(list(built_in().items())))
    assert build(replace(SETTINGS, texts=texts)) == build(SETTINGS)


def test_with_a_client_id_the_sign_in_of_microsoft_may_be_opened() -> None:
    path = "/app:OfficeApp/app:AppDomains/app:AppDomain/text()"
    own, microsoft = "https://rapport.example", "https://login.microsoftonline.com"
    assert _values(build(SETTINGS), path) == [own, microsoft]
    assert _values(build(replace(SETTINGS, client_id=None)), path) == [own]


def test_office_s_own_sign_in_is_for_our_host_and_client_id() -> None:
    path = "//newer:WebApplicationInfo/newer:*[self::newer:Id or self::newer:Resource]/text()"
    client_id = "b1946ac9-0fd2-4c37-a8e5-51d7e0f3962b"
    assert _values(build(SETTINGS), path) == [client_id, f"api://rapport.example/{client_id}"]
    elsewhere = build(replace(SETTINGS, host="https://rapport.example:8443"))
    assert _values(elsewhere, path)[1] == f"api://rapport.example:8443/{client_id}"
    assert _values(build(replace(SETTINGS, client_id=None)), path) == []


def test_only_the_pane_of_a_read_message_can_be_pinned() -> None:
    path = "//newer:SupportsPinning/ancestor::newer:Control/@id"
    assert _values(build(SETTINGS), path) == ["Read.Button"]
    assert _values(build(replace(SETTINGS, pinning=False)), path) == []


def test_both_buttons_open_the_pane_in_old_and_new_clients() -> None:
    for version in ("older", "newer"):
        surfaces = _values(BASE.encode(), f"//{version}:ExtensionPoint/@*[local-name()='type']")
        assert surfaces == ["MessageReadCommandSurface", "MessageComposeCommandSurface"]
        assert (
            _values(BASE.encode(), f"//{version}:Action/{version}:SourceLocation/@resid") == ["Pane.Url"] * 2
        )
    assert set(_values(BASE.encode(), "//bt:Url/@DefaultValue")) == {
        "https://rapport.example/addin/pane.html"
    }


def test_every_icon_has_an_address_of_its_size() -> None:
    addresses = set(_values(BASE.encode(), "//*[contains(@DefaultValue, '.png')]/@DefaultValue"))
    assert addresses == {
        f"https://rapport.example/addin/icons/icon-{size}.png" for size in (16, 32, 64, 80, 128)
    }


def test_the_oldest_client_still_sees_the_add_in() -> None:
    assert set(_values(BASE.encode(), "//*[local-name()='Set']/@MinVersion")) == {"1.5"}
    assert _values(BASE.encode(), "//*[local-name()='Runtimes']") == []


def test_every_language_finds_its_own_words_behind_the_default_ones() -> None:
    xml = build(replace(SETTINGS, default_language="da"))
    label = "(//bt:String[@id='Compose.Label'])[1]"
    assert _values(xml, "//app:DefaultLocale/text()") == ["da-DK"]
    assert _values(xml, f"{label}/@DefaultValue") == [built_in()["da"].compose_button]
    assert _values(xml, f"{label}/bt:Override/@Locale") == ["en-US", "nl-NL", "de-DE", "fr-FR", "es-ES"]
    assert _values(xml, f"{label}/bt:Override[@Locale='es-ES']/@Value") == [built_in()["es"].compose_button]


def test_a_name_that_is_the_same_everywhere_is_not_translated() -> None:
    assert _values(BASE.encode(), "//app:DisplayName/app:Override") == []


def test_our_own_texts_are_written_in_every_language() -> None:
    assert set(built_in()) == set(LOCALES)
    for name in LENGTHS:
        words = {getattr(texts, name) for texts in built_in().values()}
        assert len(words) == (1 if name == "display_name" else len(LOCALES))


_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))


def _lines(longest: int) -> st.SearchStrategy[str]:
    lines = st.text(_CHARACTERS, min_size=1, max_size=longest)
    return lines.filter(lambda line: bool(line.strip()) and length(line) <= longest)


_NAMES = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
_HOSTS = st.builds(
    lambda labels, port: "https://" + ".".join(labels) + (f":{port}" if port else ""),
    st.lists(_NAMES, min_size=1, max_size=4),
    st.none() | st.integers(1, 65535).filter(lambda port: port != 443),
)
_TEXTS = st.builds(Texts, **{name: _lines(longest) for name, longest in LENGTHS.items()})
_GUIDS = st.uuids().map(str)
_SETTINGS = st.dictionaries(st.sampled_from(sorted(LOCALES)), _TEXTS, min_size=1).flatmap(
    lambda texts: st.builds(
        Settings,
        add_in_id=_GUIDS,
        host=_HOSTS,
        provider_name=_lines(125),
        support_url=_HOSTS.map(lambda host: host + "/help?page=1&from=outlook#top"),
        version=st.tuples(*[st.integers(0, 99999)] * 4).map(lambda parts: ".".join(map(str, parts))),
        client_id=st.none() | _GUIDS,
        default_language=st.sampled_from(sorted(texts)),
        pinning=st.booleans(),
        texts=st.just(texts),
    )
)


@given(_SETTINGS)
def test_whatever_settings_are_accepted_give_a_manifest_without_findings(settings: Settings) -> None:
    assert check(build(settings)) == ()
