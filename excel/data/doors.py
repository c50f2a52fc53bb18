"""The doors by which data comes in: rows of Python, and frames of Polars, Arrow or a database driver.

Whatever comes in leaves as batches of the same number of rows, so that the same data gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

import polars as pl
from polars import selectors

from excel import references
from excel.book import Column, DataSheet, Kind, Raw
from excel.data.columns import CellColumn, fitted
from excel.data.rows import row_columns
from excel.problems import DataProblem, LayoutProblem

# Large enough for Polars to be quick, small enough for a few of them to be alive on each core.
BATCH_ROWS = 25_000


@dataclass(frozen=True)
class Batch:
    """Some rows.

    columns: makes their columns of cells, one for each of the sheet's; called on any core, and maybe more
        than once.
    """

    rows: int
    columns: Callable[[], tuple[CellColumn, ...]]


def described(sheet: DataSheet) -> DataSheet:
    """The sheet with the columns of its data filled in where it names none, and the data still whole.

    Of an iterator that needs no look nothing is taken.

    Raises: LayoutProblem when the data has no columns of its own, or the sheet's are not among them.
    """
    if sheet.columns and isinstance(sheet.data, Iterator):
        return sheet
    first, data = _peeked(sheet.data)
    return _matched(replace(sheet, data=data), first)


def batches(sheet: DataSheet) -> Iterator[Batch]:
    """The data in batches of rows, each a column of cells for each of the sheet's columns.

    Raises: DataProblem for a row that doesn't fit, and for more rows than a sheet holds; LayoutProblem for
    frames without the sheet's columns.
    """
    first, data = _peeked(sheet.data)
    if _schema(first) is None:
        return map(_read, row_columns(_counted_rows(data, sheet), sheet, BATCH_ROWS))
    _matched(sheet, first)
    return _frame_columns(_even(_frames(data, sheet)), sheet)


def _read(columns: tuple[CellColumn, ...]) -> Batch:
    """Rows of Python hold its lock while they are read: they come as columns already."""
    return Batch(len(columns[0].values), lambda: columns)


def _matched(sheet: DataSheet, first: Any) -> DataSheet:
    """The sheet with columns that its data has."""
    schema = _schema(first)
    if schema is None:
        return sheet
    whole = sheet if sheet.columns else replace(sheet, columns=tuple(_columns(schema, sheet)))
    if wrong := _wrong_columns(whole, schema):
        raise LayoutProblem(wrong)
    return whole


def _wrong_columns(sheet: DataSheet, schema: pl.Schema) -> list[str]:
    """A sentence for each of the sheet's columns that a frame lacks or has of another kind."""
    missing = [column.name for column in sheet.columns if column.name not in schema]
    if missing:
        return [f"The data of sheet {sheet.name!r} has no column {name!r}." for name in missing]
    return [
        f"Column {column.name!r} of sheet {sheet.name!r} holds {schema[column.name]}, which is no "
        f"{column.kind}{_HINTS.get(column.kind, '')}."
        for column in sheet.columns
        if _kind_of(schema[column.name]) not in _ACCEPTED[column.kind]
    ]


def _peeked(data: Any) -> tuple[Any, Any]:
    """What tells the kind of data (itself, or its first piece), and the data still whole."""
    if _is_frame(data):
        whole = data if isinstance(data, pl.LazyFrame) else _frame(data)
        return whole, whole
    if isinstance(data, Sequence):
        return next(iter(data), None), data
    if not isinstance(data, Iterable):
        raise LayoutProblem([f"Data must be rows or frames; {type(data).__name__} is neither."])
    iterator = iter(data)
    for first in iterator:
        return first, chain([first], iterator)
    return None, ()


def _is_frame(data: Any) -> bool:
    """Whether it is one frame; a stream of them, which can be read only once, is none."""
    if isinstance(data, pl.DataFrame | pl.LazyFrame):
        return True
    arrow = hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")
    return arrow and not isinstance(data, Iterator)


def _schema(first: Any) -> pl.Schema | None:
    """The columns of frames; None where the data are rows."""
    if not _is_frame(first):
        return None
    return first.collect_schema() if isinstance(first, pl.LazyFrame) else _frame(first).schema


def _frame(data: Any) -> pl.DataFrame:
    """Anything Arrow as a frame, without copying where Polars can."""
    made = pl.DataFrame(data)
    return made if isinstance(made, pl.DataFrame) else made.to_frame()


def _frames(data: Any, sheet: DataSheet) -> Iterator[pl.DataFrame]:
    """The frames of the data with just the sheet's columns."""
    # By their names alone: a plain select takes "*" and "^…$" for patterns.
    names = [selectors.by_name(column.name) for column in sheet.columns]
    if isinstance(data, pl.LazyFrame):
        yield from data.select(names).collect_batches(chunk_size=BATCH_ROWS, maintain_order=True)
    elif _is_frame(data):
        yield _frame(data).select(names)
    else:
        for piece in data:
            if wrong := _wrong_columns(sheet, _schema(piece) or pl.Schema()):
                raise DataProblem(" ".join(wrong))
            yield from _frames(piece, sheet)


def _even(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in frames of `BATCH_ROWS`, but for the last."""
    waiting: list[pl.DataFrame] = []
    count = 0
    for frame in frames:
        while count + frame.height >= BATCH_ROWS:
            taken = BATCH_ROWS - count
            yield pl.concat([*waiting, frame[:taken]], how="vertical_relaxed")
            waiting, count, frame = [], 0, frame[taken:]
        if frame.height:
            waiting.append(frame)
            count += frame.height
    if waiting:
        yield pl.concat(waiting, how="vertical_relaxed")


def _frame_columns(frames: Iterable[pl.DataFrame], sheet: DataSheet) -> Iterator[Batch]:
    rows = 0
    for frame in frames:
        rows += frame.height
        _refuse_too_many(rows, sheet)
        yield Batch(frame.height, partial(_fitted, frame, sheet.columns))


def _fitted(frame: pl.DataFrame, columns: Sequence[Column]) -> tuple[CellColumn, ...]:
    # Series find themselves by their names, where again some would be patterns.
    own = (frame.get_column(column.name).alias("value").rechunk() for column in columns)
    return tuple(fitted(column.kind, one) for column, one in zip(columns, own, strict=True))


def _counted_rows(rows: Iterable[Sequence[Raw]], sheet: DataSheet) -> Iterator[Sequence[Raw]]:
    for number, row in enumerate(rows, 1):
        if number >= references.LAST_ROW:
            _refuse_too_many(number, sheet)
        yield row


def _refuse_too_many(rows: int, sheet: DataSheet) -> None:
    if rows >= references.LAST_ROW:
        raise DataProblem(
            f"Sheet {sheet.name!r} would have more rows than the {references.LAST_ROW - 1:,} that fit."
        )


def _columns(schema: pl.Schema, sheet: DataSheet) -> Iterator[Column]:
    for name, dtype in schema.items():
        kind = _kind_of(dtype)
        if kind is None:
            raise LayoutProblem(
                [f"Column {name!r} of sheet {sheet.name!r} holds {dtype}, which no cell can hold."]
            )
        yield Column(name, kind)


def _kind_of(dtype: pl.DataType) -> Kind | None:
    """The kind that a type of Polars is; None for what no cell can hold."""
    if isinstance(dtype, pl.String | pl.Categorical | pl.Enum):
        return "text"
    if dtype.is_integer():
        return "integer"
    if dtype.is_numeric():
        return "decimal"
    if isinstance(dtype, pl.Datetime):
        return "datetime" if dtype.time_zone is None else None
    simple: dict[type[pl.DataType], Kind] = {
        pl.Boolean: "boolean",
        pl.Date: "date",
        pl.Time: "time",
        pl.Duration: "duration",
        # A column without any value says nothing of its kind.
        pl.Null: "text",
    }
    return simple.get(type(dtype))


_ACCEPTED: dict[Kind, tuple[Kind, ...]] = {
    "text": ("text",),
    "integer": ("integer",),
    "decimal": ("decimal", "integer"),
    "boolean": ("boolean",),
    "date": ("date",),
    "datetime": ("datetime",),
    "time": ("time",),
    "duration": ("duration",),
}
_HINTS: dict[Kind, str] = {"datetime": " without a time zone: convert it to the reader's time"}
