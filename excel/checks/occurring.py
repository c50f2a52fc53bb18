"""The rows and columns of a PivotTable that occur in the records of its cache, and the values there."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from excel.checks.caches import Cache
from excel.checks.pivots import Key
from excel.checks.records import RecordColumn

Place = tuple[Key, Key]
# A column of the cache, and for the codes of its items the display positions of a field's.
Positions = tuple[int, Mapping[int, int]]


@dataclass
class Column:
    """The values of a column in some records: how many are filled, and the numbers among them.

    dates: how many are dates or times, which are numbers for Excel too.
    """

    filled: int = 0
    dates: int = 0
    numbers: "array[float]" = field(default_factory=lambda: array("d"))


def occurring(
    cache: Cache,
    axes: tuple[Sequence[Positions], Sequence[Positions]],
    off: Sequence[tuple[int, set[int]]],
    measured: set[int],
) -> Iterator[tuple[Place, dict[int, Column]]]:
    """The innermost rows and columns that occur, with what each measured column holds there.

    axes: the fields of rows and of columns. off: columns, and the codes in them whose records don't count.
    Raises: KeyError for an item that has no place.
    """
    keys = [f"k{number}" for number in range(sum(map(len, axes)))]
    frame = _counting(cache, [*axes[0], *axes[1]], off, measured)
    grouped = frame.group_by(keys or pl.lit(0).alias("all"), maintain_order=True)
    for group in grouped.agg(_sums(measured)).iter_rows(named=True):
        key = tuple(group[name] for name in keys)
        columns = {n: Column(group[f"f{n}"], group[f"d{n}"], array("d", group[f"n{n}"])) for n in measured}
        yield (key[: len(axes[0])], key[len(axes[0]) :]), columns


def _sums(measured: set[int]) -> Iterator[pl.Expr]:
    for number in measured:
        yield pl.col(f"f{number}", f"d{number}").sum()
        yield pl.col(f"n{number}").drop_nulls()


def _counting(
    cache: Cache, fields: Sequence[Positions], off: Sequence[tuple[int, set[int]]], measured: set[int]
) -> pl.DataFrame:
    """The records that count: their places on the axes ("k0" and on), and of each measured column whether a
    value is there ("f…"), is a date ("d…"), and the number that it is ("n…")."""
    counts = pl.Series([True]).new_from_index(0, cache.records.count)
    for number, codes in off:
        counts &= ~cache.records.columns[number].codes.is_in(sorted(codes))
    frame: dict[str, pl.Series] = {}
    for level, (number, place_of) in enumerate(fields):
        frame[f"k{level}"] = _found(cache.records.columns[number].codes.filter(counts), place_of)
    for number in measured:
        column = _resolved(cache, number)
        frame[f"f{number}"] = (column.kinds != "m").filter(counts)
        frame[f"d{number}"] = (column.kinds == "d").filter(counts)
        frame[f"n{number}"] = column.numbers.filter(counts)
    return pl.DataFrame(frame)


def _found(codes: pl.Series, place_of: Mapping[int, int]) -> pl.Series:
    """The places of items by their codes.

    Raises: KeyError for an item that has no place.
    """
    places = codes.replace_strict(place_of, default=None, return_dtype=pl.Int64)
    if places.null_count():
        raise KeyError(codes.filter(places.is_null())[0])
    return places


def _resolved(cache: Cache, number: int) -> RecordColumn:
    """A column with the items themselves where its records refer to them."""
    column, items = cache.records.columns[number], cache.fields[number].items
    if not items:
        return column
    kinds, texts = (pl.Series(part, dtype=pl.String) for part in zip(*items, strict=True))
    return RecordColumn(kinds.gather(column.codes), texts.gather(column.codes))
