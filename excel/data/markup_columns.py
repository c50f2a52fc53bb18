"""Columns as XML: for each column of a batch the pieces that make up its cells, or its values in a cache's
records.

A piece is an expression without nulls; the pieces of a row, one behind the other, are its XML. What
`excel.markup` says of single texts holds here for whole columns.
"""

from collections.abc import Callable

import polars as pl

from excel.book import Kind
from excel.data.columns import CellColumn
from excel.markup import TEXT_ESCAPES

_DAY_ZERO = 25_569  # 1 January 1970, for Excel
_SECONDS = pl.Series("seconds", [f"T{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(86_400)])
_ATTRIBUTE_ESCAPES = {**TEXT_ESCAPES, '"': "&quot;", "\t": "_x0009_", "\n": "_x000A_"}

Pieces = list[pl.Expr]


def cells(kind: Kind, column: CellColumn, style: int) -> Pieces:
    """The cells of a data sheet; empty ones hold the place of those behind them."""
    styled = f' s="{style}"' if style else ""
    if kind == "text":
        keep = ' xml:space="preserve"' if column.blank_ends else ""
        before, after = f'<c{styled} t="inlineStr"><is><t{keep}>', "</t></is></c>"
        shown = _text(column.values, column.looks_escaped, TEXT_ESCAPES)
        return _pieces(column, before, shown, after, "<c/>", styled)
    opening = f'<c{styled} t="b"><v>' if kind == "boolean" else f"<c{styled}><v>"
    return _pieces(column, opening, _NUMBERS[kind](pl.lit(column.values)), "</v></c>", "<c/>", styled)


def records(kind: Kind, column: CellColumn) -> Pieces:
    """The values in a cache's records."""
    name = {"text": "s", "boolean": "b", "date": "d", "datetime": "d", "time": "d"}.get(kind, "n")
    if kind == "text":
        shown = _text(column.values, column.looks_escaped, _ATTRIBUTE_ESCAPES)
    else:
        shown = _RECORDS.get(kind, _NUMBERS[kind])(pl.lit(column.values))
    return _pieces(column, f'<{name} v="', shown, '"/>', "<m/>", None)


def _pieces(
    column: CellColumn, before: str, shown: pl.Expr, after: str, empty: str, styled: str | None
) -> Pieces:
    """A column's pieces: its own values, texts that stand in for some of them, and empty ones.

    styled: of cells; None for records.
    """
    if not column.values.null_count():
        return [pl.lit(before), shown, pl.lit(after)]
    whole = pl.format(f"{_literal(before)}{{}}{_literal(after)}", shown)
    if column.texts is not None:
        whole = pl.coalesce(whole, _stand_in(column, column.texts, styled))
    return [whole.fill_null(empty)]


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _stand_in(column: CellColumn, texts: pl.Series, styled: str | None) -> pl.Expr:
    escapes = _ATTRIBUTE_ESCAPES if styled is None else TEXT_ESCAPES
    text = _text(texts, column.looks_escaped, escapes)
    if styled is None:
        return pl.format('<s v="{}"/>', text)
    return pl.format(f'<c{styled} t="inlineStr"><is><t>{{}}</t></is></c>', text)


def _text(texts: pl.Series, looks_escaped: bool, escapes: dict[str, str]) -> pl.Expr:
    shown = pl.lit(texts)
    if looks_escaped:
        # More underscores than need it, but what is escaped is read as it was.
        shown = shown.str.replace_all("_x", "_x005F_x", literal=True)
    return shown.str.replace_many(list(escapes), list(escapes.values()))


def _plain(values: pl.Expr) -> pl.Expr:
    return values.cast(pl.String)


def _boolean(values: pl.Expr) -> pl.Expr:
    return values.cast(pl.UInt8).cast(pl.String)


def _day(values: pl.Expr) -> pl.Expr:
    return (values.to_physical() + _DAY_ZERO).cast(pl.String)


def _moment(values: pl.Expr) -> pl.Expr:
    return (values.to_physical() / 86_400_000_000 + _DAY_ZERO).round(9).cast(pl.String)


def _time(values: pl.Expr) -> pl.Expr:
    return (values.to_physical() / 86_400_000_000_000).round(9).cast(pl.String)


_NUMBERS: dict[Kind, Callable[[pl.Expr], pl.Expr]] = {
    "integer": _plain,
    "decimal": _plain,
    "boolean": _boolean,
    "date": _day,
    "datetime": _moment,
    "time": _time,
    "duration": _plain,
}


def _day_record(values: pl.Expr) -> pl.Expr:
    return pl.concat_str(values.cast(pl.String), pl.lit("T00:00:00"))


def _moment_record(values: pl.Expr) -> pl.Expr:
    """To the second, by a look-up: formatting a million moments one by one takes long."""
    seconds = values.to_physical().floordiv(1_000_000)
    day = seconds.floordiv(86_400).cast(pl.Int32).cast(pl.Date).cast(pl.String)
    return pl.concat_str(day, pl.lit(_SECONDS).gather(seconds % 86_400))


def _time_record(values: pl.Expr) -> pl.Expr:
    seconds = values.to_physical().floordiv(1_000_000_000)
    return pl.concat_str(pl.lit("1899-12-30"), pl.lit(_SECONDS).gather(seconds))


_RECORDS: dict[Kind, Callable[[pl.Expr], pl.Expr]] = {
    "date": _day_record,
    "datetime": _moment_record,
    "time": _time_record,
}
