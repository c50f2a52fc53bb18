"""Values shown as compared with others, after Excel's *Show values as*."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite

from excel.book import Neighbour, Value
from tests.excel.recomputing.items import Known, known
from tests.excel.recomputing.numbers import Key, Place

Ordered = Mapping[Key, tuple[Known, ...]]


@dataclass(frozen=True)
class Comparison:
    """A value's numbers, and along what they are compared.

    siblings: for each row key (or column key) that has items below it these, as they are shown; of the base
        field's axis.
    """

    value: Value
    number: Callable[[Place], float | None]
    axis: int = 0
    level: int = 0
    siblings: Ordered | None = None

    def at(self, place: Place, key: Key) -> Place:
        """The same place for another key of the base field's axis."""
        return (key, place[1]) if self.axis == 0 else (place[0], key)

    def others(self, place: Place) -> list[Place]:
        """The places of the base field's items beside the one here, itself included."""
        key = place[self.axis]
        items = (self.siblings or {}).get(key[: self.level], ())
        return [self.at(place, (*key[: self.level], item, *key[self.level + 1 :])) for item in items]


def shown(compared: Comparison, place: Place) -> float | None:
    """What a cell shows; None where it stays empty."""
    way, (row, column) = compared.value.show_as, place
    number = compared.number
    match way:
        case None:
            return number(place)
        case "percent_of_row":
            return _share(number(place), number((row, ())))
        case "percent_of_column":
            return _share(number(place), number(((), column)))
        case "percent_of_total":
            return _share(number(place), number(((), ())))
        case "percent_of_parent_row":
            return _share(number(place), number((row[:-1], column)))
        case "percent_of_parent_column":
            return _share(number(place), number((row, column[:-1])))
        case "index":
            return _index(number, place)
    return _along(compared, place) if len(place[compared.axis]) > compared.level else None


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _index(number: Callable[[Place], float | None], place: Place) -> float | None:
    own, total = number(place), number(((), ()))
    across, down = number((place[0], ())), number(((), place[1]))
    if own is None or total is None or not across or not down:
        return None
    index = own * total / (across * down)
    return index if isfinite(index) else None


def _along(compared: Comparison, place: Place) -> float | None:
    """Those that need a base field; the place has an item of it."""
    number, places = compared.number, compared.others(place)
    here = places.index(place)
    match compared.value.show_as:
        case "running_total":
            return _sum(number, places[: here + 1])
        case "percent_running_total":
            return _share(_sum(number, places[: here + 1]), _sum(number, places))
        case "rank_ascending" | "rank_descending" as way:
            return _rank(number, places, place, way == "rank_descending")
        case "percent_of_parent":
            key = place[compared.axis][: compared.level + 1]
            return _share(number(place), number(compared.at(place, key)))
    return _from_base(compared, place, places, here)


def _sum(number: Callable[[Place], float | None], places: list[Place]) -> float:
    return sum(number(place) or 0.0 for place in places)


def _rank(
    number: Callable[[Place], float | None], places: list[Place], here: Place, down: bool
) -> float | None:
    """Equal numbers share a rank, and the next one follows without a gap."""
    distinct = sorted({n for place in places if (n := number(place)) is not None}, reverse=down)
    own = number(here)
    return None if own is None else distinct.index(own) + 1.0


def _from_base(compared: Comparison, place: Place, places: list[Place], here: int) -> float | None:
    item, way = compared.value.base_item, compared.value.show_as
    if isinstance(item, Neighbour):
        at = here + (1 if item is Neighbour.NEXT else -1)
        base = places[at] if 0 <= at < len(places) else None
    else:
        key = place[compared.axis]
        base = compared.at(place, (*key[: compared.level], known(item), *key[compared.level + 1 :]))
    if base is None or base == place:
        return 1.0 if way == "percent" and (base is None or compared.number(place)) else None
    own, other = compared.number(place), compared.number(base)
    if way == "percent":
        return _share(own, other)
    difference = (own or 0.0) - (other or 0.0)
    return difference if way == "difference" else _share(difference, other)
