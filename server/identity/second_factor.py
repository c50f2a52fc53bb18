"""The second factor: who needs one, which ones they have, and whether what they show is right.

A person proves it with a code of an authenticator app, with a passkey, or once with a recovery code.
"""

import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from server import clock
from server.identity import totp
from server.identity.factor_model import Authenticator, Passkey, RecoveryCode
from server.identity.model import Person, Role
from server.security import tokens
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer

RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is mistaken for another when read from paper."""


class Demand(StrEnum):
    """Of whom an organisation demands a second factor beside a password."""

    NOBODY = "nobody"
    ADMINS = "admins"
    EVERYBODY = "everybody"


class Held(NamedTuple):
    """Which second factors a person has."""

    authenticator: bool
    passkeys: int

    def __bool__(self) -> bool:
        return self.authenticator or self.passkeys > 0


def held(session: Session) -> Held:
    """Those of the session's viewer."""
    confirmed = select(Authenticator.id).where(Authenticator.confirmed_at.is_not(None))
    passkeys = session.scalars(select(Passkey.id)).all()
    return Held(session.scalar(confirmed) is not None, len(passkeys))


def of_person(organisation_id: UUID, person_id: UUID) -> tuple[Held, bool]:
    """What a person has, and whether their organisation demands one of them."""
    with reading(Viewer(organisation_id, person_id)) as session:
        demand = session.scalars(select(Organisation.second_factor_of)).one()
        roles = session.scalars(select(Person.roles).where(Person.id == person_id)).one()
        return held(session), is_demanded(Demand(demand), roles)


def is_demanded(demand: Demand, roles: Sequence[str]) -> bool:
    """Whether somebody with these roles must have a second factor."""
    return demand == Demand.EVERYBODY or (demand == Demand.ADMINS and Role.ADMIN in roles)


def begin_authenticator(session: Session, viewer: Viewer) -> str:
    """The secret of an authenticator that is yet to be confirmed; the same one until then."""
    waiting = session.scalars(select(Authenticator)).one_or_none()
    if waiting is None:
        waiting = Authenticator(
            organisation_id=viewer.organisation_id, person_id=viewer.person_id, secret=totp.new_secret()
        )
        session.add(waiting)
        session.flush()
    return waiting.secret


def take_code(viewer: Viewer, code: str) -> bool:
    """Whether this is the code of now of the viewer's app; it is used up."""
    return _take_code(viewer, code, Authenticator.confirmed_at.is_not(None))


def confirm_authenticator(viewer: Viewer, code: str) -> bool:
    """Whether this is the first code of an app that is being set up; the app counts from now on."""
    return _take_code(viewer, code, Authenticator.confirmed_at.is_(None))


def _take_code(viewer: Viewer, code: str, which: ColumnElement[bool]) -> bool:
    with transaction(viewer) as session:
        found = session.scalars(select(Authenticator).where(which)).one_or_none()
        step = found and totp.step_of(found.secret, code, clock.now(), found.last_step)
        if found is None or not step:
            return False
        # Two at once with the same code: only one of them finds the step still unused.
        used = session.execute(
            update(Authenticator)
            .where(Authenticator.id == found.id, Authenticator.last_step < step)
            .values(last_step=step, confirmed_at=found.confirmed_at or clock.now())
            .returning(Authenticator.id),
            execution_options={"synchronize_session": False},
        )
        return used.one_or_none() is not None


def has_confirmed(viewer: Viewer) -> bool:
    """Whether the viewer's authenticator counts."""
    with reading(viewer) as session:
        return held(session).authenticator


def take_recovery_code(viewer: Viewer, code: str) -> bool:
    """Whether this is one of the viewer's recovery codes; it is used up."""
    written = "".join(code.split()).replace("-", "").casefold()
    with transaction(viewer) as session:
        used = session.execute(
            update(RecoveryCode)
            .where(RecoveryCode.fingerprint == tokens.fingerprint(written), RecoveryCode.used_at.is_(None))
            .values(used_at=clock.now())
            .returning(RecoveryCode.id),
            execution_options={"synchronize_session": False},
        )
        return used.one_or_none() is not None


def new_recovery_codes(session: Session, viewer: Viewer) -> list[str]:
    """Fresh codes in place of all earlier ones, as they are shown once: `abcd-efgh-jkmn`."""
    session.execute(delete(RecoveryCode))
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        session.add(
            RecoveryCode(
                organisation_id=viewer.organisation_id,
                person_id=viewer.person_id,
                fingerprint=tokens.fingerprint(code),
            )
        )
    session.flush()
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def remove_all(session: Session) -> None:
    """Take away every second factor of the session's viewer: lost devices, helped by an admin."""
    for model in (Authenticator, Passkey, RecoveryCode):
        session.execute(delete(model))
