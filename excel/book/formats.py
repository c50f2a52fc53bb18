"""Conditional formats of a value's cells in a PivotTable; they follow it when it is filtered or grows."""

from dataclasses import dataclass
from typing import Literal

Icons = Literal[
    "3Arrows",
    "3ArrowsGray",
    "3Flags",
    "3TrafficLights1",
    "3TrafficLights2",
    "3Signs",
    "3Symbols",
    "3Symbols2",
    "4Arrows",
    "4ArrowsGray",
    "4RedToBlack",
    "4Rating",
    "4TrafficLights",
    "5Arrows",
    "5ArrowsGray",
    "5Rating",
    "5Quarters",
]


@dataclass(frozen=True)
class ColourScale:
    """Cells coloured from the smallest number to the largest.

    value: the caption of the value whose cells are coloured: those of the innermost row field's items, in the
        columns of the innermost column field's items, without subtotals and totals.
    colours: two or three, as "F8696B" (red, green, blue), from the smallest on; a third stands in the middle.
    """

    value: str
    colours: tuple[str, ...] = ("F8696B", "FFEB84", "63BE7B")


@dataclass(frozen=True)
class DataBar:
    """A bar behind each number; value as of a ColourScale."""

    value: str
    colour: str = "638EC6"


@dataclass(frozen=True)
class IconSet:
    """An icon before each number; value as of a ColourScale.

    icons: a set by Excel's name; its first figure is how many icons it has, which share the range evenly.
    reverse: the last icon for the largest numbers becomes that for the smallest.
    """

    value: str
    icons: Icons = "3TrafficLights1"
    reverse: bool = False


Format = ColourScale | DataBar | IconSet
