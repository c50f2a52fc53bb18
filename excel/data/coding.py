"""The distinct values of a column, numbered in the order in which they first appear.

Then a column's cells, a cache's records and a pivot's sums are look-ups by number instead of work on every
value.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from excel.data.columns import CellColumn
from excel.data.contents import Content
from excel.data.finding import Finder, finder
from excel.data.fitting import Reason

_BLANK = "(blank)"


@dataclass(frozen=True)
class Known:
    """The numbers of the values so far, to look up on any core; it doesn't change when more are learned.

    values, texts: find the distinct values of the column's own type, and texts that stand in for some.
    blank: the number of the empty value, if there was one. renamed: texts that got another spelling.
    """

    values: Finder
    texts: Finder
    blank: int | None
    renamed: Mapping[str, Reason]

    def look_up(self, column: CellColumn) -> pl.Expr:
        """The number of each cell's value, as UInt32; null for values not known."""
        codes = self.values(column.values)
        if column.texts is not None:
            stands_in = pl.lit(column.texts).is_not_null()
            codes = pl.when(stands_in).then(self.texts(column.texts)).otherwise(codes)
        if self.blank is None or column.filled.all():
            return codes
        blank = pl.lit(self.blank, dtype=pl.UInt32)
        return pl.when(pl.lit(column.filled)).then(codes).otherwise(blank)

    def changes(self, column: CellColumn) -> Counter[Reason]:
        """How many texts of a batch got another spelling."""
        counted: Counter[Reason] = Counter()
        for texts in (column.values, column.texts) if self.renamed else ():
            if texts is not None and texts.dtype == pl.String:
                found = texts.filter(texts.is_in(list(self.renamed))).value_counts()
                for text, count in found.rows():
                    counted[self.renamed[text]] += count
        return counted


class Coding:
    """The numbers of a column's values so far.

    items: the distinct values as cells hold them, by number; None is the empty one.
    listed: a pivot uses the column, so Excel's rules for items hold: texts that differ only in case are one
        item, by its first spelling, and a text "(blank)" is the empty one.
    """

    def __init__(self, column_type: pl.DataType, listed: bool) -> None:
        self.listed = listed
        self.items: list[Content] = []
        self._type = column_type
        self._values: dict[Content, int] = {}
        self._texts: dict[str, int] = {}
        self._numbers: dict[tuple[type, Content], int] = {}
        self._renamed: dict[str, Reason] = {}
        self._known: Known | None = None

    @property
    def known(self) -> Known:
        """What is known so far."""
        if self._known is None:
            self._known = Known(
                finder(self._values, self._type),
                finder(self._texts, pl.String()),
                self._numbers.get((type(None), None)),
                dict(self._renamed),
            )
        return self._known

    def learn(self, column: CellColumn) -> None:
        """Give the values that are new the next numbers, in the order in which they come."""
        unknown = pl.select(self.known.look_up(column)).to_series().is_null()
        if not unknown.any():
            return
        self._known = None
        for value, text in _distinct(column, unknown):
            if text is not None:
                self._texts[text] = self._number(text)
            elif value is not None:
                self._values[value] = self._number(value)
            else:
                self._number(None)

    def _number(self, value: Content) -> int:
        """The number of a value, new or known; of a case twin that of the first spelling."""
        item = self._item(value)
        key = type(item), item.casefold() if self.listed and isinstance(item, str) else item
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        elif isinstance(item, str) and item != self.items[self._numbers[key]]:
            self._renamed[item] = Reason.CASE_TWIN
        return self._numbers[key]

    def _item(self, value: Content) -> Content:
        if self.listed and isinstance(value, str) and value.casefold() == _BLANK:
            self._renamed[value] = Reason.LIKE_BLANK
            return None
        return value


def _distinct(column: CellColumn, which: pl.Series) -> Iterable[tuple[Content, str | None]]:
    """The distinct values of some cells, each with the text that stands in for it."""
    if column.texts is None:
        return ((value, None) for value in column.values.filter(which).unique(maintain_order=True))
    both = pl.DataFrame({"value": column.values, "text": column.texts})
    return both.filter(which).unique(maintain_order=True).rows()


def worth_coding(column: CellColumn, most: int) -> bool:
    """Whether a first batch of a column has so few distinct values that numbering them pays."""
    if column.texts is not None:
        return False
    return column.values.n_unique() <= min(most, max(len(column.values) // 4, 1))
