"""What a pivot needs to know of the rows: a tally of each measured field for each combination of its axis
items.

Combinations are counted by the items' indexes in the cache while the rows pass by; afterwards `cube` puts
them into display order and adds every subtotal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from excel.cells import Content
from excel.tally import Tally

Key = tuple[int, ...]
# Row key and column key, each of any length up to the axis's own: a shorter one is a subtotal, () a grand
# total. For each, the tallies by the position of the measured field among the cache's fields.
Cube = dict[tuple[Key, Key], dict[int, Tally]]


@dataclass
class Summary:
    """The combinations of one pivot.

    rows, columns: the fields on the axes, and measured: the fields to tally, each by its position in the
        cache.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    measured: tuple[int, ...]
    _leaves: dict[Key, dict[int, Tally]] = field(default_factory=dict)

    def add(self, indexes: Mapping[int, Sequence[int]], contents: Sequence[Sequence[Content]]) -> None:
        """Count a batch of rows in.

        indexes: for each axis field the item of each row; contents: for every field the value of each row.
        """
        keys = zip(*(indexes[number] for number in (*self.rows, *self.columns)), strict=True)
        places: dict[Key, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        for key, chosen in places.items():
            leaf = self._leaves.setdefault(key, {number: Tally() for number in self.measured})
            for number, tally in leaf.items():
                values = contents[number]
                tally.add([values[place] for place in chosen])

    def cube(self, positions: Mapping[int, Sequence[int]]) -> Cube:
        """All combinations with their subtotals, in display order.

        positions: for each axis field the display position of each item.
        """
        ranks = [positions[number] for number in (*self.rows, *self.columns)]
        split, cube = len(self.rows), Cube()
        for key, tallies in self._leaves.items():
            shown = tuple(rank[index] for rank, index in zip(ranks, key, strict=True))
            for place in product(_beginnings(shown[:split]), _beginnings(shown[split:])):
                total = cube.setdefault(place, {number: Tally() for number in self.measured})
                for number, tally in tallies.items():
                    total[number].merge(tally)
        return cube


def _beginnings(key: Key) -> Iterator[Key]:
    """A key and its shorter beginnings down to the empty one."""
    return (key[:length] for length in range(len(key), -1, -1))
