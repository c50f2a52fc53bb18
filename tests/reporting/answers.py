"""Answers for the tests of the report, written as the answer page would leave them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from server.answering.model import Answer, Response
from server.answering.queries import COMMENT
from server.directory.model import Contact
from server.invitations.model import Invitation, State
from server.security import tokens
from server.surveys import actions as survey_actions
from server.surveys.definition import Definition, Words
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.builders import Somebody

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Asking:
    """A published survey."""

    survey_id: UUID
    version_id: UUID


def publish(organisation_id: UUID, title: str = "Relationship") -> Asking:
    """A survey that can be asked."""
    words = Words(question="How likely?", low="Not", high="Very", comment="Why?", thanks="Thanks.")
    with transaction(service(organisation_id)) as session:
        survey = survey_actions.create(session, organisation_id, title, Definition(words={"en": words}))
        return Asking(survey.id, survey_actions.publish(session, survey).id)


def answer(
    asker: Somebody,
    asking: Asking,
    email: str,
    scores: list[int],
    comment: str | None = None,
    at: datetime = NOON,
) -> None:
    """This contact was asked once for each score, an hour before they gave it."""
    for score in scores:
        invitation = ask(asker, asking, email, at - timedelta(hours=1), answered_at=at)
        with transaction(service(invitation.organisation_id)) as session:
            response = Response(
                organisation_id=invitation.organisation_id,
                account_id=invitation.account_id,
                invitation_id=invitation.id,
                contact_id=invitation.contact_id,
                survey_id=asking.survey_id,
                asked_by_id=asker.person_id,
                score=score,
                language="en",
                made_at=at,
            )
            if comment:
                response.answers.append(
                    Answer(account_id=invitation.account_id, question=COMMENT, text=comment)
                )
            session.add(response)


def ask(
    asker: Somebody,
    asking: Asking,
    email: str,
    at: datetime = NOON,
    state: State = State.INSERTED,
    answered_at: datetime | None = None,
) -> Invitation:
    """This contact was asked; `state` is what became of the question."""
    organisation_id = asker.viewer.organisation_id
    assert organisation_id is not None
    with transaction(service(organisation_id)) as session:
        contact = next(c for c in session.scalars(select(Contact)) if c.email == email)
        invitation = Invitation(
            organisation_id=organisation_id,
            account_id=contact.account_id,
            contact_id=contact.id,
            survey_id=asking.survey_id,
            survey_version_id=asking.version_id,
            asked_by_id=asker.person_id,
            request_id=str(uuid4()),
            language="en",
            token_fingerprint=tokens.fingerprint(tokens.new_token()),
            state=state,
            made_at=at,
            asked_at=at if state in (State.INSERTED, State.SENT) else None,
            ends_at=at + timedelta(days=90),
            answered_at=answered_at,
        )
        session.add(invitation)
        return invitation
