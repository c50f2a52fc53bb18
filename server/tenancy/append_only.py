"""Rows that are never deleted and hardly changed: what a table may declare beside its row rights.

A table that declares `__kept__` names the columns that may change. On PostgreSQL the application's role gets
no more than that granted; on the embedded database, which knows no roles, triggers refuse the rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, Table, text
from sqlalchemy.orm import Session

from server.database import Base


class Kept(NamedTuple):
    """Rows of this table stay; only these columns of them may be written again."""

    may_change: tuple[str, ...] = ()


def declared() -> dict[str, Kept]:
    """What is kept, by the table's name; ask when all models are imported."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {cls.__tablename__: cls.__dict__["__kept__"] for cls in classes if "__kept__" in cls.__dict__}


def granted(table: Table) -> str:
    """What the application's role on PostgreSQL may do with `table`."""
    kept = declared().get(table.name)
    if kept is None:
        return "select, insert, update, delete"
    return f"select, insert, update ({', '.join(kept.may_change)})" if kept.may_change else "select, insert"


@contextmanager
def lifted(session: Session) -> Iterator[None]:
    """For as long as the block lasts, the embedded database lets this transaction delete what is kept.

    On PostgreSQL the owner of the tables may, and nobody else does even now.
    """
    connection = session.connection()
    embedded = connection.dialect.name == "sqlite"
    if embedded:
        for name in declared():
            _remove_triggers(connection, name)
    yield
    if embedded:
        install_triggers(connection)


def install_triggers(connection: Connection) -> None:
    """Let the embedded database refuse what may not change; running it again changes nothing."""
    for name, kept in declared().items():
        columns = Base.metadata.tables[name].columns.keys()
        fixed = ", ".join(f'"{column}"' for column in columns if column not in kept.may_change)
        _remove_triggers(connection, name)
        for trigger, moment in zip(_triggers(name), ("delete", f"update of {fixed}"), strict=True):
            connection.execute(
                text(
                    f"create trigger {trigger} before {moment} on {name} "
                    f"begin select raise(abort, 'Rows of {name} are kept as they were written'); end"
                )
            )


def _triggers(table: str) -> tuple[str, str]:
    return f"{table}_stays", f"{table}_is_final"


def _remove_triggers(connection: Connection, table: str) -> None:
    for trigger in _triggers(table):
        connection.execute(text(f"drop trigger if exists {trigger}"))
