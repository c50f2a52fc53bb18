"""Invented rows for every table of an organisation, made from its columns alone.

An organisation gets as many rows of a table as can belong to somebody else: one for each account where rows
belong to accounts, one for each person where they belong to people, otherwise one.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    insert,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server import clock
from server.database import Base
from server.safekeeping.rows import to_insert
from server.security.keys import DataKey
from server.security.sealed import SealedText
from server.tenancy import row_rights

Row = dict[str, Any]
"""Values as they are stored, by the names of the columns."""

OWNER, MATE, ANALYST, OTHER = "owner", "mate", "analyst", "other"
TEAM = "the owner's team"


class CannotBeMade(Exception):
    """A table asks for something of its rows that isn't known here."""


class Place(NamedTuple):
    """An organisation that is invented, and who is in it: ids by what they are here."""

    organisation_id: UUID
    people: Mapping[str, UUID]
    accounts: Mapping[str, UUID]


def place() -> Place:
    """Ids for another organisation. Its accounts are named like the people who own them."""
    people = {who: uuid4() for who in (OWNER, MATE, ANALYST, OTHER)}
    return Place(uuid4(), people, {OWNER: uuid4(), OTHER: uuid4()})


@dataclass
class Scratch:
    """What was made, and of which tables nothing could be made, with the reason."""

    places: tuple[Place, ...]
    key: DataKey
    rows: dict[str, list[Row]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def fill(self, session: Session) -> None:
        """Write rows of every table that has row rights, each after those that it refers to."""
        names = {cls.__tablename__ for cls in row_rights.declared()}
        for table in (t for t in Base.metadata.sorted_tables if t.name in names):
            try:
                with session.begin_nested():
                    made = [row for place in self.places for row in self._rows_of(table, place)]
                    session.execute(insert(to_insert(table)), made)
                self.rows[table.name] = made
            except (CannotBeMade, DBAPIError) as error:
                self.rows[table.name] = []
                self.missing[table.name] = type(error).__name__ + ": " + str(error).splitlines()[0]

    def twin(self, table: Table, row: Row) -> Row:
        """Another row that belongs to the same people and things."""
        fresh = {c.name: self._invented(c, _allowed(table)) for c in table.columns if c.name in row}
        fixed = {name for key in _references(table) for name in key.column_keys}
        given = fixed | {"organisation_id", "owner_id", "account_id", "person_id"}
        twin = {name: row[name] if name in given or row[name] is None else fresh[name] for name in row}
        return twin | ({"number": row["number"] + 1} if "number" in row else {})

    def _rows_of(self, table: Table, place: Place) -> list[Row]:
        if table.name == "organisation":
            return [self._row(table, place, id=place.organisation_id)]
        if table.name == "person":
            teams = {OWNER: TEAM, MATE: TEAM}
            return [self._row(table, place, id=id, team=teams.get(who)) for who, id in place.people.items()]
        if table.name == "account":
            return [
                self._row(table, place, id=id, owner_id=place.people[who], country=who)
                for who, id in place.accounts.items()
            ]
        if table.name == "account_filter":
            let_through = {"person_id": place.people[ANALYST], "field": "country", "value": OTHER}
            return [self._row(table, place, **let_through)]
        if "account_id" in table.columns:
            return [self._row(table, place, account_id=id) for id in place.accounts.values()]
        if "person_id" in table.columns:
            return [self._row(table, place, person_id=id) for id in place.people.values()]
        return [self._row(table, place)]

    def _row(self, table: Table, place: Place, **given: Any) -> Row:
        row = {"organisation_id": place.organisation_id, **given}
        for key in _references(table):
            for column, element in zip(key.columns, key.elements, strict=True):
                if column.name not in row and not column.nullable:
                    row[column.name] = self._referred(element.column, row)
        for column in table.columns:
            if column.name not in row:
                row[column.name] = None if column.nullable else self._invented(column, _allowed(table))
        return {column.name: row[column.name] for column in table.columns}

    def _referred(self, column: Column[Any], row: Row) -> Any:
        """The value of a row of the same organisation, and of the same account where both have one."""
        found = [r for r in self.rows.get(column.table.name, ()) if _fits(r, row)]
        if not found:
            raise CannotBeMade(f"it needs a row of {column.table.name}, of which there is none")
        return found[0][column.name]

    def _invented(self, column: Column[Any], allowed: Mapping[str, str]) -> Any:
        kind = column.type
        if isinstance(kind, SealedText):
            return self.key.seal(secrets.token_hex(8), kind.place)
        if column.name in allowed:
            return allowed[column.name]
        kind = getattr(kind, "impl_instance", kind)
        if isinstance(kind, DateTime):
            return _moment(column)
        for known, make in _INVENTED:
            if isinstance(kind, known):
                return make()
        raise CannotBeMade(f"{column.name} is a {kind!r}")


_INVENTED = (
    (Uuid, uuid4),
    (Boolean, bool),
    (Integer, lambda: 1),
    (LargeBinary, lambda: secrets.token_bytes(16)),
    (JSON, list),
    (String, lambda: secrets.token_hex(16)),
)


def _moment(column: Column[Any]) -> datetime:
    return clock.now() if column.default is not None else clock.now() + timedelta(days=1)


def _fits(there: Row, here: Row) -> bool:
    return all(
        there.get(name, here.get(name)) == here.get(name, there.get(name))
        for name in ("organisation_id", "account_id")
    )


def _references(table: Table) -> list[ForeignKeyConstraint]:
    return [key for key in table.foreign_key_constraints if key.referred_table.name != "organisation"]


def _allowed(table: Table) -> dict[str, str]:
    """The first value that a check lets a column have: `state in ('waiting', 'sent')`."""
    checks = [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]
    found = [re.fullmatch(r"(\w+) in \('([^']*)'.*\)", check) for check in checks]
    return {match[1]: match[2] for match in found if match}
