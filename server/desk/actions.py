"""What a person does at the desk: send a mail, and answer it in the part of the customer."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from server.delivery import outbox
from server.delivery.mail import compose, read_mailbox
from server.desk import plain
from server.desk.mailbox import as_in_mails
from server.desk.queries import Mail
from server.errors import conflict, invalid
from server.identity.speaker import Speaker

MOST_RECIPIENTS = 20


@dataclass(frozen=True)
class Draft:
    """A mail as it was written; `html` is None in plain-text mode, else `text` is not heeded."""

    request_id: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str
    html: str | None


def send(session: Session, me: Speaker, draft: Draft) -> list[UUID]:
    """Put one copy for each recipient into the outbox, in the speaker's name; their ids.

    Raises:
        Problem: 422 when nobody is to receive it, or a recipient is no mail address.
    """
    addresses = _addresses(draft)
    content = _content(me, draft)
    return [
        outbox.put(session, me.viewer, f"desk {_number(draft.request_id)} {place}", address, content).id
        for place, address in enumerate(addresses)
    ]


def reply(session: Session, me: Speaker, mail: Mail, request_id: str, text: str) -> UUID:
    """Answer a mail of the speaker's in the name of the customer who got this copy; the answer's id.

    Raises:
        Problem: 409 unless the speaker sent this mail to a customer; 422 when the answer is empty.
    """
    sender, customer = mail.letter.sender, mail.letter.recipient(mail.message.recipient)
    mine = as_in_mails(me.email)
    if as_in_mails(sender.address) != mine or as_in_mails(customer.address) == mine:
        raise conflict("Only mails that you sent to customers can be answered in their name.")
    if not text.strip():
        raise invalid("Write what the customer answers.")
    subject = mail.letter.subject
    subject = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    recipient = f"{sender.name} <{sender.address}>"
    content = compose(customer.name, customer.address, recipient, subject, text)
    return outbox.put(session, me.viewer, f"desk {_number(request_id)}", sender.address, content).id


def _addresses(draft: Draft) -> list[str]:
    if not draft.to:
        raise invalid("Say in To who is to receive this mail.")
    found: dict[str, str] = {}
    for one in (*draft.to, *draft.cc):
        address = read_mailbox(one).address
        found.setdefault(as_in_mails(address), address)
    if len(found) > MOST_RECIPIENTS:
        raise invalid(f"The desk sends to {MOST_RECIPIENTS} recipients at most.")
    return list(found.values())


def _content(me: Speaker, draft: Draft) -> str:
    first, *others = draft.to
    text, html = draft.text, None
    if draft.html is not None:
        text, html = plain.from_html(draft.html), _document(draft.html)
    return compose(me.name, me.email, first, draft.subject, text, html, also_to=others, cc=draft.cc)


def _document(body: str) -> str:
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n{body}\n</body>\n</html>\n'


def _number(request_id: str) -> str:
    if not 16 <= len(request_id) <= 64:
        raise invalid("This mail has lost its number. Open the desk again, and write it once more.")
    return request_id
