"""Taking all rows from an archive, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from server.config import Config
from server.database import open_postgresql
from server.errors import conflict, invalid
from server.safekeeping import archive, rows
from server.safekeeping.backup import EVERY, check, opened, other_version, revision
from server.safekeeping.books import of_archives
from server.security.key_book import Entry
from server.security.key_ring import WrappedKey
from server.tenancy import append_only
from server.tenancy.transaction import Storage, key_name, storage, transaction, use
from server.tenancy.viewer import Reason, everything, service

Say = Callable[[str], None]
_LOT = 500


def restore(config: Config, file: Path, replace: bool, say: Say) -> dict[str, int]:
    """Let the database hold what the archive holds, and nothing else; rows by table that were taken.

    All of it is read and checked before a row is changed, and all changes are one transaction. Organisations
    whose keys were destroyed since are left out.

    Raises:
        Problem: 409 when the database isn't empty, 422 when the archive can't be used.
    """
    with opened(config, file) as (stream, key):
        say("Checking the archive")
        checked = check(stream, key, say)
        entries, destroyed = _keys(config, checked.about)
        with _as_owner(config), transaction(everything(Reason.RESTORE)) as session:
            if revision(session) != checked.about.revision:
                raise other_version(checked.about.revision)
            _empty(session, replace)
            for organisation_id in sorted(destroyed):
                say(f"Left out: the organisation {organisation_id}, whose keys were destroyed.")
            _insert_keys(session, config, entries)
            stream.seek(0)
            reader = archive.Reader(stream, key, archive.archive_id(stream))
            return _insert(session, reader, destroyed, say)


@contextmanager
def _as_owner(config: Config) -> Iterator[None]:
    """On PostgreSQL, work as the owner of the tables: the application's role may not take back everything."""
    if config.database_owner_url is None:
        yield
        return
    before, owner = storage(), open_postgresql(config.database_owner_url)
    use(current_app.extensions, Storage(owner, before.keys))
    try:
        yield
    finally:
        use(current_app.extensions, before)
        owner.dispose()


def _keys(config: Config, about: archive.About) -> tuple[list[Entry], set[UUID]]:
    """The keys of what is inside, and the organisations that have none any more."""
    book = of_archives(config).entries()
    lost = {key.name for key in about.keys if key not in book}
    destroyed = {UUID(name.removeprefix(_OF_ORGANISATION)) for name in lost if _is_organisations(name)}
    if len(destroyed) < len(lost):
        raise invalid(
            f"{config.backup_keys} lacks keys of Rapport itself, so it is older than this archive. "
            "Restore the newest copy of that file."
        )
    return [book[key] for key in about.keys if key.name not in lost], destroyed


_OF_ORGANISATION = key_name(service(UUID(int=0))).removesuffix(str(UUID(int=0)))


def _is_organisations(name: str) -> bool:
    return name.startswith(_OF_ORGANISATION)


def _empty(session: Session, replace: bool) -> None:
    filled = [one for one in rows.tables() if session.execute(select(1).select_from(one).limit(1)).first()]
    if filled and not replace:
        raise conflict(
            f"The database isn't empty: there are rows in {filled[0].name}. Restore into a new one or, to "
            "lose what is there, say --replace."
        )
    with append_only.lifted(session):
        for one in reversed(filled):
            session.execute(delete(one))
    session.execute(delete(WrappedKey))


def _insert_keys(session: Session, config: Config, entries: list[Entry]) -> None:
    book = of_archives(config)
    for entry in entries:
        wrapped = config.master_key.wrap(book.secret(entry))
        name, version, made_at = entry.id
        moment = datetime.fromisoformat(made_at)
        session.add(WrappedKey(name=name, version=version, wrapped=wrapped, made_at=moment))
    session.flush()


def _insert(session: Session, reader: archive.Reader, destroyed: set[UUID], say: Say) -> dict[str, int]:
    known = {one.name: one for one in rows.tables()}
    counts = dict.fromkeys(known, 0)
    for table, found in groupby(reader.rows(known), key=lambda pair: pair[0]):
        kept = (row for _, row in found if _organisation_of(table, row) not in destroyed)
        while lot := list(islice(kept, _LOT)):
            session.execute(insert(rows.to_insert(table)), lot)
            counts[table.name] += len(lot)
            if counts[table.name] % EVERY == 0:
                say(f"  {table.name}: {counts[table.name]:,} rows")
        say(f"{table.name}: {counts[table.name]:,} rows")
    return counts


def _organisation_of(table: Table, row: dict[str, Any]) -> UUID | None:
    found: UUID | None = row.get("id" if table.name == "organisation" else "organisation_id")
    return found
