"""The XML of numbered values, made once for each value and looked up for each cell."""

from dataclasses import dataclass, field

import polars as pl

from excel import markup
from excel.data.cache_values import cache_value
from excel.data.coding import Coding
from excel.data.contents import Content, number
from excel.data.fitting import serial
from excel.data.shared_strings import SharedStrings

# Texts that are shared must be found again by every reader; a column of more texts has them in its cells.
_MOST_SHARED = 4_096


@dataclass
class Finishing:
    """The XML of a column's values so far, by their numbers."""

    coding: Coding
    strings: SharedStrings
    style: int
    cached: bool
    _cells: list[str] = field(default_factory=list)
    _records: list[str] = field(default_factory=list)
    _series: tuple[pl.Series, pl.Series] | None = None

    def series(self) -> tuple[pl.Series, pl.Series]:
        """The cells and the records; what is returned stays as it is."""
        fresh = self.coding.items[len(self._cells) :]
        if fresh or self._series is None:
            start = len(self._cells)
            self._cells += [self._cell(item) for item in fresh]
            # Without a cache nobody looks at records.
            coded = enumerate(fresh, start)
            self._records += [self._record(item, code) if self.cached else "" for code, item in coded]
            self._series = pl.Series(self._cells, dtype=pl.String), pl.Series(self._records, dtype=pl.String)
        return self._series

    def _record(self, item: Content, code: int) -> str:
        return f'<x v="{code}"/>' if self.coding.listed else cache_value(item)

    def _cell(self, item: Content) -> str:
        styled = f' s="{self.style}"' if self.style else ""
        match item:
            case None:
                return "<c/>"
            case str() if len(self._cells) < _MOST_SHARED:
                return f'<c{styled} t="s"><v>{self.strings.number(item)}</v></c>'
            case str():
                text = markup.text(item)
                return f'<c{styled} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            case bool():
                return f'<c{styled} t="b"><v>{item:d}</v></c>'
            case int() | float():
                return f"<c{styled}><v>{number(item)}</v></c>"
            case _:
                return f"<c{styled}><v>{number(serial(item))}</v></c>"
