"""The distinct values of a column, numbered in the order in which they first appear.

Then a column's cells, a cache's records and a pivot's sums are look-ups by number instead of work on every
value.
"""

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from excel.data.columns import CellColumn, nulls
from excel.data.contents import Content
from excel.data.fitting import Reason

_BLANK = "(blank)"


@dataclass
class _Codes:
    """What is known of values of one type: which number each has."""

    dtype: pl.DataType
    values: list[Content] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    _index: tuple[pl.Series, pl.Series] | None = None

    def add(self, value: Content, code: int) -> None:
        self.values.append(value)
        self.codes.append(code)
        self._index = None

    def of(self, series: pl.Series) -> pl.Series:
        """The number of each value; null for unknown ones."""
        if self._index is None:
            self._index = pl.Series(self.values, dtype=self.dtype), pl.Series(self.codes, dtype=pl.UInt32)
        known, codes = self._index
        if not len(known):
            return nulls(pl.UInt32(), len(series))
        return series.replace_strict(known, codes, default=None, return_dtype=pl.UInt32)


class Coding:
    """The numbers of a column's values so far.

    items: the distinct values as cells hold them, by number; None is the empty one.
    listed: a pivot uses the column, so Excel's rules for items hold: texts that differ only in case are one
        item, by its first spelling, and a text "(blank)" is the empty one.
    """

    def __init__(self, column_type: pl.DataType, listed: bool) -> None:
        self.listed = listed
        self.items: list[Content] = []
        self.changes: Counter[Reason] = Counter()
        self._values, self._texts = _Codes(column_type), _Codes(pl.String())
        self._numbers: dict[tuple[type, Content], int] = {}
        self._renamed: dict[str, Reason] = {}

    def encode(self, column: CellColumn) -> pl.Series:
        """The number of each cell's value, as UInt32 without nulls; new values get the next numbers."""
        codes = self._known(column)
        if codes.null_count():
            unknown = codes.is_null()
            self._learn(column, unknown)
            codes = self._known(column)
        if self._renamed:
            self._count_renamed(column)
        return codes

    def _known(self, column: CellColumn) -> pl.Series:
        codes = self._values.of(column.values)
        if column.texts is not None:
            codes = codes.zip_with(column.texts.is_null(), self._texts.of(column.texts))
        blank = self._numbers.get((type(None), None))
        if blank is None:
            return codes
        return codes.zip_with(
            column.filled, pl.Series([blank], dtype=pl.UInt32).new_from_index(0, len(codes))
        )

    def _learn(self, column: CellColumn, unknown: pl.Series) -> None:
        frame = pl.DataFrame({"value": column.values, "text": _texts(column)}).filter(unknown)
        for value, text in frame.unique(maintain_order=True).rows():
            if text is not None:
                self._texts.add(text, self._number(text))
            elif value is not None:
                self._values.add(value, self._number(value))
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

    def _count_renamed(self, column: CellColumn) -> None:
        for texts in (column.values, column.texts):
            if texts is not None and texts.dtype == pl.String:
                found = texts.filter(texts.is_in(list(self._renamed))).value_counts()
                for text, count in found.rows():
                    self.changes[self._renamed[text]] += count


def _texts(column: CellColumn) -> pl.Series:
    if column.texts is not None:
        return column.texts
    return nulls(pl.String(), len(column.values))


def worth_coding(column: CellColumn, most: int) -> bool:
    """Whether a first batch of a column has so few distinct values that numbering them pays."""
    size = len(column.values)
    return column.texts is None and column.values.n_unique() <= min(most, max(size // 4, 1))
