"""Values that a pivot shows as compared with others: shares, differences, running totals, ranks."""

from collections.abc import Callable
from dataclasses import dataclass

from excel.checks.aggregates import Aggregates
from excel.checks.occurring import Place
from excel.checks.pivots import Key, PivotPart
from excel.checks.reading import whole
from excel.markup import X14

_PREVIOUS, _NEXT = 1048828, 1048829


@dataclass(frozen=True)
class Compared:
    """One of a pivot's values.

    base: the axis (0 rows, 1 columns) and level of the field that it is compared along, None where it isn't
        on an
    axis; item: the display position of the item that it is compared with, or Excel's number for a neighbour.
    """

    pivot: PivotPart
    aggregates: Aggregates
    value: int
    way: str
    base: tuple[int, int] | None
    item: int
    below: tuple[dict[Key, list[int]], dict[Key, list[int]]]

    def number(self, place: Place) -> float | None:
        """The number itself."""
        return self.aggregates.number(place, self.value)

    def shown(self, place: Place) -> float | None:
        """What the cell must show.

        Raises: KeyError for a way that isn't known.
        """
        if self.way == "normal":
            return self.number(place)
        if self.way in _SHARES:
            return _share(self.number(place), self.number(_SHARES[self.way](place)))
        if self.way == "index":
            row, column, total = (self.number(p) for p in ((place[0], ()), ((), place[1]), ((), ())))
            own = self.number(place)
            return (
                None
                if own is None or total is None or not row or not column
                else own * total / (row * column)
            )
        if self.base is None:
            raise KeyError(self.way)
        side, level = self.base
        if len(place[side]) <= level:
            return None
        return _ALONG[self.way](self, place)

    def siblings(self, place: Place) -> list[int]:
        """The items of the base field beside the one at a place, in display order."""
        side, level = self.base or (0, 0)
        return self.below[side].get(place[side][:level], [])

    def own(self, place: Place) -> int:
        """The item of the base field at a place."""
        side, level = self.base or (0, 0)
        return place[side][level]

    def at(self, place: Place, item: int) -> float | None:
        """The number at the same place for another item of the base field."""
        side, level = self.base or (0, 0)
        key = (*place[side][:level], item, *place[side][level + 1 :])
        return self.number((key, place[1]) if side == 0 else (place[0], key))

    def other(self, place: Place) -> int | None:
        """The item to compare with."""
        if self.item not in (_PREVIOUS, _NEXT):
            return self.item
        siblings = self.siblings(place)
        place_there = siblings.index(self.own(place)) + (1 if self.item == _NEXT else -1)
        return siblings[place_there] if 0 <= place_there < len(siblings) else None


def compared(
    pivot: PivotPart,
    aggregates: Aggregates,
    value: int,
    below: tuple[dict[Key, list[int]], dict[Key, list[int]]],
) -> Compared:
    """How a pivot shows one of its values; below: the items that its lines show below each beginning of a
    key."""
    data = pivot.data_fields[value]
    newer = next(data.iter(f"{{{X14}}}dataField"), None)
    way = data.get("showDataAs", "normal") if newer is None else newer.get("pivotShowAs", "normal")
    number = whole(data, "baseField", 0)
    bases = [
        (side, pivot.own_axis(axis).index(number))
        for side, axis in enumerate(("row", "col"))
        if number in pivot.own_axis(axis)
    ]
    return Compared(
        pivot, aggregates, value, way, bases[0] if bases else None, whole(data, "baseItem", 0), below
    )


def _share(part: float | None, of: float | None) -> float | None:
    return None if part is None or not of else part / of


_SHARES: dict[str, Callable[[Place], Place]] = {
    "percentOfRow": lambda place: (place[0], ()),
    "percentOfCol": lambda place: ((), place[1]),
    "percentOfTotal": lambda _: ((), ()),
    "percentOfParentRow": lambda place: (place[0][:-1], place[1]),
    "percentOfParentCol": lambda place: (place[0], place[1][:-1]),
}


def _difference(one: Compared, place: Place) -> float | None:
    other = one.other(place)
    if other is None or other == one.own(place):
        return None
    return (one.number(place) or 0.0) - (one.at(place, other) or 0.0)


def _percent(one: Compared, place: Place) -> float | None:
    other = one.other(place)
    return 1.0 if other is None else _share(one.number(place), one.at(place, other))


def _percent_difference(one: Compared, place: Place) -> float | None:
    other = one.other(place)
    if other is None or other == one.own(place):
        return None
    base = one.at(place, other) or 0.0
    return _share((one.number(place) or 0.0) - base, base)


def _running(one: Compared, place: Place) -> float | None:
    siblings = one.siblings(place)
    until = siblings[: siblings.index(one.own(place)) + 1]
    return sum(one.at(place, item) or 0.0 for item in until)


def _percent_running(one: Compared, place: Place) -> float | None:
    return _share(_running(one, place), sum(one.at(place, item) or 0.0 for item in one.siblings(place)))


def _of_parent(one: Compared, place: Place) -> float | None:
    side, level = one.base or (0, 0)
    key = place[side][: level + 1]
    return _share(one.number(place), one.number((key, place[1]) if side == 0 else (place[0], key)))


def _rank(descending: bool) -> Callable[[Compared, Place], float | None]:
    def rank(one: Compared, place: Place) -> float | None:
        own = one.number(place)
        others = {one.at(place, item) for item in one.siblings(place)}
        if own is None:
            return None
        return 1 + sum(n > own if descending else n < own for n in others if n is not None)

    return rank


_ALONG: dict[str, Callable[[Compared, Place], float | None]] = {
    "difference": _difference,
    "percent": _percent,
    "percentDiff": _percent_difference,
    "runTotal": _running,
    "percentOfRunningTotal": _percent_running,
    "percentOfParent": _of_parent,
    "rankAscending": _rank(descending=False),
    "rankDescending": _rank(descending=True),
}
