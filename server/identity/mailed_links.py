"""Links that are mailed to people, by which they set a password: single use, and soon over."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server import clock
from server.errors import gone
from server.identity import actions, queries, sign_ins
from server.identity.factor_model import MailedLink
from server.identity.model import Person
from server.security import passwords, tokens
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Reason, Viewer, everything, service

INVITATION_DAYS = 7
RESET_MINUTES = 60
MOST_AN_HOUR = 3
"""So many resets are mailed to somebody within an hour, whoever asks for them."""


class Meant(NamedTuple):
    """For whom a link is."""

    organisation_id: UUID
    person: Person
    organisation: Organisation
    purpose: str


def make(session: Session, person: Person, purpose: str) -> str | None:
    """The token of a new link for this person, which is kept nowhere; None when there were too many."""
    recent = select(func.count(MailedLink.id)).where(
        MailedLink.person_id == person.id, MailedLink.made_at > clock.now() - timedelta(hours=1)
    )
    if purpose == "reset" and (session.scalar(recent) or 0) >= MOST_AN_HOUR:
        return None
    token = tokens.new_token()
    lasts = timedelta(minutes=RESET_MINUTES) if purpose == "reset" else timedelta(days=INVITATION_DAYS)
    session.add(
        MailedLink(
            organisation_id=person.organisation_id,
            person_id=person.id,
            purpose=purpose,
            token_fingerprint=tokens.fingerprint(token),
            ends_at=clock.now() + lasts,
        )
    )
    session.flush()
    return token


def meant(token: str) -> Meant:
    """For whom a link is.

    Raises:
        Problem: 410 when it was used, has ended, or never was.
    """
    with reading(everything(Reason.SIGN_IN)) as session:
        row = session.execute(
            select(MailedLink.organisation_id, MailedLink.person_id, MailedLink.purpose).where(
                MailedLink.token_fingerprint == tokens.fingerprint(token),
                MailedLink.used_at.is_(None),
                MailedLink.ends_at > clock.now(),
            )
        ).one_or_none()
    found = row and queries.active_person(row.organisation_id, row.person_id)
    if row is None or not found:
        raise gone(
            "This link has ended",
            "It was used already, or it is too old. Ask for a new one below the sign-in form.",
        )
    return Meant(row.organisation_id, *found, row.purpose)


def set_password(token: str, password: str) -> Meant:
    """Set the password of the person whom a link is for; all links and sign-ins of theirs end.

    Raises:
        Problem: 410 when the link has ended; 422 when the password is too weak.
    """
    whom = meant(token)
    actions.check_password(password, whom.person.name, whom.person.email, whom.organisation.name)
    password_hash = passwords.hashed(password)
    with transaction(service(whom.organisation_id, whom.person.id)) as session:
        used = session.scalars(
            update(MailedLink)
            .where(MailedLink.token_fingerprint == tokens.fingerprint(token), MailedLink.used_at.is_(None))
            .values(used_at=clock.now())
            .returning(MailedLink.id),
            execution_options={"synchronize_session": False},
        )
        if used.one_or_none() is None:
            raise gone("This link has ended", "It was used just now. Sign in with the password that was set.")
        _end_others(session, whom.person.id)
        session.execute(update(Person).where(Person.id == whom.person.id).values(password_hash=password_hash))
    sign_ins.end_all(Viewer(whom.organisation_id, whom.person.id))
    return whom


def _end_others(session: Session, person_id: UUID) -> None:
    session.execute(
        update(MailedLink)
        .where(MailedLink.person_id == person_id, MailedLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
