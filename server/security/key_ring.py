"""Data keys, wrapped by the master key and kept in the database, version by version.

A wrapped key in the database is worthless without the master key, and the master key never enters the
database. Deleting a key's rows makes everything that it sealed unreadable for good.

A key stays the same as long as a transaction lasts. On the embedded database a writer is alone anyway; on
PostgreSQL each transaction of an organisation holds its key (`held`), and a new version waits for all of
them. So nobody seals with a version that isn't the newest any more.
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from server import clock
from server.database import Base
from server.errors import Problem
from server.keyfile import ConfigProblem
from server.masters import MasterKeys, WrongMasterKey
from server.security.keys import DataKey

WAIT_SECONDS = 1
"""How long a new version waits for running transactions; those that come meanwhile wait for it."""

_ALL_KEYS = "all keys"


class NoKey(Problem, LookupError):
    """There is no such key (any more): what it sealed can't be read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            410, "Not readable any more", f"There is no key {name!r} any more: what it sealed can't be read."
        )


class WrappedKey(Base):
    """A version of a data key as it lies in the database, wrapped by the master key."""

    __tablename__ = "wrapped_key"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime]


_table = WrappedKey.__table__.c
_VERSIONS = (  # put together once, as it stands at the beginning of every transaction
    select(_table.version, _table.made_at, _table.wrapped)
    .where(_table.name == bindparam("name"))
    .order_by(_table.version)
)


class KeyRing:
    """Opens data keys by their names; remembers open ones, and notices when the database holds others."""

    def __init__(self, master_key: MasterKeys) -> None:
        self._master_key = master_key
        self._open: dict[str, tuple[tuple[tuple[int, datetime], ...], DataKey]] = {}

    def make(self, session: Session, name: str) -> DataKey:
        """Add a new random key of this name, in the caller's transaction."""
        return self._add(session, name, version=1)

    def make_newer(self, session: Session, name: str) -> DataKey:
        """Add the next version of this key, with which everybody seals from the caller's commit on.

        Raises:
            OperationalError: on PostgreSQL, when transactions that hold the key haven't ended in time.
            NoKey: when there is none.
        """
        _hold_alone(session, name)
        return self._add(session, name, version=self.get(session, name).version + 1)

    def drop_older(self, session: Session, name: str) -> None:
        """Destroy all versions but the newest, in the caller's transaction."""
        newest = self.get(session, name).version
        session.execute(delete(WrappedKey).where(WrappedKey.name == name, WrappedKey.version < newest))
        _open_in(session).pop(name, None)

    def destroy(self, session: Session, name: str) -> None:
        """Destroy all versions, in the caller's transaction; what they sealed is unreadable afterwards."""
        session.execute(delete(WrappedKey).where(WrappedKey.name == name))
        _open_in(session).pop(name, None)

    def get(self, session: Session, name: str) -> DataKey:
        """The key of this name.

        Raises:
            NoKey: when there is none (any more).
            ConfigProblem: when the master key doesn't open it.
        """
        found = _open_in(session)
        if name not in found:
            found[name] = self._look_up(session, name)
        return found[name]

    def has(self, session: Session, name: str) -> bool:
        """Whether there is a key of this name."""
        return bool(session.scalar(select(func.count()).where(WrappedKey.name == name)))

    def wrap_anew(self, session: Session) -> int:
        """Let the newest master key wrap every key, in the caller's transaction; how many versions those are.

        On PostgreSQL it waits for those who add a key now, and they for it.
        """
        if _on_postgresql(session):
            session.execute(select(func.pg_advisory_xact_lock(_number(_ALL_KEYS))))
        rows = session.execute(select(WrappedKey.name, WrappedKey.version, WrappedKey.wrapped)).all()
        for name, version, wrapped in rows:
            anew = self._master_key.wrap(self.unwrap(name, wrapped))
            session.execute(
                update(WrappedKey)
                .where(WrappedKey.name == name, WrappedKey.version == version)
                .values(wrapped=anew)
            )
        return len(rows)

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """The key that lies in a row.

        Raises:
            ConfigProblem: when the master key doesn't open it.
        """
        try:
            return self._master_key.unwrap(wrapped)
        except WrongMasterKey as error:
            raise ConfigProblem(
                f"The master key doesn't open the key {name!r} in the database. "
                "Point RAPPORT_MASTER_KEY_FILE to the master key that this database was made with."
            ) from error

    def _add(self, session: Session, name: str, version: int) -> DataKey:
        if _on_postgresql(session):
            session.execute(select(func.pg_advisory_xact_lock_shared(_number(_ALL_KEYS))))
        wrapped = self._master_key.wrap(secrets.token_bytes(32))
        session.add(WrappedKey(name=name, version=version, wrapped=wrapped, made_at=clock.now()))
        session.flush()
        _open_in(session).pop(name, None)
        return self.get(session, name)

    def _look_up(self, session: Session, name: str) -> DataKey:
        rows = session.execute(_VERSIONS, {"name": name}, execution_options={"autoflush": False}).all()
        if not rows:
            self._open.pop(name, None)
            raise NoKey(name)
        versions = tuple((row.version, row.made_at) for row in rows)
        known = self._open.get(name)
        if known is None or known[0] != versions:
            key = None
            for row in rows:
                older = (key, *key.older) if key else ()
                key = DataKey(self.unwrap(name, row.wrapped), row.version, older)
            assert key is not None
            known = self._open[name] = (versions, key)
        return known[1]


def held(name: str) -> ColumnElement[Any]:
    """For PostgreSQL's SELECT: holds the key of this name as it is until the transaction ends."""
    return func.pg_advisory_xact_lock_shared(_number(name))


def _hold_alone(session: Session, name: str) -> None:
    if not _on_postgresql(session):
        return
    session.execute(select(func.set_config("lock_timeout", f"{WAIT_SECONDS}s", True)))
    session.execute(select(func.pg_advisory_xact_lock(_number(name))))


def _on_postgresql(session: Session) -> bool:
    return session.bind is not None and session.bind.dialect.name == "postgresql"


def _open_in(session: Session) -> dict[str, DataKey]:
    """The keys that the session's transaction has opened so far."""
    found: dict[str, DataKey] = session.info.setdefault("open keys", {})
    return found


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"key {name}".encode()).digest()[:8], "big", signed=True)
