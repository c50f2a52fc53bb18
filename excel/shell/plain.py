"""Texts, numbers, dates and choices of a layout."""

from datetime import date, datetime
from math import isfinite
from typing import Any, Literal, get_args, get_origin

from excel.book import NEXT, PREVIOUS, Neighbour
from excel.shell.places import Place
from excel.shell.wording import expected, fits_64_bits, meant, short, shown

BLANK = "(blank)"
NOTHING = "(none)"
_NEIGHBOURS: dict[object, Neighbour] = {"(previous)": PREVIOUS, "(next)": NEXT}


def plain(members: tuple[Any, ...], raw: object, place: Place, wrong: list[str]) -> Any:
    """The value as one of the types wants it; a sentence is added to `wrong` when none does."""
    if raw == BLANK and _is_item(members):
        return None
    if Neighbour in members and isinstance(raw, str) and raw in _NEIGHBOURS:
        return _NEIGHBOURS[raw]
    for member in members:
        if _takes(member, raw):
            return raw
    if float in members and _takes(int, raw) and isinstance(raw, int):
        return float(raw)
    wrong.append(place.sentence(_unfit(members, raw)))
    return None


def _is_item(members: tuple[Any, ...]) -> bool:
    """Whether the value is an item of a field; those have a blank one."""
    return {str, float, date, type(None)} <= set(members)


def _takes(member: Any, raw: object) -> bool:
    if get_origin(member) is Literal:
        return any(type(raw) is type(choice) and raw == choice for choice in get_args(member))
    if type(raw) is not member:
        return False
    match raw:
        case datetime():
            return raw.tzinfo is None
        case int():
            return fits_64_bits(raw)
        case float():
            return isfinite(raw)
        case _:
            return True


def _unfit(members: tuple[Any, ...], raw: object) -> str:
    choices = [choice for member in members if get_origin(member) is Literal for choice in get_args(member)]
    if isinstance(raw, str) and str not in members and (texts := [one for one in choices if one is not True]):
        return f"can't be {short(repr(raw))}{meant(raw, texts)}"
    return f"must be {expected(members)}, not {shown(raw)}."
