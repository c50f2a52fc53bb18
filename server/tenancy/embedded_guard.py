"""Row rights on the embedded database: every statement of a session gets its viewer's criteria.

SQLite has no row-level security, so what the criteria can't reach is refused: text, and tables that are not
named through their mapped classes. PostgreSQL needs none of this.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ClauseElement,
    Column,
    ColumnElement,
    Executable,
    Table,
    Update,
    event,
    false,
    func,
    inspect,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.sql import visitors

from server.database import Base
from server.tenancy import row_rights
from server.tenancy.reachable import unreachable_part
from server.tenancy.viewer import Viewer


class RowsNotYours(Exception):
    """A statement would touch rows that its viewer may not see, or in a way that can't be checked."""


def guard(session: Session, viewer: Viewer) -> None:
    """Confine `session` to what `viewer` may see and change."""

    confined = object()  # marks statements that SQLAlchemy derives from one that has its criteria already

    @event.listens_for(session, "do_orm_execute")
    def confine(state: ORMExecuteState) -> None:
        if viewer.everything or state.is_column_load or state.execution_options.get("confined") is confined:
            return
        if not state.is_relationship_load:
            _refuse_unreachable(state.statement)
        if state.is_insert:
            _check_inserted(state, viewer)
        if state.is_update:
            _check_updated(state, viewer)
        state.statement = state.statement.options(*_criteria(viewer))
        if state.is_update or state.is_delete:
            state.update_execution_options(confined=confined)

    @event.listens_for(session, "before_flush")
    def check_before(session: Session, _context: UOWTransaction, _instances: object) -> None:
        # What was loaded is theirs; an object can also be told to stand for a row that never was.
        if not viewer.everything:
            _check_written([*session.dirty, *session.deleted], session, viewer)

    @event.listens_for(session, "after_flush")
    def check(session: Session, _context: UOWTransaction) -> None:
        if not viewer.everything:
            _check_written([*session.new, *session.dirty], session, viewer)


@lru_cache(maxsize=512)
def _criteria(viewer: Viewer) -> list[Any]:
    """A criterion for each class with rights; without an organisation, no row at all.

    Kept for the viewers who look most: making them takes longer than most queries.
    """
    rights, me = row_rights.declared(), row_rights.as_values(viewer)
    return [
        with_loader_criteria(
            cls, rule(_Attributes(cls), me) if viewer.organisation_id else false(), include_aliases=True
        )
        for cls, rule in rights.items()
    ]


class _Attributes:
    """A mapped class's attributes, looked up by the names of its columns."""

    def __init__(self, cls: type[Base]) -> None:
        self._mapper = inspect(cls)

    def __getattr__(self, column: str) -> Any:
        mapper = self._mapper
        return mapper.get_property_by_column(mapper.local_table.c[column]).class_attribute


def _refuse_unreachable(statement: Executable) -> None:
    protected = {cast(Table, cls.__table__) for cls in row_rights.declared()}
    if part := unreachable_part(cast(ClauseElement, statement), protected):
        raise RowsNotYours(f"A viewer's statement can't be confined to their rows: it holds {part}.")


def _check_inserted(state: ORMExecuteState, viewer: Viewer) -> None:
    rows: Iterable[Any] = state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]
    mapper = state.bind_mapper
    known = mapper is not None and mapper.class_ in row_rights.declared()
    says = {column.name for column in _says_whose(mapper, viewer)} if mapper and known else set()
    elsewhere = any(row.get("organisation_id") != viewer.organisation_id for row in rows)
    if not viewer.every_account or elsewhere or says - {"organisation_id"}:
        raise RowsNotYours("Rows inserted in bulk must name the viewer's own organisation.")


def _check_updated(state: ORMExecuteState, viewer: Viewer) -> None:
    """Refuse what no criterion reaches, and changes after which the row could be somebody else's.

    Whose a row is, is changed through its object: after a flush it is read back.
    """
    if isinstance(state.parameters, list) or state.execution_options.get("dml_strategy") == "bulk":
        raise RowsNotYours("Rows updated by their keys in bulk can't be confined to a viewer's.")
    mapper = state.bind_mapper
    if mapper is None or mapper.class_ not in row_rights.declared():
        return
    written = {_column(mapper, key) for key in _written(state)}
    if says := written & {*mapper.primary_key, *_says_whose(mapper, viewer)}:
        names = ", ".join(sorted(column.name for column in says))
        raise RowsNotYours(f"An update may not change whose rows of {mapper.class_.__name__} are: {names}.")


def _written(state: ORMExecuteState) -> Iterable[Any]:
    statement = cast(Update, state.statement)
    yield from statement._values or ()
    yield from state.parameters or ()


def _column(mapper: Mapper[Any], key: Any) -> Column[Any]:
    """The column that an attribute, or its name, stands for."""
    name = key if isinstance(key, str) else key.key
    found = mapper.attrs[name].columns[0] if name in mapper.attrs else mapper.local_table.c[name]
    return cast("Column[Any]", found)


def _says_whose(mapper: Mapper[Any], viewer: Viewer) -> Iterable[Column[Any]]:
    """The columns of the table that its rule looks at for this viewer."""
    rule: ColumnElement[bool] = row_rights.declared()[mapper.class_](
        mapper.local_table.c, row_rights.as_values(viewer)
    )
    for element in visitors.iterate(rule):
        if isinstance(element, Column) and element.table is mapper.local_table:
            yield element


def _check_written(written: list[Any], session: Session, viewer: Viewer) -> None:
    """Read back what was written with the viewer's eyes: what they can't see, they may not write."""
    rights = row_rights.declared()
    for cls in {type(row) for row in written} & rights.keys():
        mapper = inspect(cls)
        keys = {tuple(mapper.primary_key_from_instance(row)) for row in written if type(row) is cls}
        mine = (
            rights[cls](cls.__table__.c, row_rights.as_values(viewer)) if viewer.organisation_id else false()
        )
        seen = select(func.count()).where(tuple_(*mapper.primary_key).in_(keys), mine)
        if session.connection().scalar(seen) != len(keys):
            raise RowsNotYours(f"This viewer may not write this {cls.__name__}.")
