"""From planned asks to rows, to be inserted in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from server.answering.model import Answer, Response, Visit
from server.database import Base
from server.demonstration.history import Ask, Reply
from server.directory.model import Contact
from server.invitations import link
from server.invitations.model import Invitation, State
from server.invitations.rules import LINK_DAYS
from server.security import tokens

Row = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """A survey's id and its only version's."""

    survey_id: UUID
    version_id: UUID


@dataclass(frozen=True)
class Known:
    """What is in the database already, by the names that a plan uses."""

    organisation_id: UUID
    people: Mapping[str, UUID]
    surveys: Mapping[bool, Published]
    contacts: Mapping[str, Contact]


def of(session: Session, asks: Sequence[Ask], known: Known) -> dict[type[Base], list[Row]]:
    """The rows of each table, in the order in which they can be inserted."""
    rows: dict[type[Base], list[Row]] = {Invitation: [], Visit: [], Response: [], Answer: []}
    for number, ask in enumerate(asks):
        invitation = _invitation(session, number, ask, known)
        rows[Invitation].append(invitation)
        rows[Visit] += [_visit(invitation, at, score) for at, score in ask.looks]
        if ask.reply:
            response = _response(invitation, ask.reply)
            rows[Response].append(response)
            if ask.reply.comment:
                rows[Answer].append(_comment(response, ask.reply.comment))
    return rows


def _invitation(session: Session, number: int, ask: Ask, known: Known) -> Row:
    contact, survey, invitation_id = (
        known.contacts[ask.contact.email],
        known.surveys[ask.about_delivery],
        uuid4(),
    )
    reached = ask.state in (State.INSERTED, State.SENT)
    return {
        "organisation_id": known.organisation_id,
        "id": invitation_id,
        "account_id": contact.account_id,
        "contact_id": contact.id,
        "survey_id": survey.survey_id,
        "survey_version_id": survey.version_id,
        "asked_by_id": known.people[ask.contact.account.owner.email],
        "message_id": None,
        "request_id": f"demonstration-{number}",
        "language": ask.contact.account.country.language,
        "token_fingerprint": tokens.fingerprint(link.token(session, invitation_id)),
        "state": ask.state,
        "inserted_way": "cursor" if ask.state == State.INSERTED else None,
        "made_at": ask.made_at,
        "asked_at": ask.made_at if reached else None,
        "ends_at": ask.made_at + timedelta(days=LINK_DAYS),
        "answered_at": ask.reply.made_at if ask.reply else None,
    }


def _visit(invitation: Row, at: datetime, score: int | None) -> Row:
    return _beside(invitation) | {
        "invitation_id": invitation["id"],
        "method": "HEAD" if score is None else "GET",
        "score": score,
        "made_at": at,
    }


def _response(invitation: Row, reply: Reply) -> Row:
    same = ("contact_id", "survey_id", "asked_by_id", "language")
    return (
        _beside(invitation)
        | {name: invitation[name] for name in same}
        | {"invitation_id": invitation["id"], "score": reply.score, "made_at": reply.made_at}
    )


def _comment(response: Row, text: str) -> Row:
    return _beside(response) | {"response_id": response["id"], "question": "comment", "text": text}


def _beside(row: Row) -> Row:
    """A new row of the same account."""
    return {"organisation_id": row["organisation_id"], "account_id": row["account_id"], "id": uuid4()}
