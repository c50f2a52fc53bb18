"""What a slicer shows: the items of its field, and the name under which the workbook knows its cache."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from excel.book import Field, Slicer
from excel.layout.axes import display_order
from excel.layout.fields import CacheField
from excel.layout.items import found
from excel.markup import attribute, element

_LONGEST = 200


@dataclass(frozen=True)
class Buttons:
    """The buttons of a slicer.

    order: the indexes of all items as they are shown, those without data behind the others; on: the chosen
    ones, all where nothing is chosen; filled: those that rows have (groups of dates and bands may be empty).
    """

    field: CacheField
    order: tuple[int, ...]
    on: frozenset[int]
    filled: frozenset[int]


def buttons(slicer: Slicer, field: CacheField) -> Buttons:
    """What the slicer of a field shows after all rows were read.

    Raises: LayoutProblem when a chosen item isn't there.
    """
    filled = frozenset(field.item_of_code)
    order = sorted(display_order(field, Field(field.name)), key=lambda index: index not in filled)
    chosen = found(field, slicer.chosen, f"Slicer {slicer.name!r}")
    return Buttons(field, tuple(order), chosen or frozenset(order), filled)


def cache_names(slicers: Iterable[Slicer]) -> Mapping[str, str]:
    """The name of each slicer's cache by the slicer's name: unique, and fit to be a defined name."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for slicer in slicers:
        first = cache_name(slicer)
        name, number = first, 0
        while name.casefold() in taken:
            number += 1
            name = f"{first}{number}"
        taken.add(name.casefold())
        names[slicer.name] = name
    return names


def cache_name(slicer: Slicer) -> str:
    """A valid defined name made from the slicer's name, not yet unique."""
    return "Slicer_" + "".join(one if _plain(one) else "_" for one in slicer.name)[:_LONGEST]


def defined_names(slicers: Iterable[Slicer]) -> str:
    """The element `definedNames` of the workbook: Excel wants each slicer cache's name defined as #N/A."""
    names = sorted(cache_names(slicers).values(), key=str.casefold)
    defined = "".join(f'<definedName name="{attribute(name)}">#N/A</definedName>' for name in names)
    return element("definedNames", {}, defined) if defined else ""


def _plain(character: str) -> bool:
    """Letters of any language and our digits; nothing beyond 16 bits, which old versions read as two."""
    return ord(character) < 0x10000 and (character.isalpha() or character in "0123456789_.")
