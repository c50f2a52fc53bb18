"""What a pivot adds up while its Table's rows pass by: statistics for each combination of items that
occurs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

# So many lines of partial sums are put together at once: enough to be quick, few enough to be small.
_MANY_LINES = 200_000


@dataclass
class Cube:
    """Sums of the rows so far.

    columns: those of the Table by whose items the rows are told apart; statistics: names such as "s7", see
    `excel.layout.measures`.
    """

    columns: tuple[int, ...]
    statistics: frozenset[str]
    _parts: list[pl.DataFrame] = field(default_factory=list)
    _lines: int = 0

    def partial(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The sums of some rows: one line for each combination of items, keys "i…" and the statistics.

        frame: for each column its items' codes "i…", and of measured ones the numbers "n…" (null where there
            is
        none) and whether the cell is filled "p…".
        """
        keys = [f"i{column}" for column in self.columns]
        return _grouped(frame, keys, [_first(name) for name in sorted(self.statistics)])

    def take(self, partial: pl.DataFrame) -> None:
        """Add sums of rows, in the order of the rows."""
        self._parts.append(partial)
        self._lines += partial.height
        if self._lines > _MANY_LINES and len(self._parts) > 1:
            self._parts = [self.sums()]
            # When hardly any lines fell together, wait until there are twice as many.
            self._lines = 0 if self._parts[0].height < _MANY_LINES // 2 else -self._parts[0].height

    def sums(self) -> pl.DataFrame:
        """All sums: one line for each combination of items."""
        keys = [f"i{column}" for column in self.columns]
        return merged(pl.concat(self._parts), keys, self.statistics)


def merged(frame: pl.DataFrame, keys: Sequence[str], statistics: Iterable[str]) -> pl.DataFrame:
    """Sums put together by fewer keys."""
    return _grouped(frame, keys, [_again(name) for name in sorted(statistics)])


def _grouped(frame: pl.DataFrame, keys: Sequence[str], sums: Sequence[pl.Expr]) -> pl.DataFrame:
    if not keys:
        return frame.select(sums) if sums else pl.DataFrame({"lines": [frame.height]})
    return frame.group_by(keys, maintain_order=True).agg(sums)


def _first(name: str) -> pl.Expr:
    """A statistic from the rows themselves."""
    letter, column = name[0], name[1:]
    numbers = pl.col(f"n{column}")
    match letter:
        case "p":
            made = pl.col(f"p{column}").sum().cast(pl.Int64)
        case "c":
            made = numbers.count().cast(pl.Int64)
        case "s":
            made = numbers.sum()
        case "l":
            made = numbers.min()
        case "h":
            made = numbers.max()
        case "x":
            made = numbers.product()
        case _:
            made = (numbers - numbers.mean()).pow(2).sum()
    return made.alias(name)


def _again(name: str) -> pl.Expr:
    """A statistic from those of parts.

    The squares' sum around the mean follows Chan, Golub and LeVeque (1979): those of the parts around their
    own means, and those of the parts' means around the whole's.
    """
    letter, column = name[0], name[1:]
    own = pl.col(name)
    match letter:
        case "l":
            made = own.min()
        case "h":
            made = own.max()
        case "x":
            made = own.product()
        case "q":
            count, total = pl.col(f"c{column}"), pl.col(f"s{column}")
            off = pl.when(count > 0).then(total / count - total.sum() / count.sum())
            made = own.sum() + (off.pow(2) * count).sum()
        case _:
            made = own.sum()
    return made.alias(name)
