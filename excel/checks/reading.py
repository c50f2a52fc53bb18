"""A workbook's zip opened for checking: its parts, its relationships, and attributes that must be there."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, TypeVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error

from excel.markup import MAIN, RELATIONS, unescape
from excel.parts.paths import MICROSOFT_RELATIONS

PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
Item = TypeVar("Item", bound=Hashable)
Made = TypeVar("Made")
LINK_ID = f"{{{RELATIONS}}}id"

# What is called at the start of an element: by its name and its attributes.
Start = Callable[[str, dict[str, str]], None]
_BLOCK = 1 << 20

# What reading a zip raises that is cut off, encrypted, or packed in an unknown way.
_DAMAGES = (BadZipFile, EOFError, RuntimeError, error)


class Unreadable(Exception):
    """The workbook lacks what must be read to check it; the message is a sentence."""


@dataclass(frozen=True)
class Relation:
    """A relationship of a part; the target is a path in the zip, or an address when external."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Opened:
    """A workbook's zip: the names of its entries as they came, and its parts, unpacked when they are read."""

    entries: tuple[str, ...]
    _archive: ZipFile
    _roots: dict[str, Element] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[str, ...]:
        """The paths of all parts."""
        return tuple(dict.fromkeys(self.entries))

    def close(self) -> None:
        """Nothing can be read any more."""
        self._archive.close()

    def root(self, path: str) -> Element:
        """The parsed part.

        Raises: Unreadable when it is not there or no XML.
        """
        if path not in self.parts:
            raise Unreadable(f"The part {path} is missing.")
        if path not in self._roots:
            try:
                self._roots[path] = ElementTree.fromstring(self._archive.read(path))
            except ElementTree.ParseError as problem:
                raise Unreadable(f"The part {path} is no well-formed XML ({problem}).") from problem
        return self._roots[path]

    def events(self, path: str) -> Iterator[tuple[str, Element]]:
        """The starts and ends of a part's elements, without keeping the part.

        Raises: Unreadable where it is no XML.
        """
        if path not in self.parts:
            raise Unreadable(f"The part {path} is missing.")
        try:
            with self._archive.open(path) as part:
                yield from ElementTree.iterparse(part, ("start", "end"))
        except ElementTree.ParseError as problem:
            raise Unreadable(f"The part {path} is no well-formed XML ({problem}).") from problem

    def walk(self, path: str, start: Start | None = None, end: Callable[[str], None] | None = None) -> None:
        """Call functions at the start and the end of each element; names as "namespace name".

        Raises: Unreadable where it is not there or no XML.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = start, end
        for block in self.blocks(path):
            _parse(path, parser, block)
        _parse(path, parser, b"")

    def blocks(self, path: str) -> Iterator[bytes]:
        """The bytes of a large part.

        Raises: Unreadable where it is not there.
        """
        if path not in self.parts:
            raise Unreadable(f"The part {path} is missing.")
        with self._archive.open(path) as part:
            while block := part.read(_BLOCK):
                yield block

    def once(self, path: str, make: Callable[[], Made]) -> Made:
        """What is made of a part, made when it is first asked for."""
        if path not in self._made:
            self._made[path] = make()
        made: Made = self._made[path]
        return made

    def opening(self, path: str) -> Element:
        """The root of a large part, for its attributes alone."""
        return next(self.events(path))[1]

    def stream(self, path: str, name: str) -> Iterator[Element]:
        """The elements of that name in a large part, one after the other; each is emptied afterwards."""
        for event, found in self.events(path):
            if event == "end" and found.tag == tag(name):
                yield found
                found.clear()

    def relations(self, source: str) -> tuple[Relation, ...]:
        """The relationships of a part; "" is the package itself."""
        folder, _, name = source.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self.parts:
            return ()
        found = self.root(path).findall(f"{{{PACKAGE_RELATIONS}}}Relationship")
        return tuple(_relation(source, one) for one in found)

    def targets(self, source: str, kind: str) -> list[str]:
        """The parts to which a part points by relationships of a kind, such as "pivotTable"."""
        kinds = (f"{RELATIONS}/{kind}", f"{MICROSOFT_RELATIONS}/{kind}")
        return [relation.target for relation in self.relations(source) if relation.kind in kinds]

    def target(self, source: str, link: str | None) -> str:
        """The part to which a part points under an id.

        Raises: Unreadable when it doesn't.
        """
        for relation in self.relations(source):
            if relation.id == link:
                return relation.target
        raise Unreadable(f"{source} refers to {link}, but has no such relationship.")


def _parse(path: str, parser: expat.XMLParserType, block: bytes) -> None:
    """Raises: Unreadable where it is no XML."""
    try:
        parser.Parse(block, not block)
    except expat.ExpatError as problem:
        raise Unreadable(f"The part {path} is no well-formed XML ({problem}).") from problem


def _relation(source: str, one: Element) -> Relation:
    target, external = needed(one, "Target"), one.get("TargetMode") == "External"
    if not external:
        target = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(source), target))
    return Relation(needed(one, "Id"), needed(one, "Type"), target, external)


def opened(workbook: Path | bytes) -> Opened:
    """Open a workbook.

    Raises: Unreadable when it is no zip file or a part can't be unpacked; OSError as from reading a file.
    """
    try:
        archive = ZipFile(BytesIO(workbook) if isinstance(workbook, bytes) else workbook)
        if damaged := archive.testzip():
            raise BadZipFile(f"{damaged} can't be unpacked")
    except _DAMAGES as problem:
        raise Unreadable(f"This is no workbook that Excel could open: {problem}.") from problem
    return Opened(tuple(archive.namelist()), archive)


def tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def child(parent: Element, name: str) -> Element:
    """Raises: Unreadable when there is none."""
    found = parent.find(tag(name))
    if found is None:
        raise Unreadable(f"<{parent.tag.rpartition('}')[2]}> lacks <{name}>.")
    return found


def children(parent: Element, name: str, inner: str) -> list[Element]:
    """The elements in a list such as `<rowItems>`; none when there is no list."""
    found = parent.find(tag(name))
    return [] if found is None else found.findall(tag(inner))


def needed(element: Element, name: str) -> str:
    """Raises: Unreadable when the attribute is missing."""
    value = element.get(name)
    if value is None:
        raise Unreadable(f"<{element.tag.rpartition('}')[2]}> lacks the attribute {name}.")
    return unescape(value)


def whole(element: Element, name: str, default: int | None = None) -> int:
    """An attribute that is an integer.

    Raises: Unreadable when it is missing without a default, or no integer.
    """
    value = element.get(name)
    if value is None and default is not None:
        return default
    try:
        return int(needed(element, name))
    except ValueError as problem:
        raise Unreadable(
            f"<{element.tag.rpartition('}')[2]}> has {name}={value!r}, which is no number."
        ) from problem


def miscounted(where: str, parent: Element, name: str) -> Iterator[str]:
    """A sentence when the count that a list states differs from its children."""
    found = parent.find(tag(name))
    if found is not None and found.get("count") is not None and whole(found, "count") != len(found):
        yield f"{where}: <{name}> says count={found.get('count')} but holds {len(found)}."


def repeated(values: Iterable[Item]) -> list[Item]:
    """Those values that come more than once."""
    return [value for value, times in Counter(values).items() if times > 1]
