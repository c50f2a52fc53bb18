"""The only door to the database: sessions that see with one viewer's eyes."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Connection, Engine, func, select
from sqlalchemy.orm import Session

from server.database import READ_ONLY
from server.security import key_ring, keys
from server.security.keys import DataKey
from server.tenancy.embedded_guard import guard
from server.tenancy.row_rights import settings_of
from server.tenancy.viewer import Viewer

_EXTENSION = "rapport.storage"


@dataclass(frozen=True)
class Storage:
    """What transactions need: where to connect, and the keys that open sealed columns."""

    bind: Engine | Connection
    keys: key_ring.KeyRing


@dataclass(frozen=True)
class Rehearsal:
    """Opens sessions on one connection, whose transaction ends by being rolled back."""

    connection: Connection
    key: DataKey
    """Seals what organisations of the rehearsal hold; kept nowhere."""

    @contextmanager
    def seen_by(self, viewer: Viewer) -> Iterator[Session]:
        """A session with these eyes; what it commits stays for the sessions after it."""
        key = self.key if viewer.organisation_id else None
        with _on(self.connection, viewer, read_only=False) as session, keys.in_hand(key):
            yield session


def use(app_extensions: dict[str, object], storage: Storage) -> None:
    """Let the transactions of an application use `storage`."""
    app_extensions[_EXTENSION] = storage


def storage() -> Storage:
    """The storage of the application at work."""
    found: Storage = current_app.extensions[_EXTENSION]
    return found


@contextmanager
def transaction(viewer: Viewer) -> Iterator[Session]:
    """A session that commits when the block ends and rolls back when it raises."""
    with _session(viewer, read_only=False) as session:
        yield session
        session.commit()


@contextmanager
def reading(viewer: Viewer) -> Iterator[Session]:
    """A session that only reads; on the embedded database it waits for no writer."""
    with _session(viewer, read_only=True) as session:
        yield session


@contextmanager
def snapshot(viewer: Viewer) -> Iterator[Session]:
    """A session that only reads, and sees everything as it was at one moment, however long it reads."""
    with _session(viewer, read_only=True, whole=True) as session:
        yield session


@contextmanager
def rehearsal() -> Iterator[Rehearsal]:
    """Sessions that see what the ones before them wrote, in a transaction that is never committed."""
    bind = storage().bind
    with bind.connect() if isinstance(bind, Engine) else nullcontext(bind) as connection:
        outer = connection.begin_nested() if connection.in_transaction() else connection.begin()
        try:
            yield Rehearsal(connection, DataKey(secrets.token_bytes(32)))
        finally:
            outer.rollback()


@contextmanager
def _session(viewer: Viewer, read_only: bool, whole: bool = False) -> Iterator[Session]:
    bind = storage().bind
    if read_only and isinstance(bind, Engine):
        bind = bind.execution_options(**READ_ONLY)
        if whole and bind.dialect.name == "postgresql":
            bind = bind.execution_options(isolation_level="REPEATABLE READ")
    with _on(bind, viewer, read_only) as session:
        key = viewer.organisation_id and storage().keys.get(session, key_name(viewer))
        with keys.in_hand(key or None):
            yield session


@contextmanager
def _on(bind: Engine | Connection, viewer: Viewer, read_only: bool) -> Iterator[Session]:
    info = {"viewer": viewer, "read_only": read_only}
    with Session(
        bind, join_transaction_mode="create_savepoint", expire_on_commit=False, info=info
    ) as session:
        if bind.dialect.name == "postgresql":
            session.execute(select(*_beginning(viewer)))
        else:
            guard(session, viewer)
        yield session


def eyes(session: Session) -> Viewer:
    """Whose eyes a session that may write has.

    Raises:
        RuntimeError: when it only reads.
    """
    if session.info["read_only"]:
        raise RuntimeError("This session only reads: open it by `transaction`.")
    viewer: Viewer = session.info["viewer"]
    return viewer


def _beginning(viewer: Viewer) -> Iterator[ColumnElement[Any]]:
    """What a transaction begins with on PostgreSQL: whose eyes it has, and that its key stays what it is."""
    for name, value in settings_of(viewer).items():
        yield func.set_config(name, value, True)
    if viewer.organisation_id:
        yield key_ring.held(key_name(viewer))


def key_name(viewer: Viewer) -> str:
    """The name of the data key of the viewer's organisation."""
    return f"organisation {viewer.organisation_id}"
