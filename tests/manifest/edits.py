"""The manifest that the tests start from, and ways to change one place in it."""

from dataclasses import dataclass
from pathlib import Path

from manifest import Settings, build

GOLDEN = Path(__file__).parent / "rapport.xml"

SETTINGS = Settings(
    add_in_id="7c0de4a1-62f3-4b58-9d1e-3fa86b90c254",
    host="https://rapport.example",
    provider_name="Acme A/S",
    support_url="https://help.acme.example/rapport",
    version="1.2.0.0",
    client_id="b1946ac9-0fd2-4c37-a8e5-51d7e0f3962b",
)

BASE = build(SETTINGS).decode()

_NEWER = '<VersionOverrides xmlns="http://schemas.microsoft.com/office/mailappversionoverrides/1.1"'


@dataclass(frozen=True)
class Spoilt:
    """A manifest (text is UTF-8), and the code, part of the sentence and severity of its finding."""

    text: str
    code: str
    sentence: str
    severity: str = "error"

    @property
    def xml(self) -> bytes:
        return self.text.encode()


def edited(old: str, new: str, of: str = BASE) -> str:
    """The manifest with the first `old` replaced."""
    assert old in of, old
    return of.replace(old, new, 1)


def edited_in_newer(old: str, new: str, of: str = BASE) -> str:
    """The manifest with the first `old` in VersionOverrides 1.1 replaced."""
    before, mark, after = of.partition(_NEWER)
    return before + mark + edited(old, new, after)


def cut(start: str, end: str, of: str = BASE) -> str:
    """The manifest without the first stretch from `start` to the next `end`, both included."""
    before, found_start, rest = of.partition(start)
    _, found_end, after = rest.partition(end)
    assert found_start and found_end, (start, end)
    return before + after


def before_end_of_desktop(extension_point: str, of: str = BASE) -> str:
    """The manifest with one more extension point, the last in VersionOverrides 1.1."""
    start, mark, rest = of.rpartition("</DesktopFormFactor>")
    return start + extension_point + mark + rest
