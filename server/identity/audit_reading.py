"""Reading an audit trail, for people."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Row, Select, select, type_coerce
from sqlalchemy.orm import Session, defer

from server.audit.model import AuditEntry
from server.audit.trail import Happening
from server.identity import queries
from server.security import keys
from server.security.keys import Unreadable
from server.web import as_utc

ON_A_PAGE = 50
_AT_ONCE = 500
_PLACE = "audit_entry.personal"
_Entries = Select[AuditEntry, bytes | None]


@dataclass(frozen=True)
class Told:
    """An entry in words."""

    number: int
    at: datetime
    who: str
    happening: str
    about: str
    more: Mapping[str, str]

    @property
    def details(self) -> str:
        """What else is known."""
        return "; ".join(f"{name}: {value}" for name, value in self.more.items())

    @property
    def line(self) -> str:
        """All of it on one line, without characters that would act on a terminal."""
        parts = (f"{self.number:>6}", as_utc(self.at), self.who, self.happening, self.about, self.details)
        text = "  ".join(part for part in parts if part)
        return "".join(c if c.isprintable() else " " for c in text)


@dataclass(frozen=True)
class Wanted:
    """Which entries to read; without anything, all."""

    happening: str = ""
    who: str = ""
    """`rapport`, `operator`, or a person's id."""

    def entries(self) -> _Entries:
        """Reads them, each beside its personal data as they lie there."""
        sealed = type_coerce(AuditEntry.personal, LargeBinary)
        statement: _Entries = select(AuditEntry, sealed).options(defer(AuditEntry.personal))
        if self.happening:
            statement = statement.where(AuditEntry.happening == self.happening)
        if self.who in ("rapport", "operator"):
            statement = statement.where(AuditEntry.actor_kind == self.who)
        elif self.who:
            statement = statement.where(AuditEntry.actor_id == _id(self.who))
        return statement


@dataclass(frozen=True)
class Page:
    """Entries, newest first, and the numbers from which the pages beside this one begin."""

    entries: list[Told]
    older: int | None
    """Read on below this number; None on the last page."""


def page(session: Session, wanted: Wanted, below: int | None = None) -> Page:
    """One page of the trail, newest first: what was written before entry `below`."""
    statement = wanted.entries().order_by(AuditEntry.number.desc()).limit(ON_A_PAGE + 1)
    if below is not None:
        statement = statement.where(AuditEntry.number < below)
    found = session.execute(statement).all()
    names = _names(session)
    entries = [_told(*row, names) for row in found[:ON_A_PAGE]]
    return Page(entries, entries[-1].number if len(found) > ON_A_PAGE else None)


def everything_told(session: Session, wanted: Wanted = Wanted(), above: int = 0) -> Iterator[Told]:
    """All entries behind number `above`, oldest first, a few in memory at a time."""
    names = _names(session)
    while found := _lot(session, wanted, above):
        for entry, sealed in found:
            yield _told(entry, sealed, names)
        above = found[-1][0].number
        session.expunge_all()


def happenings() -> list[str]:
    """What may stand in a trail, to choose from."""
    return sorted(one.value for one in Happening)


def _lot(session: Session, wanted: Wanted, above: int) -> Sequence[Row[AuditEntry, bytes | None]]:
    statement = wanted.entries().where(AuditEntry.number > above)
    return session.execute(statement.order_by(AuditEntry.number).limit(_AT_ONCE)).all()


def _names(session: Session) -> dict[UUID, str]:
    return {person.id: person.name for person in queries.people(session)}


def _told(entry: AuditEntry, sealed: bytes | None, names: Mapping[UUID, str]) -> Told:
    personal = _opened(sealed)
    operator = personal.pop("operator", "")
    facts = {name: _words(value) for name, value in entry.facts.items()}
    return Told(
        number=entry.number,
        at=entry.at,
        who=_who(entry, operator, names),
        happening=entry.happening,
        about=_about(entry, names),
        more={name: value for name, value in (personal | facts).items() if value},
    )


def _opened(sealed: bytes | None) -> dict[str, str]:
    """Personal data; a trail that was tampered with must be readable as far as it can be."""
    if sealed is None:
        return {}
    try:
        opened: dict[str, str] = json.loads(keys.current().open(sealed, _PLACE))
    except Unreadable:
        return {"names and addresses": "changed by a foreign hand"}
    opened.pop("salt", None)
    return opened


def _who(entry: AuditEntry, operator: str, names: Mapping[UUID, str]) -> str:
    if entry.actor_kind == "operator":
        return f"{operator} (operator of Rapport)"
    if entry.actor_id is None:
        return "Rapport itself"
    return names.get(entry.actor_id, f"somebody who is gone ({entry.actor_id})")


def _about(entry: AuditEntry, names: Mapping[UUID, str]) -> str:
    if entry.about_kind is None or entry.about_id is None:
        return ""
    if entry.about_kind == "person":
        return names.get(entry.about_id, f"somebody who is gone ({entry.about_id})")
    return f"{entry.about_kind} {str(entry.about_id)[:8]}"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # of nobody
