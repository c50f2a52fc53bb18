"""Reading invitations, and what they say about whether somebody may be asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from server import clock
from server.delivery import model as delivery
from server.directory import queries as directory_queries
from server.directory.model import Contact
from server.errors import not_found
from server.identity import queries as identity_queries
from server.identity.model import Person
from server.invitations import link
from server.invitations.letter import Fragment, fragment
from server.invitations.model import Invitation, State
from server.invitations.rules import Ask, Recipient, is_colleague, reason_not_to_ask
from server.security import tokens
from server.surveys import queries as survey_queries
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a mail goes to; `contact` is None where the viewer sees none;
    `reason` when they may be asked.
    """

    contact: Contact | None
    last_asked_on: date | None
    reason: str | None


@dataclass(frozen=True)
class _Past:
    """How a contact was asked up to now."""

    last_asked: Ask | None = None
    being_asked: Ask | None = None
    last_answered_on: date | None = None


class Linked(NamedTuple):
    """Whose personal link it is."""

    organisation_id: UUID
    invitation_id: UUID


def linked(token: str) -> Linked | None:
    """Where a personal link leads, in a transaction of its own; None when it is no link of ours."""
    if not link.could_be(token):
        return None
    with reading(everything(Reason.PERSONAL_LINK)) as session:
        row = session.execute(
            select(Invitation.organisation_id, Invitation.id).where(
                Invitation.token_fingerprint == tokens.fingerprint(token)
            )
        ).one_or_none()
        return Linked(*row) if row else None


def by_request(session: Session, person_id: UUID, request_id: str) -> Invitation | None:
    """The invitation that this person's request made."""
    return session.scalars(
        select(Invitation).where(Invitation.asked_by_id == person_id, Invitation.request_id == request_id)
    ).one_or_none()


def of_the_asker(session: Session, person_id: UUID, invitation_id: UUID) -> Invitation:
    """An invitation that this person made, locked until the transaction ends.

    Raises:
        Problem: 404 when there is none.
    """
    found = session.scalars(
        select(Invitation)
        .where(Invitation.id == invitation_id, Invitation.asked_by_id == person_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise not_found("This question isn't there any more. Open the pane again and insert a new one.")
    return found


def fragment_of(session: Session, invitation: Invitation) -> Fragment:
    """The question of this invitation: the same however often it is asked for."""
    survey = survey_queries.version(session, invitation.survey_version_id)
    if survey is None:
        raise LookupError(f"The survey version {invitation.survey_version_id} of an invitation is missing.")
    address = link.address(link.token(session, invitation.id))
    return fragment(address, survey.definition.words[invitation.language], invitation.language)


def candidates(session: Session, addresses: Sequence[str], asker_id: UUID) -> list[Candidate]:
    """What `asker_id` is told about each of `addresses`, in their order."""
    people = identity_queries.people(session)
    contacts = directory_queries.by_addresses(session, addresses)
    pasts = _pasts(session, [contact.id for contact in contacts.values()], asker_id, people)
    found = []
    for address in addresses:
        contact = contacts.get(directory_queries.comparable(address))
        past = pasts.get(contact.id, _Past()) if contact else _Past()
        recipient = _recipient(address, contact, past, people)
        reason = reason_not_to_ask(recipient, clock.now().date())
        last_asked_on = past.last_asked.on if past.last_asked else None
        found.append(Candidate(contact, last_asked_on, reason))
    return found


def _recipient(address: str, contact: Contact | None, past: _Past, people: Sequence[Person]) -> Recipient:
    opted_out_at = contact and contact.opted_out_at
    return Recipient(
        address,
        is_contact=contact is not None,
        is_colleague=is_colleague(address, (person.email for person in people)),
        opted_out_on=opted_out_at.date() if opted_out_at else None,
        last_asked=past.last_asked,
        being_asked=past.being_asked,
        last_answered_on=past.last_answered_on,
    )


def _pasts(
    session: Session, contact_ids: Sequence[UUID], asker_id: UUID, people: Sequence[Person]
) -> dict[UUID, _Past]:
    names = {person.id: person.name for person in people}
    pasts: dict[UUID, _Past] = {}
    for row in _invitations_of(session, contact_ids):
        past = pasts.get(row.contact_id, _Past())
        if row.asked_at:
            past = replace(past, last_asked=Ask(row.asked_at.date(), names[row.asked_by_id]))
        elif row.state == State.CREATED and row.asked_by_id != asker_id:
            past = replace(past, being_asked=Ask(row.made_at.date(), names[row.asked_by_id]))
        if row.answered_at:
            day = row.answered_at.date()
            past = replace(past, last_answered_on=max(day, past.last_answered_on or day))
        pasts[row.contact_id] = past
    return pasts


def _invitations_of(
    session: Session, contact_ids: Sequence[UUID]
) -> Sequence[Row[UUID, UUID, str, datetime, datetime | None, datetime | None]]:
    """Oldest first; without those that never reached anybody: withdrawn, or refused as a mail."""
    arrived = or_(delivery.Message.state.is_(None), delivery.Message.state != delivery.State.FAILED)
    return session.execute(
        select(
            Invitation.contact_id,
            Invitation.asked_by_id,
            Invitation.state,
            Invitation.made_at,
            Invitation.asked_at,
            Invitation.answered_at,
        )
        .outerjoin(delivery.Message, Invitation.message_id == delivery.Message.id)
        .where(Invitation.contact_id.in_(contact_ids), Invitation.state != State.WITHDRAWN, arrived)
        .order_by(Invitation.made_at)
    ).all()
