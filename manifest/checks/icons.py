"""Every icon comes in the sizes that Outlook draws."""

from collections.abc import Iterator

from manifest.checks.parts import all_overrides, kind, name, own_elements
from manifest.finding import Finding, error
from manifest.namespaces import APP
from manifest.tree import Element

_RIBBON = frozenset({("16", None), ("32", None), ("80", None)})
_PHONE = frozenset((size, scale) for size in ("25", "32", "48") for scale in ("1", "2", "3"))
_OF_THE_ADD_IN = ("IconUrl", "HighResolutionIconUrl")


def findings(app: Element) -> Iterator[Finding]:
    """The add-in's own two pictures, and those of each button."""
    for needed in _OF_THE_ADD_IN:
        if app.find(f"{{{APP}}}{needed}") is None:
            yield error(
                app, "icon-missing", f"<{needed}> is missing: Outlook shows it where add-ins are chosen."
            )
    for overrides in all_overrides(app):
        for element in own_elements(overrides):
            if name(element) == "Icon":
                yield from _of_icon(element)


def _of_icon(icon: Element) -> Iterator[Finding]:
    on_phone = kind(icon) == "MobileIconList"
    there = {(image.get("size"), image.get("scale")) for image in icon.iterchildren("*")}
    missing = (_PHONE if on_phone else _RIBBON) - there
    if missing:
        sizes = ", ".join(sorted(f"{size} at scale {scale}" if scale else size for size, scale in missing))
        yield error(icon, "icon-size-missing", f"This <Icon> lacks the size {sizes}.")
