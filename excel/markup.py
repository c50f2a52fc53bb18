"""XML as text, by Excel's rules for strings (ST_Xstring): what XML can't carry is written `_xHHHH_`.

Written as text, without objects for the elements: a workbook of a million rows has forty million of them.
"""

import re
from collections.abc import Iterable, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# A text that already looks like an escape gets its underscore escaped, or Excel would decode it.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NEEDS_CARE = re.compile(r"[&<>\"_\x00-\x1f\ufffe\uffff]")
_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_UNSPEAKABLE = [*range(0x20), 0xFFFE, 0xFFFF]
_TEXT_TABLE = {c: f"_x{c:04X}_" for c in _UNSPEAKABLE if c not in (0x09, 0x0A)} | _IN_TEXT
# What is replaced in the content of an element, but for texts that look like an escape already.
TEXT_ESCAPES = {chr(character): escape for character, escape in _TEXT_TABLE.items()}
# A parser turns line breaks and tabs of an attribute into blanks, so there they are escaped too.
_ATTRIBUTE_TABLE = {c: f"_x{c:04X}_" for c in _UNSPEAKABLE} | _IN_TEXT | {ord('"'): "&quot;"}


def text(value: str) -> str:
    """A string as the content of an element."""
    if _NEEDS_CARE.search(value) is None:
        return value
    return _LOOKS_ESCAPED.sub("_x005F_", value).translate(_TEXT_TABLE)


def attribute(value: str) -> str:
    """A string as the value of an attribute in double quotes."""
    if _NEEDS_CARE.search(value) is None:
        return value
    return _LOOKS_ESCAPED.sub("_x005F_", value).translate(_ATTRIBUTE_TABLE)


Attributes = Mapping[str, str | int | None]


def element(name: str, attributes: Attributes, content: str = "") -> str:
    """An element with its attributes in the given order, those that are None left out."""
    shown = "".join(f' {k}="{attribute(str(v))}"' for k, v in attributes.items() if v is not None)
    return f"<{name}{shown}>{content}</{name}>" if content else f"<{name}{shown}/>"


def extension(uri: str, content: str) -> str:
    """An extension of Excel 2010: elements in the namespace x14 that Excel 2007 passes over."""
    return element("ext", {"uri": uri, "xmlns:x14": X14}, content)


def extensions(listed: Iterable[str]) -> str:
    """The list of a part's or an element's extensions, of which there may be one at most; "" without any."""
    together = "".join(listed)
    return element("extLst", {}, together) if together else ""


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(value: str) -> str:
    """What a string meant before Excel's escaping; the XML's own entities are already resolved."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)


def utf16_units(text: str) -> int:
    """The length of a text as Excel counts it: an emoji counts two."""
    return len(text) + sum(character > "\uffff" for character in text)
