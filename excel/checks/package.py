"""The package: parts, content types and relationships that fit together."""

from collections.abc import Iterator

from excel.checks.reading import Opened, needed, repeated
from excel.markup import MAIN
from excel.parts.paths import CONTENT_TYPES

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LIST = "extLst"
_EXTENSIONS = f"{MAIN} {_LIST}"
# As two bytes for each character it is found in either order of them.
_MENTIONS = [_LIST.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
_LONGEST = max(map(len, _MENTIONS))


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the package."""
    for name in repeated(list(workbook.entries)):
        yield f"The zip holds the entry {name} more than once."
    yield from _content_types(workbook)
    for name in workbook.parts:
        if name.endswith(".rels"):
            yield from _relationships(workbook, _source(name))
    yield from _unreached(workbook)
    for name in workbook.parts:
        if name.endswith(".xml"):
            yield from _elements(workbook, name)


def _unreached(workbook: Opened) -> Iterator[str]:
    """Parts to which no relationship leads: Excel would drop them."""
    sources = ["", *workbook.parts]
    reached = {relation.target for source in sources for relation in workbook.relations(source)}
    for name in workbook.parts:
        if name not in reached and name != CONTENT_TYPES and not name.endswith(".rels"):
            yield f"No relationship leads to {name}."


def _source(relationships: str) -> str:
    """The part that a relationships part belongs to."""
    folder, _, name = relationships.rpartition("/")
    return f"{folder.removesuffix('_rels')}{name.removesuffix('.rels')}"


def _content_types(workbook: Opened) -> Iterator[str]:
    root = workbook.root(CONTENT_TYPES)
    by_name = [needed(one, "PartName").lstrip("/") for one in root.findall(f"{_TYPES}Override")]
    by_ending = {needed(one, "Extension") for one in root.findall(f"{_TYPES}Default")}
    for name in repeated(by_name):
        yield f"[Content_Types].xml gives {name} more than one type."
    for name in by_name:
        if name not in workbook.parts:
            yield f"[Content_Types].xml gives a type to {name}, which is not there."
    for name in workbook.parts:
        plain_xml = name.endswith(".xml") and name not in by_name and name != CONTENT_TYPES
        if plain_xml or (name.rpartition(".")[2] not in by_ending and name not in by_name):
            yield f"[Content_Types].xml gives no type to {name}."


def _relationships(workbook: Opened, source: str) -> Iterator[str]:
    relations, where = workbook.relations(source), source or "the package"
    if source and source not in workbook.parts:
        yield f"{source} has relationships but is not there."
    for name in repeated([relation.id for relation in relations]):
        yield f"{where} has more than one relationship {name}."
    for relation in relations:
        if not relation.external and relation.target not in workbook.parts:
            yield f"{where} points to {relation.target}, which is not there."


def _elements(workbook: Opened, name: str) -> Iterator[str]:
    """The one look at all elements of large parts: they are well-formed, or can't be read."""
    if _has_extensions(workbook, name):
        yield from _extension_lists(workbook, name)
    else:
        workbook.walk(name)


def _has_extensions(workbook: Opened, name: str) -> bool:
    """Whether a part mentions them, in whichever of XML's encodings."""
    seen = b""
    for block in workbook.blocks(name):
        seen = seen[-_LONGEST:] + block
        if any(word in seen for word in _MENTIONS):
            return True
    return False


def _extension_lists(workbook: Opened, name: str) -> Iterator[str]:
    """Excel repairs a part in which an element has two lists of extensions."""
    counts = [0]
    more = 0

    def start(tag: str, _: object) -> None:
        nonlocal more
        if tag == _EXTENSIONS:
            counts[-1] += 1
            more += counts[-1] > 1
        counts.append(0)

    def end(_: str) -> None:
        counts.pop()

    workbook.walk(name, start, end)
    if more:
        yield f"{name} has an element with more than one extLst."
