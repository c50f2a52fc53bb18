"""Structure, order, types and lengths, judged by our schema and said in sentences."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, cast

from lxml import etree

from manifest.finding import Finding
from manifest.namespaces import TYPE
from manifest.structure_sentences import sentence
from manifest.tree import Element

SCHEMA = Path(__file__).parent / "schema" / "mail-app.xsd"


class _Violation(Protocol):
    """An entry of lxml's error log, which its stubs leave out."""

    line: int
    message: str
    path: str
    type_name: str


_WHERE = re.compile(
    r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<complaint>.*)", re.S
)


def findings(app: Element) -> Iterator[Finding]:
    """What the schema finds. It is compiled for each call (3 ms), since a schema's log is shared state."""
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    if schema.validate(app):
        return
    of_unknown_kind: set[str] = set()
    for entry in cast("Iterable[_Violation]", schema.error_log):
        where = _WHERE.fullmatch(entry.message)
        if where is None:
            yield Finding(entry.line, "structure", entry.message)
        elif entry.type_name == "SCHEMAV_CVC_TYPE_2" and entry.path in of_unknown_kind:
            continue
        else:
            if where["attribute"] == TYPE:
                of_unknown_kind.add(entry.path)
            yield Finding(entry.line, *sentence(entry.type_name, **where.groupdict()))
