"""Rows as they lie in the database, sealed columns unopened, to JSON and back, alike for both databases."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
    cast,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from server.database import Base, UtcDateTime


class Codec(NamedTuple):
    """How the values of a kind of column stand in JSON; None is null everywhere."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _as_it_is(value: Any) -> Any:
    return value


def _json_from(text: str) -> Any:
    return JSON.NULL if text == "null" else json.loads(text)


_CODECS: tuple[tuple[type[TypeEngine[Any]], Codec], ...] = (
    (LargeBinary, Codec(lambda value: base64.b64encode(value).decode(), base64.b64decode)),
    (Uuid, Codec(str, UUID)),
    (DateTime, Codec(datetime.isoformat, datetime.fromisoformat)),
    (Date, Codec(date.isoformat, date.fromisoformat)),
    (JSON, Codec(_as_it_is, _json_from)),
    (Boolean, Codec(bool, bool)),
    (Integer, Codec(int, int)),
    (Float, Codec(float, float)),
    (String, Codec(str, str)),
)


def tables() -> list[Table]:
    """What an archive holds: all tables but that of the keys, each after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name != "wrapped_key"]


def columns_of(table: Table) -> list[str]:
    """The names of its columns, in the order of the values in a row."""
    return [column.name for column in table.columns]


def stored(table: Table) -> Iterator[ColumnElement[Any]]:
    """What to select: each column as it is stored. JSON is read as text, so that its null isn't SQL's."""
    for column in table.columns:
        if isinstance(column.type, JSON):
            yield cast(column, Text).label(column.name)
        else:
            yield type_coerce(column, _plain(column.type)).label(column.name)


@cache
def to_insert(table: Table) -> Table:
    """The table without anything that would seal, open or fill in values."""
    return Table(
        table.name, MetaData(), *(Column(column.name, _plain(column.type)) for column in table.columns)
    )


def encode(table: Table, row: Any) -> list[Any]:
    """A row of `stored` as JSON holds it."""
    return [
        None if value is None else codec.write(value)
        for codec, value in zip(_codecs(table), row, strict=True)
    ]


def decode(table: Table, values: list[Any]) -> dict[str, Any]:
    """A row for `to_insert`.

    Raises:
        ValueError: when it doesn't fit the table.
    """
    return {
        name: None if value is None else codec.read(value)
        for name, codec, value in zip(columns_of(table), _codecs(table), values, strict=True)
    }


@cache
def _codecs(table: Table) -> tuple[Codec, ...]:
    return tuple(_codec(column) for column in table.columns)


def _codec(column: Column[Any]) -> Codec:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    for known, codec in _CODECS:
        if isinstance(kind, known):
            return codec
    raise TypeError(f"{column} can't be archived: say in rows.py how a {kind!r} stands in JSON.")


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, JSON):
        return JSON(none_as_null=True)
    if isinstance(kind, TypeDecorator) and not isinstance(kind, UtcDateTime):
        return kind.impl_instance
    return kind
