"""The PivotTables in a workbook's package, each with its sheet and its cache."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class PivotPart:
    sheet: str
    pivot: etree._Element
    cache: etree._Element


def attribute(one: etree._Element, name: str) -> str:
    """An attribute that has to be there."""
    value = one.get(name)
    assert value is not None, f"{one.tag} has no {name}"
    return value


def child(one: etree._Element, path: str) -> etree._Element:
    """An element that has to be there."""
    found = one.find(path)
    assert found is not None, f"{one.tag} has no {path}"
    return found


def pivot_parts(workbook: bytes) -> Iterator[PivotPart]:
    """In the order of the sheets."""
    with ZipFile(BytesIO(workbook)) as package:
        root = etree.fromstring(package.read("xl/workbook.xml"))
        targets = dict(_related(package, "xl/workbook.xml"))
        for sheet in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
            for _, path in _related(package, targets[attribute(sheet, _ID)][1]).items():
                if path[0] == "pivotTable":
                    yield _part(package, attribute(sheet, "name"), path[1])


def _part(package: ZipFile, sheet: str, path: str) -> PivotPart:
    caches = [p for kind, p in _related(package, path).values() if kind == "pivotCacheDefinition"]
    return PivotPart(sheet, etree.fromstring(package.read(path)), etree.fromstring(package.read(caches[0])))


def _related(package: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to: the last word of the kind, and the path, by id."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in package.namelist():
        return {}
    return {
        attribute(one, "Id"): (
            attribute(one, "Type").rsplit("/")[-1],
            _path(folder, attribute(one, "Target")),
        )
        for one in etree.fromstring(package.read(path))
    }


def _path(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
