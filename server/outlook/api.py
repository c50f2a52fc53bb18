"""What the pane asks of us; every answer is for the person who is signed in in it."""

from datetime import date
from functools import partial
from typing import Literal
from uuid import UUID

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from pydantic import Field

from server.answering.queries import Answered
from server.directory.model import Contact
from server.errors import invalid
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.invitations import actions as invitation_actions
from server.invitations import queries as invitation_queries
from server.outlook import queries, sending
from server.outlook.queries import Known
from server.surveys import queries as survey_queries
from server.tenancy.transaction import reading, transaction
from server.web import Body, read_json

api = Blueprint("outlook", __name__, url_prefix="/api/outlook")
api.before_request(partial(require, Permission.ASK))

history = Blueprint("outlook_history", __name__, url_prefix="/api/outlook")
history.before_request(partial(require, Permission.SEE_ANSWERS))

MOST_RECIPIENTS = 500
"""As many as Outlook hands to an add-in."""


class Recipient(Body):
    """A recipient as Outlook names them; `email` is empty when Outlook knows no address."""

    email: str = ""
    name: str = ""


class Preview(Body):
    """The recipients of a mail."""

    survey_id: UUID
    recipients: list[Recipient]


class Ask(Body):
    """One press of *Insert question*."""

    request_id: str = Field(pattern="^[0-9A-Za-z_-]{1,100}$")
    survey_id: UUID
    language: str
    email: str


class Inserted(Body):
    """Where the pane found the question when it read the mail back."""

    way: Literal["cursor", "top"]


class Nothing(Body):
    """An empty object."""


class Mail(Body):
    """What the person wrote, for the mail that we send."""

    subject: str = Field(max_length=255)
    text: str = Field(max_length=100_000)


class Sender(Body):
    """Who wrote the mail that is being read."""

    email: str


@api.get("/surveys")
def surveys() -> ResponseReturnValue:
    """What can be asked."""
    with reading(speaker().viewer) as session:
        found = survey_queries.asking(session)
    listed = [{"id": s.survey_id, "title": s.title, "languages": s.definition.languages} for s in found]
    return jsonify(surveys=listed)


@api.post("/preview")
def preview() -> ResponseReturnValue:
    """Whether each recipient may be asked, and if not, why."""
    body = read_json(Preview)
    if len(body.recipients) > MOST_RECIPIENTS:
        raise invalid(f"A mail to more than {MOST_RECIPIENTS} people can't be checked. Split it.")
    with reading(speaker().viewer) as session:
        emails = [recipient.email for recipient in body.recipients]
        found = queries.previews(session, speaker().person_id, body.survey_id, emails)
    scores = Permission.SEE_ANSWERS in speaker().permissions
    previews = [_preview(*one, scores) for one in zip(body.recipients, found, strict=True)]
    return jsonify(recipients=previews)


@api.post("/invitations")
def ask() -> ResponseReturnValue:
    """Make the question for one recipient; a repeated press gets the same one."""
    body = read_json(Ask)
    with transaction(speaker().viewer) as session:
        invitation = invitation_actions.ask(
            session, speaker(), body.survey_id, body.language, body.email, body.request_id
        )
        question = invitation_queries.fragment_of(session, invitation)
    return jsonify(
        id=invitation.id, marker=question.marker, html=question.html, text=question.text, email=body.email
    ), 201


@api.post("/invitations/<uuid:invitation_id>/inserted")
def inserted(invitation_id: UUID) -> ResponseReturnValue:
    """The question is in the mail."""
    body = read_json(Inserted)
    with transaction(speaker().viewer) as session:
        invitation = invitation_queries.of_the_asker(session, speaker().person_id, invitation_id)
        invitation_actions.mark_inserted(session, invitation, body.way)
    return "", 204


@api.post("/invitations/<uuid:invitation_id>/withdrawn")
def withdrawn(invitation_id: UUID) -> ResponseReturnValue:
    """The question came into no mail: its links stop working."""
    read_json(Nothing)
    with transaction(speaker().viewer) as session:
        invitation = invitation_queries.of_the_asker(session, speaker().person_id, invitation_id)
        invitation_actions.withdraw(session, invitation)
    return "", 204


@api.post("/invitations/<uuid:invitation_id>/send")
def send(invitation_id: UUID) -> ResponseReturnValue:
    """Send the mail with the question in it ourselves; a repeat sends nothing more."""
    body = read_json(Mail)
    with transaction(speaker().viewer) as session:
        sending.send(session, speaker(), invitation_id, body.subject, body.text)
    return jsonify(state="queued"), 202


@history.post("/history")
def show_history() -> ResponseReturnValue:
    """What the sender of a mail answered before."""
    body = read_json(Sender)
    with reading(speaker().viewer) as session:
        found = queries.history(session, speaker().person_id, body.email)
    return jsonify(
        contact=_contact(found.contact) if found.contact else None,
        responses=[_response(one) for one in found.responses],
        last_asked_on=_as_date(found.last_asked_on),
    )


def _preview(recipient: Recipient, known: Known, scores: bool) -> dict[str, object]:
    return {
        "email": recipient.email,
        "name": recipient.name,
        "may_be_asked": known.reason is None,
        "reason": known.reason,
        "account": known.account,
        "language": known.language,
        "last_asked_on": _as_date(known.last_asked_on),
        "last_score": known.last_score if scores else None,
    }


def _contact(contact: Contact) -> dict[str, object]:
    return {
        "name": contact.name,
        "email": contact.email,
        "account": contact.account.name,
        "language": contact.language,
    }


def _response(one: Answered) -> dict[str, object]:
    return {
        "answered_on": one.day.isoformat(),
        "score": one.score,
        "comment": one.comment,
        "survey": one.survey,
    }


def _as_date(day: date | None) -> str | None:
    return day.isoformat() if day else None
