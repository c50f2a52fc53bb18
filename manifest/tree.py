"""Building an XML tree, a line per element."""

from lxml import etree

from manifest.namespaces import TYPE

Element = etree._Element


def add(
    parent: Element, name: str, text: str | None = None, *, kind: str | None = None, **attributes: str
) -> Element:
    """A new last child, in its parent's namespace unless `name` brings one; `kind` is its xsi:type."""
    qualified = name if name.startswith("{") else f"{{{etree.QName(parent).namespace}}}{name}"
    child = etree.SubElement(parent, qualified)
    if kind is not None:
        child.set(TYPE, kind)
    for attribute, value in attributes.items():
        child.set(attribute, value)
    child.text = text
    return child


def add_in_namespace(parent: Element, name: str, namespace: str, *, kind: str) -> Element:
    """A new last child that makes `namespace` the one without a prefix, as Outlook's own examples do."""
    child = etree.fromstring(f'<{name} xmlns="{namespace}"/>')
    parent.append(child)
    child.set(TYPE, kind)
    return child
