"""Giving an organisation a new data key while servers run.

From the moment that the new version is there, everybody seals with it. What older ones sealed is sealed anew,
lot by lot, and looking up by address tries the fingerprints of both. Then the old versions are destroyed.
"""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, and_, func, inspect, literal, or_, select, tuple_, type_coerce, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.audit import trail
from server.audit.trail import Happening
from server.database import Base, forget_what_was_deleted
from server.errors import conflict
from server.security import keys
from server.security.sealed import BlindIndex, SealedText, comparable
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import key_name, storage, transaction
from server.tenancy.viewer import Reason, everything, service

LOT = 200
"""Rows in one transaction: a writer waits for a lot, never for a table."""

PATIENCE_SECONDS = 300
_BETWEEN_TRIES_SECONDS = 1.0

Say = Callable[[str], None]


def organisations() -> dict[str, UUID]:
    """Ids of all organisations whose keys haven't been destroyed, by their keys in commands."""
    with transaction(everything(Reason.KEYS)) as session:
        rows = session.execute(select(Organisation.key, Organisation.id).order_by(Organisation.key)).all()
        return {row.key: row.id for row in rows if storage().keys.has(session, key_name(service(row.id)))}


def rotate(organisation_id: UUID, say: Say) -> None:
    """Give the organisation a new data key, or go on where that was interrupted.

    Raises:
        Problem: 409 when transactions of the organisation go on for too long.
    """
    if _is_under_way(organisation_id):
        say("A change of this key was interrupted. It goes on.")
    else:
        _make_newer(organisation_id, time.monotonic() + PATIENCE_SECONDS)
    for cls in sealed_classes():
        _seal_table(organisation_id, cls, say)
    destroy_older(organisation_id)
    with transaction(service(organisation_id)) as session:
        trail.note(session, Happening.KEY_CHANGED)
    if not forget_what_was_deleted(storage().bind):
        say("The write-ahead log was in use, and holds the old key, wrapped, until it is written anew.")


def sealed_classes() -> list[type[Base]]:
    """Every mapped class with sealed columns, by its table's name."""
    classes = (mapper.class_ for mapper in Base.registry.mappers if sealed_columns(mapper.class_))
    return sorted(classes, key=lambda cls: cls.__tablename__)


def sealed_columns(cls: type[Base]) -> dict[str, InstrumentedAttribute[Any]]:
    """The sealed attributes of a class, by their names."""
    return {
        attribute.key: attribute.class_attribute
        for attribute in inspect(cls).column_attrs
        if isinstance(attribute.columns[0].type, SealedText)
    }


def _is_under_way(organisation_id: UUID) -> bool:
    with transaction(service(organisation_id)):
        return bool(keys.current().older)


def _make_newer(organisation_id: UUID, until: float) -> None:
    while True:
        try:
            with transaction(everything(Reason.KEYS)) as session:
                storage().keys.make_newer(session, key_name(service(organisation_id)))
                return
        except OperationalError as error:
            if time.monotonic() > until:
                raise conflict(
                    "The organisation's key is in use without a pause. End long exports, and try again."
                ) from error
            time.sleep(_BETWEEN_TRIES_SECONDS)


def _seal_table(organisation_id: UUID, cls: type[Base], say: Say) -> None:
    last, done = None, 0
    while True:
        with transaction(service(organisation_id)) as session:
            rows = _lot(session, cls, last)
            for row in rows:
                _seal_row(session, cls, row)
        if not rows:
            break
        last, done = _identity(cls, rows[-1]), done + len(rows)
        say(f"{cls.__tablename__}: sealed {done:,} rows anew")


def _lot(session: Session, cls: type[Base], after: tuple[Any, ...] | None) -> list[Any]:
    """The next rows in the order of their keys in which an older version is left; locked."""
    identity = _identity_columns(cls)
    found = select(cls).where(_is_stale(cls)).order_by(*identity).limit(LOT).with_for_update()
    if after is not None:
        values = (literal(value, column.type) for value, column in zip(after, identity, strict=True))
        found = found.where(tuple_(*identity) > tuple_(*values))
    return list(session.scalars(found))


def _is_stale(cls: type[Base]) -> Any:
    mark = keys.current().mark
    return or_(
        *(
            func.substr(type_coerce(column, LargeBinary), 1, len(mark)) != literal(mark, LargeBinary)
            for column in sealed_columns(cls).values()
        )
    )


def _seal_row(session: Session, cls: type[Base], row: Any) -> None:
    columns = sealed_columns(cls)
    values: dict[str, Any] = {name: getattr(row, name) for name in columns}
    for attribute in inspect(cls).column_attrs:
        kind = attribute.columns[0].type
        if isinstance(kind, BlindIndex) and values[kind.of] is not None:
            place = columns[kind.of].type.place
            values[attribute.key] = keys.current().index(comparable(values[kind.of]), place)
    mine = zip(_identity_columns(cls), _identity(cls, row), strict=True)
    session.execute(
        update(cls).where(and_(*(column == value for column, value in mine))).values(values),
        execution_options={"synchronize_session": False},
    )


def _identity_columns(cls: type[Base]) -> list[InstrumentedAttribute[Any]]:
    mapper = inspect(cls)
    return [mapper.get_property_by_column(column).class_attribute for column in mapper.primary_key]


def _identity(cls: type[Base], row: Any) -> tuple[Any, ...]:
    return tuple(inspect(cls).primary_key_from_instance(row))


def destroy_older(organisation_id: UUID) -> None:
    """Destroy all versions of the organisation's key but the newest.

    Raises:
        Problem: 409 when one of them is still needed.
    """
    with transaction(service(organisation_id)) as session:
        for cls in sealed_classes():
            if session.scalar(select(func.count()).select_from(cls).where(_is_stale(cls))):
                raise conflict(f"{cls.__tablename__} still holds what an older key sealed. Run this again.")
        storage().keys.drop_older(session, key_name(service(organisation_id)))
