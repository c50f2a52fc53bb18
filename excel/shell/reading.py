"""Plain values, as a TOML file holds them, become the dataclasses that a type asks for.

Each function takes types, a value and its place, and adds a sentence to `wrong` for each thing that doesn't
fit; what it answers then is of no use. So one pass finds everything that is wrong in a layout.
"""

from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from excel.shell.places import Place
from excel.shell.plain import NOTHING, plain
from excel.shell.shapes import element_of, entry_of, is_pairs
from excel.shell.tags import KEY, TAGS
from excel.shell.wording import alternatives, expected, meant, shown

Members = tuple[Any, ...]


def read(kind: Any, raw: object, place: Place, wrong: list[str]) -> Any:
    """The value as the type wants it.

    kind: a dataclass, a tuple, a Mapping, a Literal, a plain type, or a union of these. A tuple of pairs is
        written as a table; what else Python's types can say is not understood.
    """
    members = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    match raw:
        case dict():
            return _from_table(members, raw, place, wrong)
        case list():
            return _from_array(members, raw, place, wrong)
        case _:
            return plain(members, raw, place, wrong)


def _from_table(members: Members, raw: dict[str, object], place: Place, wrong: list[str]) -> Any:
    classes = [member for member in members if is_dataclass(member)]
    if len(classes) > 1:
        return _tagged(classes, raw, place.within(raw), wrong)
    if classes:
        return _described(classes[0], raw, place.within(raw), wrong)
    for member in members:
        if (kind := entry_of(member)) is not None:
            entries = _entries(kind, raw, place, wrong)
            return tuple(entries.items()) if is_pairs(member) else entries
    return _unfit(members, raw, place, wrong)


def _from_array(members: Members, raw: list[object], place: Place, wrong: list[str]) -> Any:
    for member in members:
        if (kind := element_of(member)) is not None:
            return tuple(read(kind, one, place.element(number), wrong) for number, one in enumerate(raw, 1))
    return _unfit(members, raw, place, wrong)


def _entries(kind: Any, raw: dict[str, object], place: Place, wrong: list[str]) -> dict[str, Any]:
    """A table whose keys are free."""
    inside = place.within({})
    return {key: read(kind, value, inside.under(key), wrong) for key, value in raw.items()}


def _tagged(classes: list[Any], raw: dict[str, object], place: Place, wrong: list[str]) -> Any:
    """The one of several descriptions that the table says it is."""
    tags = {TAGS[one]: one for one in classes}
    match raw.get(KEY):
        case None:
            wrong.append(place.sentence(f"{KEY!r} is missing; it can be {alternatives(map(repr, tags))}."))
        case str() as tag if tag in tags:
            rest = {key: value for key, value in raw.items() if key != KEY}
            return _described(tags[tag], rest, place, wrong)
        case str() as tag:
            wrong.append(place.sentence(f"unknown kind {tag!r}{meant(tag, tags)}"))
        case other:
            wrong.append(place.under(KEY).sentence(f"must be a text, not {shown(other)}."))
    return None


def _described(described: Any, raw: dict[str, object], place: Place, wrong: list[str]) -> Any:
    """A dataclass from a table with the names of its fields as keys."""
    hints = get_type_hints(described)
    known = {field.name: field for field in fields(described)}
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            wrong.append(place.sentence(f"unknown key {key!r}{meant(key, known)}"))
        elif value == NOTHING and known[key].default is not None and type(None) in get_args(hints[key]):
            # Leaving the key out would be something else.
            values[key] = None
        else:
            values[key] = read(hints[key], value, place.under(key), wrong)
    missing = [
        field.name
        for field in known.values()
        if field.name not in raw and field.default is MISSING and field.default_factory is MISSING
    ]
    wrong.extend(place.sentence(f"{name!r} is missing.") for name in missing)
    return None if missing else described(**values)


def _unfit(members: Members, raw: object, place: Place, wrong: list[str]) -> None:
    wrong.append(place.sentence(f"must be {expected(members)}, not {shown(raw)}."))
