"""What happens to invitations: made, inserted into a mail, sent, withdrawn, answered."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server import clock
from server.directory.model import Contact
from server.directory.queries import comparable, contact_indexes
from server.errors import conflict, invalid, not_found
from server.identity.speaker import Speaker
from server.invitations import link, queries
from server.invitations.model import Invitation, State
from server.invitations.rules import LINK_DAYS
from server.security import tokens
from server.surveys import queries as survey_queries
from server.surveys.queries import PublishedSurvey


def ask(
    session: Session, speaker: Speaker, survey_id: UUID, language: str, email: str, request_id: str
) -> Invitation:
    """Invite the contact with this address; a repeat of `request_id` returns the first invitation.

    Raises:
        Problem: 404 without such a survey; 422 when the survey doesn't speak `language` or the contact may
            not be asked; 409 when `request_id` belongs to another question.
    """
    first = queries.by_request(session, speaker.person_id, request_id)
    if first is None:
        survey = _survey_to_ask(session, survey_id, language)
        contact = _contact_to_ask(session, speaker, email)
        first = _first(session, _invitation(session, speaker, survey, language, contact, request_id))
    _refuse_another_question(session, first, survey_id, language, email)
    return first


def mark_inserted(session: Session, invitation: Invitation, way: str) -> None:
    """The pane found the question in the mail; `way` is how it came there.

    Raises:
        Problem: 409 after it was withdrawn.
    """
    _refuse_withdrawn(invitation)
    if invitation.state == State.CREATED:
        invitation.state = State.INSERTED
        invitation.inserted_way = way
        invitation.asked_at = clock.now()
    session.flush()


def mark_sent(session: Session, invitation: Invitation, message_id: UUID) -> None:
    """The question is on its way in a mail of ours.

    Raises:
        Problem: 409 after it was withdrawn.
    """
    _refuse_withdrawn(invitation)
    invitation.state = State.SENT
    invitation.message_id = message_id
    invitation.asked_at = clock.now()
    session.flush()


def withdraw(session: Session, invitation: Invitation) -> None:
    """The question reached no mail; its links stop working.

    Raises:
        Problem: 409 when it was sent or answered.
    """
    if invitation.state == State.SENT or invitation.answered_at:
        raise conflict("This question has been sent already, so it can't be withdrawn.")
    invitation.state = State.WITHDRAWN
    session.flush()


def mark_answered(session: Session, invitation: Invitation) -> None:
    """The contact's answer is here."""
    invitation.answered_at = clock.now()
    session.flush()


def _survey_to_ask(session: Session, survey_id: UUID, language: str) -> PublishedSurvey:
    survey = survey_queries.newest(session, survey_id)
    if survey is None or survey.deleted:
        raise not_found("This survey is gone. Choose another one.")
    if language not in survey.definition.languages:
        raise invalid(f"{survey.title} doesn't speak that language. Choose another one.")
    return survey


def _contact_to_ask(session: Session, speaker: Speaker, email: str) -> Contact:
    # Locked before the rules look, so that of two people who ask at once the second is told of the first.
    contact = select(Contact.id).where(Contact.email_index.in_(contact_indexes(email)))
    session.execute(contact.with_for_update(key_share=True))
    [candidate] = queries.candidates(session, [email], speaker.person_id)
    if candidate.contact is None or candidate.reason:
        raise invalid(candidate.reason or "Not among your contacts.")
    return candidate.contact


def _invitation(
    session: Session,
    speaker: Speaker,
    survey: PublishedSurvey,
    language: str,
    contact: Contact,
    request_id: str,
) -> Invitation:
    invitation_id = uuid4()
    return Invitation(
        organisation_id=speaker.organisation_id,
        id=invitation_id,
        account_id=contact.account_id,
        contact_id=contact.id,
        survey_id=survey.survey_id,
        survey_version_id=survey.version_id,
        asked_by_id=speaker.person_id,
        request_id=request_id,
        language=language,
        token_fingerprint=tokens.fingerprint(link.token(session, invitation_id)),
        ends_at=clock.now() + timedelta(days=LINK_DAYS),
    )


def _first(session: Session, invitation: Invitation) -> Invitation:
    """`invitation`, or the one that won when two requests with the same id came at once."""
    try:
        with session.begin_nested():
            session.add(invitation)
    except IntegrityError:
        first = queries.by_request(session, invitation.asked_by_id, invitation.request_id)
        if first is None:
            raise
        return first
    return invitation


def _refuse_another_question(
    session: Session, invitation: Invitation, survey_id: UUID, language: str, email: str
) -> None:
    contact = session.get_one(Contact, (invitation.organisation_id, invitation.contact_id))
    asked = (invitation.survey_id, invitation.language, contact.email)
    if asked != (survey_id, language, comparable(email)):
        raise conflict("This question was made for somebody else. Open the pane again and press Insert.")


def _refuse_withdrawn(invitation: Invitation) -> None:
    if invitation.state == State.WITHDRAWN:
        raise conflict("This question was withdrawn, and its links don't work. Insert a new one.")
