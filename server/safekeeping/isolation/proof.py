"""Runs all attempts inside a transaction that is rolled back, and gathers what came of them."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from server import clock
from server.database import Base
from server.identity import approvals
from server.identity.approval_model import Scope
from server.safekeeping.isolation import expected, mapped_attempts, raw_attempts
from server.safekeeping.isolation.attempts import Outcome, Subject
from server.safekeeping.isolation.expected import Kind
from server.safekeeping.isolation.scratch import Place, Row, Scratch, place
from server.tenancy import row_rights
from server.tenancy.transaction import Rehearsal, reading, rehearsal
from server.tenancy.viewer import NOBODY, Reason, Viewer, by_operator, everything, service

OF_NO_ORGANISATION = {
    "microsoft_flow": "a sign-in under way at Microsoft, whose organisation is not known yet",
    "refused_attempt": "whoever is meant by a wrong password need not exist",
    "wrapped_key": "keys, worthless without the master key",
}
"""Tables without row rights, and why they need none."""
_OF_THE_DATABASE = {"alembic_version"}


@dataclass(frozen=True)
class Breach:
    """Somebody reached what isn't theirs, or couldn't be shown not to."""

    table: str
    viewer: str
    what: str


@dataclass
class Proof:
    """What was tried on which database, and what came of it."""

    made_at: datetime
    database: str = ""
    schema: str = ""
    seconds: float = 0.0
    viewers: list[str] = field(default_factory=list)
    outcomes: dict[str, dict[str, Outcome]] = field(default_factory=dict)
    """By table, then by viewer."""
    breaches: list[Breach] = field(default_factory=list)
    own_rows: dict[str, int] = field(default_factory=dict)
    """How many rows the organisation that asked has in each table; nothing where none asked."""

    @property
    def attempts(self) -> int:
        """How often something was tried."""
        return sum(one.tried for by_viewer in self.outcomes.values() for one in by_viewer.values())


def prove(organisation_id: UUID | None = None, only: Collection[str] = ()) -> Proof:
    """Try every table, or `only` some, on the database of the application at work.

    The rows of the organisation that asks are counted beside.
    """
    proof, start = Proof(clock.now()), time.monotonic()
    if organisation_id is not None:
        proof.own_rows = _own_rows(organisation_id)
    with rehearsal() as stage:
        scratch = Scratch((place(), place()), stage.key)
        with stage.seen_by(everything(Reason.ISOLATION)) as session:
            scratch.fill(session)
            session.commit()
        near, far = scratch.places
        kinds = expected.kinds(near, far, _without_approval(stage, near))
        proof.viewers = [kind.name for kind in kinds]
        classes = [cls for cls in row_rights.declared() if not only or cls.__tablename__ in only]
        classes.sort(key=lambda one: one.__tablename__)
        proof.outcomes = {cls.__tablename__: {} for cls in classes}
        for kind in kinds:
            _try(stage, kind, classes, scratch, proof)
        proof.breaches = [*_breaches(proof, scratch), *_of_the_whole(stage, near)]
        proof.database, proof.schema = _described(stage)
    proof.seconds = time.monotonic() - start
    return proof


def _try(stage: Rehearsal, kind: Kind, classes: list[type[Base]], scratch: Scratch, proof: Proof) -> None:
    with stage.seen_by(kind.viewer) as session:
        if _on_postgresql(stage):
            raw_attempts.begin(session, kind)
        for cls in classes:
            subject = _subject(cls, kind, scratch)
            outcome = Outcome(len(subject.mine))
            attempts = raw_attempts if _on_postgresql(stage) else mapped_attempts
            attempts.reading(session, subject, outcome)
            attempts.writing(session, subject, outcome)
            if kind.viewer.everything:
                closed = mapped_attempts.sealed_columns_stay_closed(session, subject)
                outcome.note(closed, "opens sealed columns")
            proof.outcomes[cls.__tablename__][kind.name] = outcome


def _subject(cls: type[Base], kind: Kind, scratch: Scratch) -> Subject:
    rule = row_rights.declared()[cls]
    mine: list[Row] = []
    foreign: list[Row] = []
    for row in scratch.rows[cls.__tablename__]:
        (mine if kind.should_see(rule, row) else foreign).append(row)
    return Subject(cls, kind, scratch, mine, foreign)


def _without_approval(stage: Rehearsal, near: Place) -> Viewer:
    """What an operator gets whom nobody approved, in an organisation where another one is approved."""
    name = "An operator whom nobody has approved"
    with stage.seen_by(service(near.organisation_id)) as session:
        found = approvals.running(session, name, Scope.LOOK)
    return by_operator(near.organisation_id, name) if found else NOBODY


def _breaches(proof: Proof, scratch: Scratch) -> Iterator[Breach]:
    for name, reason in scratch.missing.items():
        yield Breach(name, "all", f"not tried: no row could be made ({reason})")
    for name, by_viewer in proof.outcomes.items():
        for viewer, outcome in by_viewer.items():
            for what in dict.fromkeys(outcome.breaches):
                yield Breach(name, viewer, what)
    protected = {cls.__tablename__ for cls in row_rights.declared()}
    for name in Base.metadata.tables.keys() - protected - OF_NO_ORGANISATION.keys():
        yield Breach(name, "all", "declares no row rights, and isn't named as belonging to no organisation")


def _of_the_whole(stage: Rehearsal, near: Place) -> Iterator[Breach]:
    """On PostgreSQL: what the application's role must not become, and tables beside ours."""
    if not _on_postgresql(stage):
        return
    viewer = "the application's role"
    with stage.seen_by(service(near.organisation_id)) as session:
        session.execute(text("set local lock_timeout = '2s'"))
        for table in Base.metadata.sorted_tables:
            for what in raw_attempts.becoming_the_owner(session, table):
                yield Breach(table.name, viewer, what)
        for what in raw_attempts.becoming_somebody(session):
            yield Breach("all", viewer, what)
        for name in raw_attempts.unknown_tables(session, Base.metadata.tables.keys() | _OF_THE_DATABASE):
            yield Breach(name, viewer, "may read it, and Rapport doesn't know it")


def _own_rows(organisation_id: UUID) -> dict[str, int]:
    with reading(service(organisation_id)) as session:
        return {
            cls.__tablename__: session.scalar(select(func.count()).select_from(cls)) or 0
            for cls in row_rights.declared()
        }


def _described(stage: Rehearsal) -> tuple[str, str]:
    """The database, and the version of its shape."""
    with stage.seen_by(everything(Reason.ISOLATION)) as session:
        schema = " ".join(session.scalars(text("select version_num from alembic_version")))
        return _database(session, _on_postgresql(stage)), schema


def _database(session: Session, postgresql: bool) -> str:
    if postgresql:
        version = session.scalar(text("select current_setting('server_version')"))
        return f"PostgreSQL {version}, raw SQL as the application's role"
    version = session.scalar(text("select sqlite_version()"))
    return f"embedded (SQLCipher, SQLite {version}), through the application's sessions"


def _on_postgresql(stage: Rehearsal) -> bool:
    return stage.connection.dialect.name == "postgresql"
