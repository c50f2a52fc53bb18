"""The records of a pivot cache, read once and kept column by column."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from excel.checks.reading import Opened
from excel.markup import MAIN, unescape

_KINDS = ("s", "n", "d", "b", "m", "e", "x")
_NAMES = {f"{MAIN} {kind}": kind for kind in _KINDS}
_RECORD, _ROOT = f"{MAIN} r", f"{MAIN} pivotCacheRecords"
# So many values are turned into columns at a time.
_BLOCK = 1_000_000


@dataclass(frozen=True)
class RecordColumn:
    """A field's values in all records, as the XML has them: the elements' names and their v."""

    kinds: pl.Series
    texts: pl.Series

    @property
    def codes(self) -> pl.Series:
        """The indexes of items, as UInt32.

        Raises: ValueError when the records hold something else.
        """
        if not (self.kinds == "x").all():
            raise ValueError("records hold values where items are listed")
        return _as(self.texts, pl.UInt32())

    def distinct(self) -> list[tuple[str, str]]:
        """The distinct values."""
        return pl.DataFrame({"kind": self.kinds, "text": self.texts}).unique().rows()

    @property
    def numbers(self) -> pl.Series:
        """The values of numbers, null where there are others.

        Raises: ValueError for what is none.
        """
        return _as(self.texts.zip_with(self.kinds == "n", nothing(len(self.texts))), pl.Float64())


@dataclass(frozen=True)
class Records:
    """A cache's records.

    uneven: the number of the first record, counted from 1, that has not one value for each field, and how
        many it has; columns end before it. understood: whether there is nothing in them that isn't known
        here.
    """

    count: int
    columns: tuple[RecordColumn, ...]
    uneven: tuple[int, int] | None
    understood: bool


def nothing(size: int) -> pl.Series:
    """So many empty texts."""
    return pl.Series([None], dtype=pl.String).new_from_index(0, size)


def _as(texts: pl.Series, dtype: pl.DataType) -> pl.Series:
    try:
        return texts.cast(dtype)
    except pl.exceptions.PolarsError:
        wrong = texts.filter(texts.is_not_null() & texts.cast(dtype, strict=False).is_null())
        raise ValueError(f"{wrong[0]!r} is no number") from None


def read(workbook: Opened, part: str, width: int) -> Records:
    """The records of a part; width: how many values each should have.

    Raises: Unreadable where it is no XML.
    """
    reader = _Reader(width)
    workbook.walk(part, reader.start, None)
    return reader.done()


@dataclass
class _Reader:
    """Takes what the XML parser finds; values wait in one list until there are many."""

    width: int
    count: int = 0
    uneven: tuple[int, int] | None = None
    understood: bool = True
    _kinds: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _blocks: list[pl.DataFrame] = field(default_factory=list)
    # So many of the waiting values are of whole records.
    _whole: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        kind = _NAMES.get(name)
        if kind is not None:
            text = attributes.get("v", "")
            self._kinds.append(kind)
            self._texts.append(unescape(text) if "_x" in text else text)
        elif name == _RECORD:
            self._end_record()
            self.count += 1
        elif name != _ROOT:
            self.understood = False

    def done(self) -> Records:
        self._end_record()
        self._end_block()
        whole = pl.concat(self._blocks)
        columns = tuple(
            RecordColumn(whole[f"k{number}"], whole[f"t{number}"]) for number in range(self.width)
        )
        return Records(self.count, columns, self.uneven, self.understood)

    def _end_record(self) -> None:
        if self.uneven is not None:
            return
        size = len(self._kinds) - self._whole
        if size == self.width or not self.count:
            self._whole += size
        else:
            self.uneven = self.count, size
        if self._whole >= _BLOCK:
            self._end_block()

    def _end_block(self) -> None:
        frame: dict[str, Sequence[str]] = {}
        for number in range(self.width):
            frame[f"k{number}"] = self._kinds[number : self._whole : self.width]
            frame[f"t{number}"] = self._texts[number : self._whole : self.width]
        types = {name: pl.Enum(_KINDS) if name[0] == "k" else pl.String() for name in frame}
        self._blocks.append(pl.DataFrame(frame, schema=types))
        self._kinds, self._texts, self._whole = [], [], 0
