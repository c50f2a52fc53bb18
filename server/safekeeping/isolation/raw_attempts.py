"""Attempts by raw SQL with the application's own role: what PostgreSQL itself must refuse."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, bindparam, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.safekeeping.isolation.attempts import Key, Outcome, Subject
from server.safekeeping.isolation.expected import Kind
from server.safekeeping.isolation.scratch import Row
from server.safekeeping.rows import to_insert
from server.tenancy import append_only, row_rights
from server.tenancy.row_rights import SETTINGS

_NOT_ALLOWED = "42501"  # insufficient_privilege: row rights and grants both refuse with it

_FOR_OWNERS = (
    'alter table "{table}" disable row level security',
    'alter table "{table}" no force row level security',
    'drop policy row_rights on "{table}"',
    'alter policy row_rights on "{table}" using (true) with check (true)',
    'create policy another on "{table}" using (true) with check (true)',
    'alter table "{table}" owner to current_user',
    'truncate "{table}" cascade',
)


def begin(session: Session, kind: Kind) -> None:
    """Wait for nobody's locks for long; and forget whose eyes these are where that is what is tried."""
    session.execute(text("set local lock_timeout = '2s'"))
    if kind.without_settings:
        for name in SETTINGS:
            session.execute(text(f"reset {name}"))


def reading(session: Session, subject: Subject, outcome: Outcome) -> None:
    """Invented rows, everybody else's, and both with row-level security switched off."""
    keys = ", ".join(f'"{column.name}"' for column in subject.table.primary_key)
    invented = {"ours": subject.organisations}
    here, there = f'"{subject.of}" = any(:ours)', f'"{subject.of}" <> all(:ours)'
    read = f'select {keys} from "{subject.table.name}" where '
    seen = {tuple(row) for row in session.execute(text(read + here), invented)}
    outcome.note_seen(seen, {subject.key(row) for row in subject.mine})
    if subject.kind.viewer.everything:
        return
    others = session.execute(text(f"{read}{there} limit 1"), invented).all()
    outcome.note(not others, "reads rows of organisations that aren't theirs")
    refused = _refused(session, "set local row_security = off", f"{read}{here}", values=invented)
    outcome.note(refused, "reads with row-level security switched off")


def writing(session: Session, subject: Subject, outcome: Outcome) -> None:
    """Changing, moving and deleting rows, and adding some to what isn't theirs."""
    name, table = subject.table.name, to_insert(subject.table)
    mine = {subject.key(row) for row in subject.mine}
    column = _changeable(subject.table)
    keys = ", ".join(f'"{one.name}"' for one in subject.table.primary_key)
    change = f'update "{name}" set "{column}" = "{column}" where "{subject.of}" = any(:ours) returning {keys}'
    changed = _reached(session, change, {"ours": subject.organisations})
    outcome.note(changed is not None and not changed - mine, "changes rows that aren't theirs")
    if subject.kind.viewer.everything:
        return
    if subject.mine:
        move = f'update "{name}" set "{subject.of}" = :elsewhere where "{subject.of}" = any(:ours)'
        values = {"elsewhere": subject.elsewhere, "ours": subject.organisations}
        outcome.note(_refused(session, move, values=values), "moves rows to another organisation")
    for row in subject.probes:
        where = " and ".join(f'"{one.name}" = :{one.name}' for one in subject.table.primary_key)
        key = {one.name: row[one.name] for one in subject.table.primary_key}
        gone = _refused(session, f'delete from "{name}" where {where}', values=key, or_nothing=True)
        outcome.note(gone, "deletes rows that aren't theirs")
        twin = subject.scratch.twin(subject.table, row)
        outcome.note(_insert_refused(session, table, twin), "adds rows to what isn't theirs")


def becoming_the_owner(session: Session, table: Table) -> Iterator[str]:
    """What only the owner of a table may do, and succeeded."""
    protected = {cls.__tablename__ for cls in row_rights.declared()}
    for one in _FOR_OWNERS:
        statement = one.format(table=table.name)
        if "policy row_rights" in statement and table.name not in protected:
            continue
        if not _refused(session, statement):
            yield f"may: {statement}"


def becoming_somebody(session: Session) -> Iterator[str]:
    """What would make the role another one, and succeeded; and tables that nobody here knows."""
    owner = session.scalar(
        text(
            "select quote_ident(pg_get_userbyid(relowner)) from pg_class where oid = 'organisation'::regclass"
        )
    )
    for statement in (
        f"set local role {owner}",
        f"set local session authorization {owner}",
        "alter role current_user bypassrls",
        "alter role current_user superuser",
    ):
        if not _refused(session, statement):
            yield f"may: {statement}"


def unknown_tables(session: Session, known: set[str]) -> list[str]:
    """What the role may read in this database beside the tables that are `known`."""
    found = session.scalars(
        text(
            "select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace "
            "where relkind in ('r', 'p', 'v', 'm', 'f') and nspname not like 'pg\\_%' "
            "and nspname <> 'information_schema' and has_any_column_privilege(pg_class.oid, 'select')"
        )
    )
    return sorted(set(found) - known)


def _refused(
    session: Session, *statements: str, values: Mapping[str, Any] | None = None, or_nothing: bool = False
) -> bool:
    """Whether the last of these statements is refused for want of rights; or reaches no row, if that will do.

    Any other error means that it came too far.
    """
    *before, last = statements
    tried = session.begin_nested()
    try:
        for one in before:
            session.execute(text(one))
        reached = session.execute(text(last), values or {})
        return or_nothing and getattr(reached, "rowcount", -1) == 0
    except DBAPIError as error:
        return _sqlstate(error) == _NOT_ALLOWED
    finally:
        tried.rollback()


def _reached(session: Session, statement: str, values: Mapping[str, Any]) -> set[Key] | None:
    """The keys of the rows that a statement returns; None where it fails, which is behind its first row."""
    tried = session.begin_nested()
    try:
        return {tuple(row) for row in session.execute(text(statement), values)}
    except DBAPIError:
        return None
    finally:
        tried.rollback()


def _insert_refused(session: Session, table: Table, row: Row) -> bool:
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(f":{name}" for name in row)
    typed = [bindparam(name, value, table.c[name].type) for name, value in row.items()]
    statement = text(f'insert into "{table.name}" ({names}) values ({places})').bindparams(*typed)
    tried = session.begin_nested()
    try:
        session.execute(statement)
        return False
    except DBAPIError as error:
        return _sqlstate(error) == _NOT_ALLOWED
    finally:
        tried.rollback()


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _changeable(table: Table) -> str:
    kept = append_only.declared().get(table.name)
    names: list[str] = list(kept.may_change) if kept else [c.name for c in table.columns if not c.primary_key]
    return names[0]
