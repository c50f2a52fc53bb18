"""What happens when an invited person opens their link, and when they answer."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.answering.model import Answer, Response, Visit
from server.answering.queries import COMMENT
from server.invitations import actions as invitation_actions
from server.invitations.model import Invitation


def record_visit(session: Session, invitation: Invitation, method: str, score: int | None) -> None:
    """Somebody or something opened the link; `score` is the button that was in its address."""
    session.add(
        Visit(
            organisation_id=invitation.organisation_id,
            account_id=invitation.account_id,
            invitation_id=invitation.id,
            method=method,
            score=score,
        )
    )


def record_response(session: Session, invitation: Invitation, score: int, comment: str) -> bool:
    """Keep what a human sent; False, and nothing kept, when a response is there already."""
    try:
        with session.begin_nested():
            session.add(_response(invitation, score, comment))
    except IntegrityError:
        there = select(Response.id).where(Response.invitation_id == invitation.id)
        if session.scalar(there) is None:
            raise
        return False
    invitation_actions.mark_answered(session, invitation)
    return True


def _response(invitation: Invitation, score: int, comment: str) -> Response:
    said = [Answer(account_id=invitation.account_id, question=COMMENT, text=comment)] if comment else []
    return Response(
        organisation_id=invitation.organisation_id,
        account_id=invitation.account_id,
        invitation_id=invitation.id,
        contact_id=invitation.contact_id,
        survey_id=invitation.survey_id,
        asked_by_id=invitation.asked_by_id,
        score=score,
        language=invitation.language,
        answers=said,
    )
