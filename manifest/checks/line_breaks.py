"""Values without line breaks, which Outlook answers with an error 300 that names no place."""

import re
from collections.abc import Iterator

from manifest.checks.parts import name
from manifest.finding import Finding, error
from manifest.tree import Element

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^>]*>"
    r"|<(?P<element>[^\s/>]+)(?P<attributes>(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>",
    re.S,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')", re.S)


def findings(app: Element) -> Iterator[Finding]:
    """Texts of elements that are broken over lines."""
    for element in app.iter("*"):
        text = element.text or ""
        if len(element) == 0 and "\n" in text and text.strip():
            yield error(element, "line-break", f"The text of <{name(element)}> must stand on one line.")


def attribute_findings(xml: bytes) -> Iterator[Finding]:
    """Attributes broken over lines, from well-formed UTF-8: once parsed, the breaks are blanks."""
    text = xml.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    for tag in _MARKUP.finditer(text):
        for attribute in _ATTRIBUTE.finditer(tag["attributes"] or ""):
            if "\n" in attribute["value"]:
                line = text.count("\n", 0, tag.start("attributes") + attribute.start()) + 1
                sentence = f"{attribute['name']} of <{tag['element']}> must stand on one line."
                yield Finding(line, "line-break", sentence)
