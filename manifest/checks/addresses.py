"""Every address is https, and every page is on the add-in's own host."""

from collections.abc import Iterator

from manifest.checks.parts import name, own_origin, values
from manifest.finding import Finding, error, warning
from manifest.tree import Element
from manifest.web_address import is_https, origin

_PAGES = ("SourceLocation", "Url")
_PICTURES = ("IconUrl", "HighResolutionIconUrl", "Image")
_ELSEWHERE = ("SupportUrl",)


def findings(app: Element) -> Iterator[Finding]:
    """A page elsewhere can't open Rapport's dialogs; a picture elsewhere only depends on somebody else."""
    own = own_origin(app)
    for element in app.iter("*"):
        if name(element) in _PAGES + _PICTURES + _ELSEWHERE:
            for carrier, address in values(element):
                yield from _of_address(carrier, name(element), address, own)


def _of_address(carrier: Element, holder: str, address: str, own: str | None) -> Iterator[Finding]:
    if not is_https(address):
        yield error(
            carrier, "address-not-https", f"The address of <{holder}> must be a whole https:// address."
        )
    elif own is not None and origin(address) != own and holder in _PAGES:
        yield error(
            carrier,
            "address-other-host",
            f"<{holder}> leads to {origin(address)}, but the add-in lives at {own}: Outlook opens dialogs "
            "only for pages on one host and port.",
        )
    elif own is not None and origin(address) != own and holder in _PICTURES:
        yield warning(
            carrier,
            "picture-other-host",
            f"<{holder}> takes a picture from {origin(address)}, not from {own}.",
        )
