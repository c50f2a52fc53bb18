"""Rows of Python values, turned into columns; a value that isn't of its column's kind is named by its
place."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

import polars as pl

from excel.book import Column, DataSheet, Kind, Raw
from excel.data.columns import DTYPES, CellColumn, fitted, fitted_values
from excel.data.fitting import LONG_INTEGER, accepts
from excel.problems import DataProblem

# Values of just these types need no closer look; a datetime may have a time zone, a Decimal be a signal.
_PLAIN_TYPES: dict[Kind, set[type]] = {
    "text": {str, type(None)},
    "integer": {int, type(None)},
    "decimal": {int, float, type(None)},
    "boolean": {bool, type(None)},
    "date": {date, type(None)},
    "datetime": {type(None)},
    "time": {type(None)},
    "duration": {timedelta, type(None)},
}
# The types in which a frame takes them; whole numbers may be larger than any of its integers.
_TAKEN: dict[Kind, pl.DataType] = {**DTYPES, "duration": pl.Duration("us")}


def row_columns(
    rows: Iterable[Sequence[Raw]], sheet: DataSheet, batch_rows: int
) -> Iterator[tuple[CellColumn, ...]]:
    """Batches of columns.

    Raises: DataProblem for a row of another length, and a value that its column's kind doesn't accept.
    """
    iterator, first = iter(rows), 1
    while chunk := list(islice(iterator, batch_rows)):
        _refuse_other_lengths(chunk, sheet, first)
        columns = zip(*chunk, strict=True)
        yield tuple(
            _column(column, values, first) for column, values in zip(sheet.columns, columns, strict=True)
        )
        first += len(chunk)


def _refuse_other_lengths(rows: Sequence[Sequence[Raw]], sheet: DataSheet, first: int) -> None:
    for number, row in enumerate(rows, first):
        if len(row) != len(sheet.columns):
            raise DataProblem(
                f"Row {number} of sheet {sheet.name!r} has {len(row)} values for "
                f"{len(sheet.columns)} columns."
            )


def _column(column: Column, values: Sequence[Raw], first: int) -> CellColumn:
    kind = column.kind
    if set(map(type, values)) <= _PLAIN_TYPES[kind]:
        taken = _taken(kind, values)
        if taken is not None:
            return fitted(kind, taken)
    for number, value in enumerate(values, first):
        if not accepts(kind, value):
            zone = " without a time zone" if kind in ("datetime", "time") else ""
            raise DataProblem(
                f"Row {number}, column {column.name!r}: {value!r} is no {kind}{zone}; convert it, or change "
                "the kind."
            )
    return fitted_values(kind, values)


def _taken(kind: Kind, values: Sequence[Raw]) -> pl.Series | None:
    """The values as a frame holds them; None where it can't: half characters, integers beyond 64 bits."""
    if kind == "decimal" and any(type(value) is int and abs(value) >= LONG_INTEGER for value in values):
        return None
    try:
        return pl.Series(values, dtype=_TAKEN[kind], strict=kind != "decimal")
    except (UnicodeEncodeError, OverflowError, TypeError, pl.exceptions.PolarsError):
        return None
