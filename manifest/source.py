"""Reading XML from strangers: no entities, no network, no surprise."""

import re
from xml.parsers import expat

from lxml import etree

from manifest import limits
from manifest.finding import Finding
from manifest.tree import Element


def parse(xml: bytes) -> Element | Finding:
    """The root element, or why there is none."""
    if len(xml) > limits.FILE_BYTES:
        return Finding(
            1, "too-large", f"The file has {len(xml):,} bytes; Outlook takes at most {limits.FILE_BYTES:,}."
        )
    return _obstacle(xml) or _tree(xml)


class _Refused(Exception):
    """Raised within the parser, so that it stops before it meets an entity."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.sentence)
        self.finding = finding


def _obstacle(xml: bytes) -> Finding | None:
    """Why the file can't be read, if it can't."""
    try:
        xml.decode("utf-8")
        _scan(xml)
    except UnicodeDecodeError as error:
        return _not_utf_8(xml.count(b"\n", 0, error.start) + 1)
    except _Refused as refused:
        return refused.finding
    except expat.ExpatError as error:
        return _not_xml(error.lineno, expat.ErrorString(error.code))
    return None


def _scan(xml: bytes) -> None:
    """Raises: _Refused for another encoding or a document type, ExpatError for what isn't XML."""
    parser = expat.ParserCreate("utf-8")

    def on_declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise _Refused(_not_utf_8(1))

    def on_doctype(*names: object) -> None:
        line = parser.CurrentLineNumber
        raise _Refused(Finding(line, "doctype", "A manifest has no <!DOCTYPE>: remove it."))

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.Parse(xml, True)


def _tree(xml: bytes) -> Element | Finding:
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return _not_xml(error.lineno or 1, re.sub(r", line \d+.*", "", error.msg))


def _not_utf_8(line: int) -> Finding:
    return Finding(
        line, "not-utf-8", "The file isn't UTF-8: save it as UTF-8, and let its first line say so."
    )


def _not_xml(line: int, reason: str) -> Finding:
    return Finding(line, "not-xml", f"This isn't well-formed XML: {reason}.")
