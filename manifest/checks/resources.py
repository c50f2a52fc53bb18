"""Every resid is defined and of the right kind, and every resource is used."""

from collections.abc import Iterator, Mapping

from manifest.checks.parts import all_overrides, name, own_elements, values
from manifest.finding import Finding, error, warning
from manifest.namespaces import RESOURCES
from manifest.tree import Element

_LISTS: Mapping[str, str] = {
    "Images": "a picture",
    "Urls": "an address",
    "ShortStrings": "a short text",
    "LongStrings": "a long text",
}
_WANTED: Mapping[str, str] = {
    "Image": "Images",
    "SourceLocation": "Urls",
    "FunctionFile": "Urls",
    "Runtime": "Urls",
    "Override": "Urls",
    "Label": "ShortStrings",
    "Title": "ShortStrings",
    "Description": "LongStrings",
}


def findings(app: Element) -> Iterator[Finding]:
    """Each VersionOverrides is looked at alone: the inner one inherits no resource."""
    for overrides in all_overrides(app):
        elements = list(own_elements(overrides))
        defined = [element for element in elements if _list_of(element) in _LISTS and "id" in element.attrib]
        yield from _twice(defined)
        yield from _dangling(elements, {element.get("id", ""): _list_of(element) for element in defined})
        yield from _unused(elements, defined)
    for element in app.iter("*"):
        yield from _locale_twice(element)


def _list_of(resource: Element) -> str:
    """The name of the list that the resource stands in, or nothing."""
    parent = resource.getparent()
    if parent is None or not parent.tag.startswith(f"{{{RESOURCES}}}"):
        return ""
    return name(parent)


def _twice(defined: list[Element]) -> Iterator[Finding]:
    seen: set[str] = set()
    for resource in defined:
        identifier = resource.get("id", "")
        if identifier in seen:
            yield error(
                resource, "resource-twice", f"The resource {identifier} is defined twice: rename one."
            )
        seen.add(identifier)


def _dangling(elements: list[Element], lists: Mapping[str, str]) -> Iterator[Finding]:
    for element in elements:
        reference = element.get("resid")
        if reference is None:
            continue
        wanted = _WANTED.get(name(element))
        if reference not in lists:
            yield error(
                element,
                "resource-missing",
                f"<{name(element)}> needs the resource {reference}, which isn't defined.",
            )
        elif wanted is not None and lists[reference] != wanted:
            yield error(
                element,
                "resource-of-wrong-kind",
                f"<{name(element)}> needs {_LISTS[wanted]}, but {reference} is {_LISTS[lists[reference]]}.",
            )


def _unused(elements: list[Element], defined: list[Element]) -> Iterator[Finding]:
    used = {element.get("resid") for element in elements}
    for resource in defined:
        if resource.get("id") not in used:
            yield warning(resource, "resource-unused", f"The resource {resource.get('id')} is used nowhere.")


def _locale_twice(element: Element) -> Iterator[Finding]:
    seen: set[str] = set()
    for carrier, _value in values(element):
        locale = carrier.get("Locale", "").lower()
        if locale and locale in seen:
            yield error(
                carrier, "locale-twice", f"<{name(element)}> is translated twice for {carrier.get('Locale')}."
            )
        seen.add(locale)
