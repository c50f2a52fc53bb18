"""Looking up people and sign-ins."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server import clock
from server.identity.model import AccountFilter, Person, SignIn
from server.security import tokens
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, storage
from server.tenancy.viewer import Reason, everything, service


class SignedIn(NamedTuple):
    """A running sign-in, its person and their organisation."""

    person: Person
    organisation: Organisation
    id: UUID
    purpose: str
    scopes: list[str]
    made_at: datetime
    ends_at: datetime


def signed_in(purpose: str, token: str) -> SignedIn | None:
    """Whose running sign-in this token is; None when it ended, was ended, or never was."""
    with reading(everything(Reason.SIGN_IN)) as session:
        found = session.execute(
            select(
                SignIn.organisation_id,
                SignIn.person_id,
                SignIn.id,
                SignIn.scopes,
                SignIn.made_at,
                SignIn.ends_at,
            ).where(
                SignIn.token_fingerprint == tokens.fingerprint(token),
                SignIn.purpose == purpose,
                SignIn.ends_at > clock.now(),
            )
        ).one_or_none()
    whole = found and active_person(found.organisation_id, found.person_id)
    if found is None or whole is None:
        return None
    return SignedIn(*whole, found.id, purpose, found.scopes, found.made_at, found.ends_at)


def active_person(organisation_id: UUID, person_id: UUID) -> tuple[Person, Organisation] | None:
    """A person with their organisation; None when they may not sign in (any more)."""
    with reading(service(organisation_id)) as session:
        person = session.scalars(select(Person).where(Person.id == person_id, Person.active)).one_or_none()
        organisation = session.get(Organisation, organisation_id)
        return (person, organisation) if person and organisation else None


def sign_in_index(session: Session, email: str) -> bytes:
    """The fingerprint under which a person with this address is found at sign-in."""
    return storage().keys.get(session, "sign-in").index(email.strip().casefold(), "person.email")


def by_address(email: str) -> list[tuple[UUID, UUID]]:
    """(organisation id, person id) of every active person with this address, oldest first."""
    with reading(everything(Reason.SIGN_IN)) as session:
        rows = session.execute(
            select(Person.organisation_id, Person.id)
            .where(Person.email_index == sign_in_index(session, email), Person.active)
            .order_by(Person.made_at, Person.id)
        )
        return [(row.organisation_id, row.id) for row in rows]


def by_microsoft(tenant_id: UUID, object_id: UUID) -> tuple[UUID, UUID] | None:
    """(organisation id, person id) of the active person with this Microsoft identity."""
    with reading(everything(Reason.SIGN_IN)) as session:
        row = session.execute(
            select(Person.organisation_id, Person.id).where(
                Person.microsoft_tenant_id == tenant_id,
                Person.microsoft_object_id == object_id,
                Person.active,
            )
        ).one_or_none()
        return (row.organisation_id, row.id) if row else None


def organisation_of_tenant(tenant_id: UUID) -> UUID | None:
    """The organisation that works with this Microsoft tenant."""
    with reading(everything(Reason.SIGN_IN)) as session:
        return session.scalar(select(Organisation.id).where(Organisation.microsoft_tenant_id == tenant_id))


def organisation_by_key(key: str) -> UUID | None:
    """The organisation with this key, for the operator's commands."""
    with reading(everything(Reason.FOUNDING)) as session:
        return session.scalar(select(Organisation.id).where(Organisation.key == key))


def people(session: Session) -> list[Person]:
    """Everybody of the viewer's organisation, by name."""
    return sorted(session.scalars(select(Person)), key=lambda person: person.name.casefold())


def filters_of(session: Session, person_id: UUID) -> dict[str, set[str]]:
    """The values that somebody's accounts may have, by field; none where all may be."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = select(AccountFilter.field, AccountFilter.value).where(AccountFilter.person_id == person_id)
    for field, value in session.execute(rows):
        found[field].add(value)
    return found
