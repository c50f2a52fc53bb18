"""The mail that we send where Outlook would not take the question."""

import re
from html import escape
from uuid import UUID

from sqlalchemy.orm import Session

from server.delivery import mail, outbox
from server.directory.model import Contact
from server.errors import conflict, invalid
from server.identity.speaker import Speaker
from server.invitations import actions as invitation_actions
from server.invitations import queries as invitation_queries
from server.invitations.letter import Fragment
from server.invitations.model import State


def send(session: Session, speaker: Speaker, invitation_id: UUID, subject: str, text: str) -> None:
    """Put a mail from the speaker into the outbox: what they wrote, and the question below it.

    A repeat puts nothing more in, whatever it says.

    Raises:
        Problem: 404 when it isn't the speaker's invitation; 409 when it was withdrawn or answered; 422
            without a subject or a text.
    """
    invitation = invitation_queries.of_the_asker(session, speaker.person_id, invitation_id)
    if invitation.state == State.SENT:
        return
    if invitation.answered_at:
        raise conflict("This question has been answered already. Open the pane again to see the answer.")
    if not subject or not text:
        raise invalid("A mail needs a subject and a text. Write both, then press Send again.")
    contact = session.get_one(Contact, (invitation.organisation_id, invitation.contact_id))
    question = invitation_queries.fragment_of(session, invitation)
    content = mail.compose(
        speaker.name,
        speaker.email,
        f"{contact.name} <{contact.email}>",
        subject,
        text=f"{text}\n\n{question.text}",
        html=with_question(text, question),
    )
    message = outbox.put(session, speaker.viewer, f"invitation {invitation.id}", contact.email, content)
    invitation_actions.mark_sent(session, invitation, message.id)


def with_question(text: str, question: Fragment) -> str:
    """A mail's HTML: `text` with its paragraphs and line breaks, and the question below."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    written = "\n".join(f"<p>{_with_breaks(paragraph)}</p>" for paragraph in paragraphs)
    return (
        '<!doctype html>\n<html>\n<head><meta charset="utf-8"></head>\n'
        '<body style="font-family:Calibri,Arial,sans-serif;font-size:11pt">\n'
        f"{written}\n{question.html}</body>\n</html>\n"
    )


def _with_breaks(paragraph: str) -> str:
    return escape(paragraph.strip("\n"), quote=False).replace("\n", "<br>\n")
