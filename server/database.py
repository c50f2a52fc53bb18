"""The two databases behind one door: PostgreSQL, and an embedded file encrypted by SQLCipher."""

import secrets
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase
from sqlcipher3 import dbapi2 as sqlcipher

from server.keyfile import ConfigProblem, replace_file
from server.masters import MasterKeys, WrongMasterKey

READ_ONLY = {"rapport_read_only": True}
"""Execution options of a connection that promises not to write; it then waits for no writer."""

_TRIES, _SECONDS_BETWEEN_TRIES = 100, 0.05

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 15000",
    "cache_size = -16000",
    "secure_delete = ON",
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments: nobody knows which zone they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone.")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand out aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Mother of all tables; constraint names follow one pattern, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        datetime: UtcDateTime(),
        str: String(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


def open_postgresql(url: str) -> Engine:
    """An engine on PostgreSQL; connections that a fail-over has cut are noticed and replaced."""
    driver = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(driver, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def open_embedded(file: Path, master_key: MasterKeys) -> Engine:
    """An engine on the embedded file, which is made when it isn't there.

    Its own random key lies beside it, wrapped by the master key (RFC 3394), so that the master key can
    change without rewriting the data.

    Raises:
        ConfigProblem: when the master key isn't the one that the file was made with.
    """
    raw_key = _database_key(file, master_key)
    engine = create_engine(
        f"sqlite:///{file}",
        module=sqlcipher,
        pool_size=16,
        hide_parameters=True,  # an error in a log must not show what people wrote
        connect_args={"timeout": 15, "check_same_thread": False},
    )

    event.listen(engine, "connect", partial(_unlock, raw_key), insert=True)
    event.listen(engine, "begin", _begin_embedded)
    _try_to_read(engine, file)
    return engine


def _unlock(raw_key: bytes, connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy begins; the driver must not
    cursor = connection.cursor()
    for pragma in (f"key = \"x'{raw_key.hex()}'\"", *_PRAGMAS):
        cursor.execute(f"pragma {pragma}").fetchall()
    cursor.close()


def _begin_embedded(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("rapport_read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("rapport_read_only"):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def wrap_database_key_anew(file: Path, master_key: MasterKeys) -> None:
    """Let the newest master key wrap the embedded file's own key, which stays what it was."""
    replace_file(file.with_suffix(".key"), master_key.wrap(_database_key(file, master_key)))


def forget_what_was_deleted(bind: Engine | Connection) -> bool:
    """Let the write-ahead log hold nothing that the embedded database has overwritten; whether it's done.

    Nobody waits for it: between two tries, which end at once, others work. PostgreSQL sees to this itself.
    """
    if not isinstance(bind, Engine) or bind.dialect.name != "sqlite":
        return True
    connection = bind.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("pragma busy_timeout = 0").fetchall()
        for _ in range(_TRIES):
            if _emptied_log(cursor):
                return True
            time.sleep(_SECONDS_BETWEEN_TRIES)
        return False
    finally:
        connection.invalidate()  # the next user gets one with the usual patience
        connection.close()


def _emptied_log(cursor: DBAPICursor) -> bool:
    try:
        cursor.execute("pragma wal_checkpoint(truncate)")
        return not cursor.fetchall()[0][0]
    except sqlcipher.OperationalError:  # somebody else empties it now
        return False


def _database_key(file: Path, master_key: MasterKeys) -> bytes:
    wrapped = file.with_suffix(".key")
    if not wrapped.exists():
        if file.exists():
            raise ConfigProblem(
                f"{wrapped}, the key of the database {file}, is missing. Restore it from a backup."
            )
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(wrapped, master_key.wrap(secrets.token_bytes(32)))
    try:
        return master_key.unwrap(wrapped.read_bytes())
    except WrongMasterKey as error:
        raise ConfigProblem(
            f"The master key doesn't open the database in {file.parent}. "
            "Point RAPPORT_MASTER_KEY_FILE to the key that it was made with."
        ) from error


def _try_to_read(engine: Engine, file: Path) -> None:
    try:
        with engine.connect().execution_options(**READ_ONLY) as connection:
            connection.exec_driver_sql("select count(*) from sqlite_master")
    except DatabaseError as error:
        raise ConfigProblem(
            f"{file} can't be opened with its key: it is damaged, or it isn't a database of Rapport. "
            "Restore it from a backup."
        ) from error
