"""What happens to organisations and people."""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.audit import trail
from server.audit.trail import About, Happening
from server.errors import invalid, not_found
from server.identity.model import AccountFilter, Person, Role
from server.identity.queries import sign_in_index
from server.security import passwords
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import key_name, storage, transaction
from server.tenancy.viewer import Reason, everything, service


def found_organisation(key: str, name: str, region: str = "eu") -> UUID:
    """Make an organisation with a data key of its own, in a transaction of its own; its id.

    Raises:
        Problem: 422 when the key is taken or can't stand in an address, or the name is empty.
    """
    if not re.fullmatch(r"[a-z0-9](-?[a-z0-9]){1,39}", key):
        raise invalid("An organisation's key has 2 to 40 small letters, digits and single hyphens.")
    if not name.strip():
        raise invalid("Give the organisation a name.")
    with transaction(everything(Reason.FOUNDING)) as session:
        if session.scalar(select(Organisation.id).where(Organisation.key == key)):
            raise invalid(f"There is an organisation with the key {key} already. Choose another one.")
        organisation = Organisation(key=key, name=name.strip(), region=region)
        session.add(organisation)
        session.flush()
        storage().keys.make(session, key_name(service(organisation.id)))
        trail.begin(session, trail.secrets_of(session), organisation.id, Happening.ORGANISATION_FOUNDED)
        return organisation.id


def add_person(
    session: Session,
    organisation_id: UUID,
    name: str,
    email: str,
    roles: set[Role],
    password: str | None = None,
) -> Person:
    """Add somebody to the organisation; without a password they sign in with Microsoft.

    Raises:
        Problem: 422 when the address isn't one or belongs to somebody here, or the password too weak.
    """
    address = normal_address(email)
    if password is not None:
        check_password(password, name, address)
    index = sign_in_index(session, address)
    if session.scalar(select(Person.id).where(Person.email_index == index)):
        raise invalid(f"{address} belongs to somebody here already.")
    person = Person(
        organisation_id=organisation_id,
        name=name.strip() or address,
        email=address,
        email_index=index,
        roles=sorted(roles),
        password_hash=passwords.hashed(password) if password is not None else None,
    )
    session.add(person)
    session.flush()
    trail.note(
        session,
        Happening.PERSON_ADDED,
        About("person", person.id),
        facts={"roles": ", ".join(person.roles)},
        personal={"name": person.name, "address": address},
    )
    return person


def set_sight(session: Session, person_id: UUID, team: str, values: Mapping[str, Sequence[str]]) -> None:
    """Say which accounts somebody sees: their team, and the values that each field may have; none is any.

    Raises:
        Problem: 404 when there is no such person.
    """
    person = session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
    if person is None:
        raise not_found()
    person.team = " ".join(team.split()) or None
    person.filtered = any(values.values())
    session.execute(delete(AccountFilter).where(AccountFilter.person_id == person_id))
    for field, allowed in values.items():
        for value in sorted(set(allowed)):
            one = AccountFilter(person_id=person_id, field=field, value=value)
            one.organisation_id = person.organisation_id
            session.add(one)
    facts = {"team": person.team, **{field: ", ".join(sorted(allowed)) for field, allowed in values.items()}}
    trail.note(session, Happening.SIGHT_CHANGED, About("person", person_id), facts=facts)


def normal_address(email: str) -> str:
    """The address as we keep and compare it.

    Raises:
        Problem: 422 when it can't be a mail address.
    """
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.casefold()
    except EmailNotValidError as error:
        raise invalid(f"{email.strip() or 'An empty text'} is not a mail address: {error}") from error


def check_password(password: str, *known: str) -> None:
    """Refuse passwords that are too short, or easy to guess for whoever knows the words that are `known`.

    Raises:
        Problem: 422.
    """
    if weakness := passwords.weakness(password, known):
        raise invalid(weakness)
