"""Every manifest that differs from a given one in a single place: to see where two schemas disagree."""

import copy
from collections.abc import Iterator

from lxml import etree

from manifest.tree import Element

_VALUES = ("", " ", "x", "0", "1.0", "true", "A" * 33, "A" * 126, "A" * 251)


def single_changes(xml: bytes) -> Iterator[tuple[str, Element]]:
    """What was changed, and the root of the changed manifest."""
    root = etree.fromstring(xml)
    for place, element in enumerate(list(root.iter("*"))):
        yield from _moves(root, place)
        for attribute in list(element.attrib):
            yield from _attribute_changes(root, place, str(attribute))
        if len(element) == 0:
            yield from _text_changes(root, place)


def _copy(root: Element, place: int) -> tuple[Element, Element]:
    """A copy of the tree, and in it the element at that place."""
    changed = copy.deepcopy(root)
    return changed, list(changed.iter("*"))[place]


def _moves(root: Element, place: int) -> Iterator[tuple[str, Element]]:
    changed, element = _copy(root, place)
    name, parent = etree.QName(element).localname, element.getparent()
    if parent is None:
        return
    parent.remove(element)
    yield f"<{name}> removed", changed
    changed, element = _copy(root, place)
    element.addnext(copy.deepcopy(element))
    yield f"<{name}> doubled", changed
    changed, element = _copy(root, place)
    element.tag = f"{{{etree.QName(element).namespace}}}Unknown"
    yield f"<{name}> renamed", changed
    changed, element = _copy(root, place)
    following = element.getnext()
    if following is not None:
        following.addnext(element)
        yield f"<{name}> after the next", changed


def _attribute_changes(root: Element, place: int, attribute: str) -> Iterator[tuple[str, Element]]:
    changed, element = _copy(root, place)
    what = f"{etree.QName(attribute).localname} of <{etree.QName(element).localname}>"
    del element.attrib[attribute]
    yield f"{what} removed", changed
    for value in _VALUES:
        changed, element = _copy(root, place)
        element.set(attribute, value)
        yield f"{what} = {value[:5]!r}", changed


def _text_changes(root: Element, place: int) -> Iterator[tuple[str, Element]]:
    for value in _VALUES:
        changed, element = _copy(root, place)
        element.text = value
        yield f"text of <{etree.QName(element).localname}> = {value[:5]!r}", changed
