"""What is tried on a table with one viewer's eyes, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from server.database import Base
from server.safekeeping.isolation.expected import Kind
from server.safekeeping.isolation.scratch import Row, Scratch

Key = tuple[Any, ...]
"""The values of a row's primary key."""


@dataclass(frozen=True)
class Subject:
    """A table under one viewer's eyes: its invented rows that are theirs, and those that aren't."""

    cls: type[Base]
    kind: Kind
    scratch: Scratch
    mine: Sequence[Row]
    foreign: Sequence[Row]

    @property
    def table(self) -> Table:
        """The table itself."""
        found = self.cls.__table__
        assert isinstance(found, Table)
        return found

    @property
    def of(self) -> str:
        """The column that says whose organisation's a row is."""
        return "id" if self.table.name == "organisation" else "organisation_id"

    @property
    def probes(self) -> list[Row]:
        """One foreign row of the viewer's organisation and one of another, for what is tried by writing."""
        near = [row for row in self.foreign if row[self.of] == self.kind.viewer.organisation_id]
        return near[:1] + [row for row in self.foreign if row not in near][:1]

    @property
    def organisations(self) -> list[UUID]:
        """The invented ones."""
        return [place.organisation_id for place in self.scratch.places]

    @property
    def elsewhere(self) -> UUID:
        """An invented organisation that isn't the viewer's."""
        return next(one for one in self.organisations if one != self.kind.viewer.organisation_id)

    def key(self, row: Row) -> Key:
        """The row's primary key."""
        return tuple(row[column.name] for column in self.table.primary_key)


@dataclass
class Outcome:
    """How many invented rows were seen, how many should be, and every breach in words."""

    should: int
    seen: int = 0
    tried: int = 0
    breaches: list[str] = field(default_factory=list)

    def note(self, kept: bool, breach: str) -> None:
        """One attempt more; `breach` is what it means when the rights weren't kept."""
        self.tried += 1
        if not kept:
            self.breaches.append(breach)

    def note_seen(self, seen: set[Key], mine: set[Key]) -> None:
        """The invented rows that were read."""
        self.seen = len(seen)
        self.note(not seen - mine, "reads rows that aren't theirs")
        self.note(not mine - seen, "doesn't see all that is theirs")
