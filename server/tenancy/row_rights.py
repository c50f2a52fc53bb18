"""Row rights: one declaration per table, from which both databases enforce the same.

A table declares `__row_rights__`, a rule that says when a viewer may see and change a row. PostgreSQL gets
it as a forced row-level-security policy (`install_policies`); on the embedded database every statement of a
session gets it as a criterion (`embedded_guard.py`). A rule must stand on Core columns, so that it is the
same expression in both places.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    MetaData,
    String,
    Table,
    Uuid,
    and_,
    false,
    literal,
    literal_column,
    or_,
    text,
    true,
)

from server.database import Base
from server.tenancy import append_only
from server.tenancy.viewer import Viewer


class ViewerColumns(NamedTuple):
    """The viewer as a rule meets it: values in a session, settings of the transaction in a policy."""

    organisation_id: ColumnElement[Any]
    person_id: ColumnElement[Any]
    every_account: ColumnElement[bool]
    team: ColumnElement[Any]
    filtered: ColumnElement[bool]


Rule = Callable[[Any, ViewerColumns], ColumnElement[bool]]
"""From a table's columns (`table.c`) and the viewer to *may see and change this row*."""


def of_the_organisation(columns: Any, viewer: ViewerColumns) -> ColumnElement[bool]:
    """Everybody of the organisation."""
    same: ColumnElement[bool] = columns.organisation_id == viewer.organisation_id
    return same


def of_the_person(columns: Any, viewer: ViewerColumns) -> ColumnElement[bool]:
    """The person whose row it is, and nobody else."""
    return and_(of_the_organisation(columns, viewer), columns.person_id == viewer.person_id)


@cache
def declared() -> dict[type[Base], Rule]:
    """Every mapped class that declares row rights; ask when all models are imported."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {cls: cls.__dict__["__row_rights__"] for cls in classes if "__row_rights__" in cls.__dict__}


def as_values(viewer: Viewer) -> ViewerColumns:
    """The viewer's own values, for the criteria of a session."""
    return ViewerColumns(
        literal(viewer.organisation_id, Uuid()),
        literal(viewer.person_id, Uuid()),
        true() if viewer.every_account else false(),
        literal(viewer.team, String()),
        true() if viewer.filtered else false(),
    )


SETTINGS = (
    "rapport.organisation",
    "rapport.person",
    "rapport.every_account",
    "rapport.team",
    "rapport.filtered",
    "rapport.everything",
)


def settings_of(viewer: Viewer) -> dict[str, str]:
    """The viewer as transaction settings of PostgreSQL; an empty text stands for *none*."""
    values = (
        str(viewer.organisation_id or ""),
        str(viewer.person_id or ""),
        "on" if viewer.every_account else "",
        viewer.team or "",
        "on" if viewer.filtered else "",
        "on" if viewer.everything else "",
    )
    return dict(zip(SETTINGS, values, strict=True))


def install_policies(connection: Connection, metadata: MetaData, role: str) -> None:
    """Force row-level security on every table that declares rights, and grant `role` its work.

    Runs as the tables' owner after each migration; running it again changes nothing.
    """
    rules = {cls.__tablename__: rule for cls, rule in declared().items()}
    quoted = connection.dialect.identifier_preparer.quote(role)
    connection.execute(text(f"grant usage on schema public to {quoted}"))
    connection.execute(text(f"grant select on alembic_version to {quoted}"))
    for table in metadata.sorted_tables:
        connection.execute(text(f'revoke all on "{table.name}" from {quoted}'))
        connection.execute(text(f'grant {append_only.granted(table)} on "{table.name}" to {quoted}'))
        if table.name in rules:
            for statement in _policy(table, rules[table.name], connection.dialect):
                connection.exec_driver_sql(statement)


def _policy(table: Table, rule: Rule, dialect: Dialect) -> tuple[str, ...]:
    condition = or_(_setting("rapport.everything") == "on", rule(table.c, _as_settings()))
    compiled = condition.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return (
        f'alter table "{table.name}" enable row level security',
        f'alter table "{table.name}" force row level security',
        f'drop policy if exists row_rights on "{table.name}"',
        f'create policy row_rights on "{table.name}" using ({compiled}) with check ({compiled})',
    )


def _as_settings() -> ViewerColumns:
    return ViewerColumns(
        _setting("rapport.organisation", "uuid"),
        _setting("rapport.person", "uuid"),
        _setting("rapport.every_account") == "on",
        _setting("rapport.team"),
        _setting("rapport.filtered") == "on",
    )


def _setting(name: str, kind: str = "text") -> ColumnElement[Any]:
    # The sub-select is evaluated once a statement instead of once a row.
    return literal_column(f"(select nullif(current_setting('{name}', true), '')::{kind})")
