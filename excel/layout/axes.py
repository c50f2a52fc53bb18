"""A pivot's axes: their fields with the order of the items, and which items occur below which."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from excel.book import Field, Page
from excel.data.contents import Content
from excel.layout.fields import BLANK, CacheField

# The items of an axis' fields, outermost first, by their indexes; shorter for a group, () for everything.
Key = tuple[int, ...]
Numbers = Mapping[int, float | None]


@dataclass(frozen=True)
class AxisField:
    """A field that a pivot has on rows, columns or as a page.

    order: the indexes of its items in display order; hidden and collapsed: some of those indexes.
    """

    field: CacheField
    described: Field | Page
    order: tuple[int, ...]
    hidden: frozenset[int] = frozenset()
    collapsed: frozenset[int] = frozenset()

    @cached_property
    def positions(self) -> Mapping[int, int]:
        """The display position of each item."""
        return {index: position for position, index in enumerate(self.order)}

    @property
    def name(self) -> str:
        return self.described.caption or self.field.name

    @cached_property
    def blank(self) -> int | None:
        """The item of empty values, if there is one; in groups of dates and numbers it is a text."""
        empty = BLANK if self.field.natural else None
        return self.field.items.index(empty) if empty in self.field.items else None

    def label(self, index: int) -> Content:
        """What stands in the cell of an item."""
        if index == self.blank and isinstance(self.described, Field):
            return self.described.blank_label
        return self.field.label(index)


@dataclass(frozen=True)
class Axis:
    """The fields of rows or columns, outermost first, and the ordered items below each beginning of a key."""

    fields: tuple[AxisField, ...]
    below: Mapping[Key, tuple[int, ...]]

    @property
    def depth(self) -> int:
        return len(self.fields)


def axis(
    fields: tuple[AxisField, ...], keys: Sequence[Key], totals: Mapping[str, Mapping[Key, float]]
) -> Axis:
    """An axis with the items that occur.

    keys: the combinations that occur, in any order; totals: for each value that a field is ordered by its
        number
    at every key and beginning of a key, by its casefolded caption.
    """
    below: dict[Key, list[int]] = {}
    beginnings = {key[:length] for key in keys for length in range(1, len(key) + 1)}
    for beginning in sorted(beginnings):
        below.setdefault(beginning[:-1], []).append(beginning[-1])
    return Axis(
        fields,
        {key: _sorted(fields[len(key)], key, items, totals) if items else () for key, items in below.items()},
    )


def _sorted(
    field: AxisField, key: Key, items: list[int], totals: Mapping[str, Mapping[Key, float]]
) -> tuple[int, ...]:
    described, places = field.described, field.positions
    if isinstance(described, Page) or described.order_by is None:
        return tuple(sorted(items, key=places.__getitem__))
    numbers = totals[described.order_by.casefold()]
    own = {item: numbers.get((*key, item)) for item in items}
    return by_value(items, own, field.field, described.order == "descending")


def by_value(items: Sequence[int], numbers: Numbers, field: CacheField, descending: bool) -> tuple[int, ...]:
    """Items ordered by their numbers, those without one behind, equals by label."""

    def rank(item: int) -> tuple[bool, float, tuple[int, float, str, str]]:
        number = numbers.get(item)
        size = 0.0 if number is None else -number if descending else number
        return number is None, size, _sort_key(field.items[item])

    return tuple(sorted(items, key=rank))


def display_order(
    field: CacheField, described: Field | Page, numbers: Numbers | None = None
) -> tuple[int, ...]:
    """The indexes of all items in display order.

    Numbers and dates come first, then texts by their letters without accents and case, FALSE and TRUE, and
    blank last. Excel's own order depends on its language and may differ for the rest; it sorts anew at a
    refresh.

    numbers: of the items, where the field is ordered by a value.
    """
    everything = range(len(field.items))
    order = "ascending" if isinstance(described, Page) else described.order
    if numbers is not None:
        return by_value(everything, numbers, field, order == "descending")
    if field.natural:
        return tuple(reversed(everything)) if order == "descending" else tuple(everything)
    blank = [index for index in everything if field.items[index] is None]
    filled = [index for index in everything if field.items[index] is not None]
    if order != "given":
        filled.sort(key=lambda index: _sort_key(field.items[index]), reverse=order == "descending")
    return (*filled, *blank)


def _sort_key(value: Content) -> tuple[int, float, str, str]:
    if value is None:
        return 3, 0, "", ""
    if isinstance(value, bool):
        return 2, value, "", ""
    if isinstance(value, str):
        return 1, 0, _letters(value), value
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        return 0, (moment - datetime.min) / timedelta(seconds=1), "", ""
    if isinstance(value, time):
        return 0, value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6, "", ""
    return 0, value, "", ""


def _letters(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
