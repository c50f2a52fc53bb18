"""The registration with Microsoft that a manifest may name."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from manifest.checks.parts import name, own_origin
from manifest.finding import Finding, error
from manifest.tree import Element


def findings(app: Element) -> Iterator[Finding]:
    """Outlook gives tokens only for the resource that carries the add-in's own host and application id."""
    own = own_origin(app)
    for element in app.iter("*"):
        if name(element) == "WebApplicationInfo" and own is not None:
            yield from _of_registration(element, urlsplit(own).netloc)


def _of_registration(registration: Element, host: str) -> Iterator[Finding]:
    texts = {name(child): (child.text or "").strip() for child in registration.iterchildren("*")}
    wanted = f"api://{host}/{texts.get('Id', '')}"
    if texts.get("Resource", "").lower() != wanted.lower():
        yield error(
            registration, "resource-of-registration", f"<Resource> of <WebApplicationInfo> must be {wanted}."
        )
