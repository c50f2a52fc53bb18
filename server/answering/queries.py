"""Reading what an invited person is shown, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from server import clock
from server.answering.model import Answer, Response
from server.answering.rules import Ending, ending
from server.identity.model import Person
from server.invitations.model import Invitation, State
from server.surveys import queries as survey_queries
from server.surveys.definition import Words
from server.surveys.model import Survey
from server.tenancy.organisation import Organisation

COMMENT = "comment"
"""The name of the question that is answered in free text."""


@dataclass(frozen=True)
class Given:
    """An answer that is there."""

    score: int
    day: date


@dataclass(frozen=True)
class Invited:
    """All that the page of one personal link shows."""

    invitation: Invitation
    organisation: str
    person: str
    words: Words
    given: Given | None
    ending: Ending | None


@dataclass(frozen=True)
class Answered:
    """A response as the pane's history shows it."""

    day: date
    score: int
    comment: str | None
    survey: str


def invited(session: Session, organisation_id: UUID, invitation_id: UUID) -> Invited:
    """What the link of this invitation shows now."""
    invitation = session.get_one(Invitation, (organisation_id, invitation_id))
    survey = survey_queries.version(session, invitation.survey_version_id)
    if survey is None:
        raise LookupError(f"The survey version {invitation.survey_version_id} of an invitation is missing.")
    given = _given(session, invitation)
    return Invited(
        invitation=invitation,
        organisation=session.get_one(Organisation, organisation_id).name,
        person=session.get_one(Person, (organisation_id, invitation.asked_by_id)).name,
        words=survey.definition.words[invitation.language],
        given=given,
        ending=ending(
            answered=given is not None,
            withdrawn=invitation.state == State.WITHDRAWN,
            deleted=survey.deleted,
            ends_at=invitation.ends_at,
            now=clock.now(),
        ),
    )


def _given(session: Session, invitation: Invitation) -> Given | None:
    row = session.execute(
        select(Response.score, Response.made_at).where(Response.invitation_id == invitation.id)
    ).one_or_none()
    return Given(row.score, row.made_at.date()) if row else None


def last_scores(session: Session, contact_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The newest score of each of these contacts who has answered."""
    rows = session.execute(
        select(Response.contact_id, Response.score)
        .where(Response.contact_id.in_(contact_ids))
        .order_by(Response.made_at)
    )
    return {row.contact_id: row.score for row in rows}


def history(session: Session, contact_id: UUID, limit: int) -> list[Answered]:
    """What this contact answered, newest first."""
    comment = and_(Answer.response_id == Response.id, Answer.question == COMMENT)
    rows = session.execute(
        select(Response.made_at, Response.score, Answer.text, Survey.title)
        .join(Survey, Survey.id == Response.survey_id)
        .outerjoin(Answer, comment)
        .where(Response.contact_id == contact_id)
        .order_by(Response.made_at.desc())
        .limit(limit)
    )
    return [Answered(row.made_at.date(), row.score, row.text, row.title) for row in rows]
