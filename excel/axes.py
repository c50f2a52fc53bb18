"""Fields on a pivot's axes: their items, sorted as Excel would sort them, and the labels of those."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from excel.cells import Content

BLANK = "(blank)"


@dataclass(frozen=True)
class AxisField:
    """A field that a pivot has on rows, columns or as a page.

    number: its position among the cache's fields.
    items: its distinct values in the cache's order; order: their indexes in display order.
    """

    number: int
    name: str
    number_format: str
    items: tuple[Content, ...]
    order: tuple[int, ...]

    def positions(self) -> list[int]:
        """The display position of each item of the cache."""
        places = [0] * len(self.order)
        for position, index in enumerate(self.order):
            places[index] = position
        return places

    def label(self, position: int) -> Content:
        """What stands in the cell of the item at a display position."""
        value = self.items[self.order[position]]
        return BLANK if value is None else value


def display_order(items: tuple[Content, ...]) -> tuple[int, ...]:
    """The indexes of items, sorted upwards: numbers and dates, texts, FALSE and TRUE, and blank last.

    Texts go by their letters without accents and case first. Excel's own order depends on its language and
    may differ for the rest; it sorts anew at a refresh.
    """
    return tuple(sorted(range(len(items)), key=lambda index: _sort_key(items[index])))


def _sort_key(value: Content) -> tuple[int, float, str, str]:
    if value is None:
        return 3, 0, "", ""
    if isinstance(value, bool):
        return 2, value, "", ""
    if isinstance(value, str):
        return 1, 0, _letters(value), value
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        return 0, (moment - datetime.min).total_seconds(), "", ""
    return 0, value, "", ""


def _letters(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
