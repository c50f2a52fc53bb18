"""Attempts through the application's doors: there are no others to the embedded database, without roles."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Table, UniqueConstraint, and_, delete, insert, literal_column, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.inspection import inspect
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.safekeeping.isolation.attempts import Outcome, Subject
from server.safekeeping.isolation.scratch import Row
from server.security.sealed import SealedText
from server.tenancy.embedded_guard import RowsNotYours

_UNSYNCHRONISED = {"synchronize_session": False}


def reading(session: Session, subject: Subject, outcome: Outcome) -> None:
    """Invented rows, everybody else's, and statements that criteria can't reach."""
    keys = [_attribute(subject, column.name) for column in subject.table.primary_key]
    of = _attribute(subject, subject.of)
    seen = {tuple(row) for row in session.execute(select(*keys).where(of.in_(subject.organisations)))}
    outcome.note_seen(seen, {subject.key(row) for row in subject.mine})
    if subject.kind.viewer.everything:
        return
    others = session.execute(select(*keys).where(of.not_in(subject.organisations)).limit(1)).all()
    outcome.note(not others, "reads rows of organisations that aren't theirs")
    table, name = subject.table, subject.table.name
    forms: Mapping[str, Any] = {
        "text": text(f'select * from "{name}"'),
        "a literal column": select(literal_column(f'(select count(*) from "{name}")')),
        "the bare table": select(table),
        "an alias of the bare table": select(table.alias()),
        "the bare table in a condition": select(of).where(of.in_(select(table.c[subject.of]))),
    }
    for form, statement in forms.items():
        outcome.note(_refused(session, partial(session.execute, statement)), f"reads by {form}")
    for row in subject.probes:
        where = _is(subject, row)
        outcome.note(session.execute(select(*keys).where(where)).first() is None, "reads rows by their keys")


def writing(session: Session, subject: Subject, outcome: Outcome) -> None:
    """Changing, moving and deleting rows, and adding some to what isn't theirs."""
    if subject.kind.viewer.everything:
        return
    cls, of = subject.cls, _attribute(subject, subject.of)
    column = _changeable(subject)
    if subject.mine:
        move = update(cls).where(of.in_(subject.organisations)).values({of: subject.elsewhere})
        outcome.note(_refused(session, _executing(session, move)), "moves rows to another organisation")
    for row in subject.probes:
        where = _is(subject, row)
        change = update(cls).where(where).values({column: row[column]})
        outcome.note(_reaches_nothing(session, change), "changes rows that aren't theirs")
        gone = _reaches_nothing(session, delete(cls).where(where))
        outcome.note(gone, "deletes rows that aren't theirs")
        by_keys = {name: row[name] for name in (*subject.table.primary_key.columns.keys(), column)}
        refused = _refused(session, partial(session.execute, update(cls), [by_keys]))
        outcome.note(refused, "changes rows by their keys in bulk")
        _adding(session, subject, outcome, row)


def _adding(session: Session, subject: Subject, outcome: Outcome, row: Row) -> None:
    twin = {
        _attribute(subject, name).key: "x" if isinstance(subject.table.c[name].type, SealedText) else value
        for name, value in subject.scratch.twin(subject.table, row).items()
    }

    def add() -> None:
        session.add(subject.cls(**twin))
        session.flush()

    reasons = (RowsNotYours, *((IntegrityError,) if _one_row_each(subject.table) else ()))
    if subject.kind.viewer.organisation_id is None:
        reasons += (LookupError,)  # there is no key to seal by
    outcome.note(_refused(session, add, *reasons), "adds rows to what isn't theirs")
    in_bulk = _refused(session, lambda: session.execute(insert(subject.cls), [twin]))
    outcome.note(in_bulk, "adds rows in bulk to what isn't theirs")


def sealed_columns_stay_closed(session: Session, subject: Subject) -> bool:
    """Whether who sees everything, for a reason, reads nothing that is sealed."""
    return all(
        _refused(session, partial(_first, session, column), LookupError)
        for column in (_attribute(subject, one.name) for one in subject.table.columns)
        if isinstance(column.type, SealedText) and _is_there(session, subject, column)
    )


def _first(session: Session, column: InstrumentedAttribute[Any]) -> Any:
    return session.scalars(select(column).where(column.is_not(None)).limit(1)).first()


def _one_row_each(table: Table) -> bool:
    """Whether what a row refers to has one row at most, so that another is refused by its key."""
    keys = [table.primary_key, *(c for c in table.constraints if isinstance(c, UniqueConstraint))]
    refers = {name for key in table.foreign_key_constraints for name in key.column_keys}
    return any(set(key.columns.keys()) <= refers for key in keys)


def _is_there(session: Session, subject: Subject, column: InstrumentedAttribute[Any]) -> bool:
    keys = [_attribute(subject, one.name) for one in subject.table.primary_key]
    return session.execute(select(*keys).where(column.is_not(None)).limit(1)).first() is not None


def _executing(session: Session, statement: Any) -> Callable[[], Any]:
    return lambda: session.execute(statement, execution_options=_UNSYNCHRONISED)


def _refused(session: Session, attempt: Callable[[], Any], *reasons: type[Exception]) -> bool:
    """Whether the guard refuses it, or what else is a reason. Other errors mean that it came too far."""
    tried = session.begin_nested()
    try:
        attempt()
        return False
    except Exception as error:
        return isinstance(getattr(error, "orig", error), reasons or RowsNotYours) or isinstance(
            error, reasons
        )
    finally:
        tried.rollback()
        session.expunge_all()


def _reaches_nothing(session: Session, statement: Any) -> bool:
    tried = session.begin_nested()
    try:
        reached = session.execute(statement, execution_options=_UNSYNCHRONISED)
        return getattr(reached, "rowcount", -1) == 0
    except IntegrityError:  # a row was reached, and what refers to it or keeps it was in the way
        return False
    finally:
        tried.rollback()


def _is(subject: Subject, row: Row) -> Any:
    return and_(*(_attribute(subject, c.name) == row[c.name] for c in subject.table.primary_key))


def _attribute(subject: Subject, column: str) -> InstrumentedAttribute[Any]:
    found: InstrumentedAttribute[Any] = (
        inspect(subject.cls).get_property_by_column(subject.table.c[column]).class_attribute
    )
    return found


def _changeable(subject: Subject) -> str:
    plain = [c.name for c in subject.table.columns if not c.primary_key and c.name != "owner_id"]
    unsealed = [n for n in plain if not isinstance(subject.table.c[n].type, SealedText)]
    return next(n for n in unsealed if not n.endswith("_id"))
