"""What a pivot's cells show: the numbers themselves, or as compared with others of the same pivot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite

from excel.book import Neighbour
from excel.layout.axes import Axis, Key
from excel.layout.measures import Measure, of_nothing

Place = tuple[Key, Key]


@dataclass(frozen=True)
class Numbers:
    """A pivot's numbers before anything is compared.

    numbers: one for each measure at each row key and column key, and at every beginning of these.
    bases: for a measure that is compared along a field: the axis (0 rows, 1 columns) and level of this
        field, and the item that it is compared with.
    """

    measures: tuple[Measure, ...]
    rows: Axis
    columns: Axis
    numbers: Mapping[Place, tuple[float | None, ...]]
    bases: Mapping[int, tuple[int, int, int | Neighbour | None]]

    def number(self, measure: int, place: Place) -> float | None:
        """The number at a row and a column."""
        found = self.numbers.get(place)
        return of_nothing(self.measures[measure]) if found is None else found[measure]

    def shown(self, measure: int, place: Place) -> float | None:
        """What the cell shows; None leaves it empty."""
        show_as = self.measures[measure].value.show_as
        if show_as is None:
            return self.number(measure, place)
        shown = _WAYS[show_as](self, measure, place)
        return shown if shown is not None and isfinite(shown) else None


def _number(numbers: Numbers, measure: int, place: Place) -> float:
    return numbers.number(measure, place) or 0.0


def _share(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def _of(whole: Callable[[Place], Place]) -> Callable[[Numbers, int, Place], float | None]:
    """A share of the number at another place."""

    def share(numbers: Numbers, measure: int, place: Place) -> float | None:
        return _share(numbers.number(measure, place), numbers.number(measure, whole(place)))

    return share


def _of_parent(numbers: Numbers, measure: int, place: Place) -> float | None:
    axis, level, _ = numbers.bases[measure]
    if len(place[axis]) <= level:
        return None
    parent = _with(place, axis, place[axis][: level + 1])
    return _share(numbers.number(measure, place), numbers.number(measure, parent))


def _with(place: Place, axis: int, key: Key) -> Place:
    return (key, place[1]) if axis == 0 else (place[0], key)


def _index(numbers: Numbers, measure: int, place: Place) -> float | None:
    row, column = numbers.number(measure, (place[0], ())), numbers.number(measure, ((), place[1]))
    own, total = numbers.number(measure, place), numbers.number(measure, ((), ()))
    return None if own is None or total is None or not row or not column else own * total / (row * column)


def _siblings(numbers: Numbers, measure: int, place: Place) -> tuple[int, ...]:
    """The items of the base field beside the one at a place, as they are shown; () above that field."""
    axis, level, _ = numbers.bases[measure]
    return (numbers.rows, numbers.columns)[axis].below.get(place[axis][:level], ())


def _other(numbers: Numbers, measure: int, place: Place, item: int) -> Place:
    """The same place, but for another item of the base field."""
    axis, level, _ = numbers.bases[measure]
    key = place[axis]
    return _with(place, axis, (*key[:level], item, *key[level + 1 :]))


def _own(numbers: Numbers, measure: int, place: Place) -> int | None:
    """The item of the base field at a place; None above that field."""
    axis, level, _ = numbers.bases[measure]
    return place[axis][level] if len(place[axis]) > level else None


def _compared(numbers: Numbers, measure: int, place: Place) -> Place | None:
    """The place to compare with; None where there is none."""
    own, base = _own(numbers, measure, place), numbers.bases[measure][2]
    if own is None or base is None:
        return None
    if not isinstance(base, Neighbour):
        return _other(numbers, measure, place, base)
    siblings = _siblings(numbers, measure, place)
    number = siblings.index(own) + (1 if base is Neighbour.NEXT else -1)
    return _other(numbers, measure, place, siblings[number]) if 0 <= number < len(siblings) else None


def _difference(numbers: Numbers, measure: int, place: Place) -> float | None:
    other = _compared(numbers, measure, place)
    if other is None or other == place:
        return None
    return _number(numbers, measure, place) - _number(numbers, measure, other)


def _percent(numbers: Numbers, measure: int, place: Place) -> float | None:
    other = _compared(numbers, measure, place)
    if other is None:
        neighbour = isinstance(numbers.bases[measure][2], Neighbour)
        return 1.0 if neighbour and _own(numbers, measure, place) is not None else None
    return _share(numbers.number(measure, place), numbers.number(measure, other))


def _percent_difference(numbers: Numbers, measure: int, place: Place) -> float | None:
    other = _compared(numbers, measure, place)
    if other is None or other == place:
        return None
    base = _number(numbers, measure, other)
    return _share(_number(numbers, measure, place) - base, base)


def _running(numbers: Numbers, measure: int, place: Place) -> float | None:
    own = _own(numbers, measure, place)
    if own is None:
        return None
    siblings = _siblings(numbers, measure, place)
    until = siblings[: siblings.index(own) + 1]
    return sum(_number(numbers, measure, _other(numbers, measure, place, item)) for item in until)


def _percent_running(numbers: Numbers, measure: int, place: Place) -> float | None:
    siblings = _siblings(numbers, measure, place)
    total = sum(_number(numbers, measure, _other(numbers, measure, place, item)) for item in siblings)
    return _share(_running(numbers, measure, place), total)


def _rank(descending: bool) -> Callable[[Numbers, int, Place], float | None]:
    def rank(numbers: Numbers, measure: int, place: Place) -> float | None:
        own = numbers.number(measure, place)
        if own is None or _own(numbers, measure, place) is None:
            return None
        siblings = _siblings(numbers, measure, place)
        others = {numbers.number(measure, _other(numbers, measure, place, item)) for item in siblings}
        return 1 + sum(n > own if descending else n < own for n in others if n is not None)

    return rank


_WAYS: Mapping[str, Callable[[Numbers, int, Place], float | None]] = {
    "difference": _difference,
    "percent": _percent,
    "percent_difference": _percent_difference,
    "running_total": _running,
    "percent_running_total": _percent_running,
    "percent_of_row": _of(lambda place: (place[0], ())),
    "percent_of_column": _of(lambda place: ((), place[1])),
    "percent_of_total": _of(lambda place: ((), ())),
    "percent_of_parent_row": _of(lambda place: (place[0][:-1], place[1])),
    "percent_of_parent_column": _of(lambda place: (place[0], place[1][:-1])),
    "percent_of_parent": _of_parent,
    "index": _index,
    "rank_ascending": _rank(descending=False),
    "rank_descending": _rank(descending=True),
}
