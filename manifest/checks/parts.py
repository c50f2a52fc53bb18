"""Finding one's way in a manifest that may be broken anywhere."""

from collections.abc import Iterator

from lxml import etree

from manifest.namespaces import APP, TYPE
from manifest.tree import Element
from manifest.web_address import is_https, origin


def name(element: Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def kind(element: Element) -> str:
    """The element's xsi:type without its prefix, or nothing."""
    return element.get(TYPE, "").rpartition(":")[2]


def all_overrides(app: Element) -> list[Element]:
    """Every VersionOverrides, the outer one first."""
    return [element for element in app.iter("*") if name(element) == "VersionOverrides"]


def own_elements(overrides: Element) -> Iterator[Element]:
    """What one VersionOverrides holds, without the newer one inside it: neither sees the other's."""
    for child in overrides.iterchildren("*"):
        if name(child) != "VersionOverrides":
            yield from child.iter("*")


def values(element: Element) -> Iterator[tuple[Element, str]]:
    """The default and the translations of a value, each with the element that carries it."""
    if "DefaultValue" in element.attrib:
        yield element, element.get("DefaultValue", "")
    for override in element.iterchildren("*"):
        if name(override) == "Override" and "Value" in override.attrib:
            yield override, override.get("Value", "")


def own_origin(app: Element) -> str | None:
    """Where the add-in lives: the origin of the first page that can be opened at all."""
    for page in app.iter(f"{{{APP}}}SourceLocation"):
        address = page.get("DefaultValue", "")
        if is_https(address):
            return origin(address)
    return None
