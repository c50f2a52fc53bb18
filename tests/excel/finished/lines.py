"""The rows or columns of a finished PivotTable, and the items that they stand for."""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from tests.excel.finished.parts import MAIN, PivotPart, attribute, child
from tests.excel.recomputing.items import Known, known
from tests.excel.recomputing.numbers import Key

VALUES = -2
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Line:
    """A row or column: the items that it stands for, and how it is written.

    key: shorter for groups and subtotals, () for grand totals. value: None where the other axis decides.
    type: "data", "default" for a subtotal, "grand". own: the levels that it labels itself.
    """

    key: Key
    value: int | None
    type: str
    own: range


@dataclass(frozen=True)
class Side:
    """An axis: its fields' names, where the values stand among them, and its lines."""

    fields: tuple[str, ...]
    values_at: int | None
    lines: tuple[Line, ...]


def side(part: PivotPart, axis: str) -> Side:
    """axis: "row" or "col"."""
    numbers = [int(attribute(one, "x")) for one in part.pivot.iterfind(f"{MAIN}{axis}Fields/{MAIN}field")]
    names = tuple(field_name(part, number) for number in numbers if number != VALUES)
    values_at = numbers.index(VALUES) if VALUES in numbers else None
    items = [[] if number == VALUES else items_of(part, number) for number in numbers]
    lines: list[Line] = []
    places: list[int] = []
    for one in part.pivot.iterfind(f"{MAIN}{axis}Items/{MAIN}i"):
        repeated = int(one.get("r", 0))
        places = places[:repeated] + [int(x.get("v", 0)) for x in one.iterfind(f"{MAIN}x")]
        lines.append(_line(one, places, repeated, numbers, items))
    return Side(names, values_at, tuple(lines))


def _line(
    one: etree._Element, places: list[int], repeated: int, numbers: list[int], items: list[list[Known]]
) -> Line:
    kind = one.get("t", "data")
    if kind == "grand":
        return Line((), int(one.get("i", 0)) if VALUES in numbers else None, kind, range(0))
    key = tuple(items[level][place] for level, place in enumerate(places) if numbers[level] != VALUES)
    reached = VALUES in numbers and (VALUES in numbers[: len(places)] or kind != "data")
    value = int(one.get("i", 0)) if reached else None
    return Line(key, value, kind, range(repeated, len(places)))


def field_name(part: PivotPart, number: int) -> str:
    return str(part.cache.findall(f"{MAIN}cacheFields/{MAIN}cacheField")[number].get("name"))


def items_of(part: PivotPart, number: int) -> list[Known]:
    """The items of a field in the order of the pivot, without subtotals."""
    cached = part.cache.findall(f"{MAIN}cacheFields/{MAIN}cacheField")[number]
    listed = cached.find(f"{MAIN}fieldGroup/{MAIN}groupItems")
    listed = child(cached, f"{MAIN}sharedItems") if listed is None else listed
    shared = [_item(one) for one in listed]
    field = part.pivot.findall(f"{MAIN}pivotFields/{MAIN}pivotField")[number]
    places = [one.get("x") for one in field.iterfind(f"{MAIN}items/{MAIN}item")]
    return [shared[int(place)] for place in places if place is not None]


def _item(one: etree._Element) -> Known:
    kind = etree.QName(one).localname
    value = "" if kind == "m" else attribute(one, "v")
    match kind:
        case "n":
            return known(float(value))
        case "b":
            return known(value in ("1", "true"))
        case "d":
            return known(datetime.fromisoformat(value))
        case "m":
            return None
        case _:
            return known(unescaped(value))


def unescaped(text: str) -> str:
    """Without the escapes of characters that XML can't hold."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
