"""A batch of rows as XML: rows of a data sheet, and records of a pivot cache.

Columns whose values are numbered (`coding`) have their XML ready, by number. Neighbours among them are
joined: two columns of 10 and 40 values are one of 400 finished pairs, so that a row is put together from a
few long pieces instead of many short ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from excel.book import Kind
from excel.data import markup_columns
from excel.data.columns import CellColumn
from excel.data.utf8 import utf8

# So many finished pairs are quickly made for each batch, and save more time than that.
_MOST_JOINED = 4_096


@dataclass(frozen=True)
class Finished:
    """A numbered column: the number of each row's value, and by number the XML of its cell and of its
    record."""

    codes: pl.Series
    cells: pl.Series
    records: pl.Series


@dataclass(frozen=True)
class Plain:
    """A column whose values are written one by one."""

    kind: Kind
    column: CellColumn
    style: int


def sheet_rows(columns: Sequence[Finished | Plain]) -> Sequence[memoryview]:
    """The rows of a data sheet."""
    pieces: list[pl.Expr] = []
    for one in _joined([(c.codes, c.cells) if isinstance(c, Finished) else c for c in columns]):
        if isinstance(one, Plain):
            pieces += markup_columns.cells(one.kind, one.column, one.style)
        else:
            pieces.append(_look_up(*one))
    return _together("<row>", pieces, "</row>")


def cache_records(columns: Sequence[Finished | Plain]) -> Sequence[memoryview]:
    """The records of a pivot cache."""
    pieces: list[pl.Expr] = []
    for one in _joined([(c.codes, c.records) if isinstance(c, Finished) else c for c in columns]):
        if isinstance(one, Plain):
            pieces += markup_columns.records(one.kind, one.column)
        else:
            pieces.append(_look_up(*one))
    return _together("<r>", pieces, "</r>")


def _look_up(codes: pl.Series, finished: pl.Series) -> pl.Expr:
    return pl.lit(finished).gather(pl.lit(codes))


def _joined(
    columns: Sequence[tuple[pl.Series, pl.Series] | Plain],
) -> Iterator[tuple[pl.Series, pl.Series] | Plain]:
    """The columns, numbered neighbours joined while there are few enough pairs."""
    waiting: tuple[pl.Series, pl.Series] | None = None
    for one in columns:
        if isinstance(one, Plain):
            if waiting is not None:
                yield waiting
            waiting = None
            yield one
        elif waiting is None or len(waiting[1]) * len(one[1]) > _MOST_JOINED:
            if waiting is not None:
                yield waiting
            waiting = one
        else:
            waiting = _pair(waiting, one)
    if waiting is not None:
        yield waiting


def _pair(
    first: tuple[pl.Series, pl.Series], second: tuple[pl.Series, pl.Series]
) -> tuple[pl.Series, pl.Series]:
    (codes, finished), (other_codes, others) = first, second
    width = len(others)
    return codes * width + other_codes, _pairs(_Same(finished), _Same(others))


@dataclass(frozen=True, eq=False)
class _Same:
    """Finished XML, known again by being the very same object: nearly all batches have the same."""

    finished: pl.Series

    def __hash__(self) -> int:
        return id(self.finished)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.finished is other.finished


@lru_cache(maxsize=64)
def _pairs(first: _Same, second: _Same) -> pl.Series:
    """Each of the first, followed by each of the second."""
    width = len(second.finished)
    places = pl.int_range(len(first.finished) * width, dtype=pl.UInt32, eager=True)
    return first.finished.gather(places // width) + second.finished.gather(places % width)


def _together(opening: str, pieces: Sequence[pl.Expr], closing: str) -> Sequence[memoryview]:
    """The pieces of each row between two tags, and all rows, as UTF-8."""
    return utf8(pl.select(pl.concat_str(pl.lit(opening), *pieces, pl.lit(closing))).to_series())
