"""What the pane shows of a recipient or a sender, joined from what the capabilities know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from server.answering import queries as answering_queries
from server.answering.queries import Answered
from server.directory.model import Contact
from server.errors import not_found
from server.invitations import queries as invitation_queries
from server.invitations.queries import Candidate
from server.surveys import queries as survey_queries
from server.surveys.definition import Definition

RESPONSES_SHOWN = 20


@dataclass(frozen=True)
class Known:
    """A recipient of a mail; `reason` says why they may not be asked."""

    reason: str | None
    account: str | None
    language: str
    last_asked_on: date | None
    last_score: int | None


@dataclass(frozen=True)
class History:
    """The sender of a mail, and what they answered, newest first."""

    contact: Contact | None
    responses: Sequence[Answered] = ()
    last_asked_on: date | None = None


def previews(session: Session, asker_id: UUID, survey_id: UUID, emails: Sequence[str]) -> list[Known]:
    """What `asker_id` should know of each recipient before asking them, in their order.

    Raises:
        Problem: 404 without such a survey.
    """
    survey = survey_queries.newest(session, survey_id)
    if survey is None or survey.deleted:
        raise not_found("This survey is gone. Choose another one.")
    candidates = invitation_queries.candidates(session, emails, asker_id)
    contacts = [candidate.contact.id for candidate in candidates if candidate.contact]
    scores = answering_queries.last_scores(session, contacts)
    return [_known(candidate, survey.definition, scores) for candidate in candidates]


def _known(candidate: Candidate, definition: Definition, scores: dict[UUID, int]) -> Known:
    contact = candidate.contact
    return Known(
        reason=candidate.reason,
        account=contact.account.name if contact else None,
        language=definition.language_for(contact.language if contact else None),
        last_asked_on=candidate.last_asked_on,
        last_score=scores.get(contact.id) if contact else None,
    )


def history(session: Session, reader_id: UUID, email: str) -> History:
    """What the contact with this address answered; empty where the reader sees no such contact."""
    [candidate] = invitation_queries.candidates(session, [email], reader_id)
    contact = candidate.contact
    if contact is None:
        return History(None)
    responses = answering_queries.history(session, contact.id, RESPONSES_SHOWN)
    return History(contact, responses, candidate.last_asked_on)
