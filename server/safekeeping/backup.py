"""Writing all rows into an archive while servers go on writing, and checking archives."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import ColumnClause, String, Table, column, select, table
from sqlalchemy.orm import Session

from server import clock
from server.config import Config
from server.errors import Problem, conflict, invalid
from server.safekeeping import archive, rows
from server.safekeeping.books import of_archives
from server.security.key_book import KeyBook, KeyId, key_id
from server.security.key_ring import WrappedKey
from server.security.sealed_stream import Damaged
from server.tenancy.transaction import reading, snapshot, storage
from server.tenancy.viewer import Reason, everything

EVERY = 50_000
"""Rows between two words about a table."""

Say = Callable[[str], None]


def back_up(config: Config, file: Path, say: Say) -> dict[str, int]:
    """Write an archive and read it again; rows by table. Nothing stands under `file` before it is whole.

    Raises:
        Problem: 409 when the file is there already.
    """
    if file.exists():
        raise conflict(f"{file} is there already. Choose another name, or move it away.")
    archive_id, key = secrets.token_bytes(16), secrets.token_bytes(32)
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with _created(beside) as stream, snapshot(everything(Reason.BACKUP)) as session:
            held = _keys(session)
            counts = _write(session, archive.Writer(stream, key, archive_id), list(held), say)
        say("Reading it again")
        with beside.open("rb") as stream:
            checked = check(stream, key, say)
        if checked.counts != counts:
            raise Damaged("its counts")
        _note_keys(of_archives(config), archive.key_name(archive_id), key, held)
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
    return counts


def verify(config: Config, file: Path, say: Say) -> archive.Reader:
    """Read an archive from its beginning to its end; what it holds.

    Raises:
        Problem: 422 when anything isn't as it was written, or its key isn't there.
    """
    with opened(config, file) as (stream, key):
        return check(stream, key, say)


@contextmanager
def opened(config: Config, file: Path) -> Iterator[tuple[BinaryIO, bytes]]:
    """An archive and its key; what turns out to be damaged inside the block is told in words.

    Raises:
        Problem: 422 when anything isn't as it was written, or its key isn't there.
    """
    book = of_archives(config)
    try:
        with file.open("rb") as stream:
            name = archive.key_name(archive.archive_id(stream))
            entry = book.find(name)
            if entry is None:
                raise invalid(
                    f"{book.file} has no key for {file}. Restore the newest copy of that file, or name it by "
                    "RAPPORT_BACKUP_KEYS_FILE."
                )
            stream.seek(0)
            yield stream, book.secret(entry)
    except Damaged as error:
        raise damaged(file, error) from error
    except OSError as error:
        raise invalid(f"{file} can't be read: {error.strerror}.") from error


def check(stream: BinaryIO, key: bytes, say: Say) -> archive.Reader:
    """Read a whole archive, every value of it.

    Raises:
        Damaged: when anything isn't as it was written.
    """
    reader = archive.Reader(stream, key, archive.archive_id(stream))
    known = {one.name: one for one in rows.tables()}
    if reader.about.columns != {name: rows.columns_of(one) for name, one in known.items()}:
        raise other_version(reader.about.revision)
    for number, _ in enumerate(reader.rows(known), 1):
        if number % EVERY == 0:
            say(f"  {number:,} rows are well")
    return reader


def revision(session: Session) -> str:
    """The shape of the database."""
    version: ColumnClause[str] = column("version_num", String)
    found = session.scalars(select(version).select_from(table("alembic_version")))
    return ", ".join(sorted(found))


def other_version(made_by: str) -> Problem:
    """The archive's tables aren't ours."""
    return invalid(
        f"This archive was made by another version of Rapport, whose database has the shape {made_by}. "
        "Restore it with that version, and then run `rapport migrate` with this one."
    )


def damaged(file: Path, error: Damaged) -> Problem:
    """An archive can't be used."""
    return invalid(f"{file} was damaged or altered: {error} isn't as it was written. Use another archive.")


def _write(session: Session, writer: archive.Writer, held: list[KeyId], say: Say) -> dict[str, int]:
    found = rows.tables()
    columns = {one.name: rows.columns_of(one) for one in found}
    writer.about(archive.About(revision(session), clock.now().isoformat(), held, columns))
    counts = {}
    for one in found:
        statement = select(*rows.stored(one)).order_by(*one.primary_key)
        lines = session.execute(statement, execution_options={"yield_per": 1000})
        counts[one.name] = writer.table(one, lines, EVERY, partial(_tell_rows, say, one))
        _tell_rows(say, one, counts[one.name])
    writer.end(counts)
    return counts


def _tell_rows(say: Say, table: Table, count: int) -> None:
    say(f"{table.name}: {count:,} rows")


@contextmanager
def _created(file: Path) -> Iterator[BinaryIO]:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise invalid(f"{file.parent} can't be written to: {error.strerror}.") from error
    with os.fdopen(descriptor, "wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _keys(session: Session) -> dict[KeyId, bytes]:
    """What opens the rows."""
    found = session.execute(
        select(WrappedKey.name, WrappedKey.version, WrappedKey.made_at, WrappedKey.wrapped)
    )
    return {
        key_id(row.name, row.version, row.made_at): storage().keys.unwrap(row.name, row.wrapped)
        for row in found
    }


def _note_keys(book: KeyBook, name: str, key: bytes, held: dict[KeyId, bytes]) -> None:
    """Write down the archive's key and those inside, but none that was destroyed since."""

    def entries() -> Iterator[tuple[KeyId, bytes]]:
        with reading(everything(Reason.BACKUP)) as session:
            left = set(session.scalars(select(WrappedKey.name)))
        yield key_id(name, 1, clock.now()), key
        yield from ((one, secret) for one, secret in held.items() if one.name in left)

    book.add(entries)
