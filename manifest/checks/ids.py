"""Tabs, groups, buttons and menu entries have ids of their own."""

from collections.abc import Iterator

from manifest.checks.parts import all_overrides, name, own_elements
from manifest.finding import Finding, error
from manifest.tree import Element

_WITH_ID = ("CustomTab", "Group", "Control", "Item")


def findings(app: Element) -> Iterator[Finding]:
    """The older and the newer commands are alternatives and may share ids; so may computer and phone."""
    for overrides in all_overrides(app):
        for factor in own_elements(overrides):
            if name(factor).endswith("FormFactor"):
                yield from _of_form_factor(factor)


def _of_form_factor(factor: Element) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in factor.iter("*"):
        identifier = element.get("id")
        if name(element) not in _WITH_ID or identifier is None:
            continue
        if identifier in seen:
            yield error(
                element,
                "id-twice",
                f"The id {identifier} is used twice: give this <{name(element)}> its own.",
            )
        seen.add(identifier)
