"""What the desk shows: the mails that the speaker may see, and their contacts."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from server.delivery import queries as delivery_queries
from server.delivery.model import Message, State
from server.desk import mailbox
from server.desk.mailbox import Letter, as_in_mails
from server.directory.model import Contact
from server.errors import not_found
from server.identity import queries as identity_queries
from server.identity.speaker import Speaker
from server.invitations import queries as invitation_queries

MOST_MAILS = 40
MOST_CONTACTS = 500
"""The desk is for looking around: what is beyond stays where it is."""


class Mail(NamedTuple):
    """One copy of a mail, for one recipient."""

    message: Message
    letter: Letter


class Folders(NamedTuple):
    """Each newest first."""

    inbox: list[Mail]
    """What has arrived for the speaker: replies of customers."""
    sent: list[list[Mail]]
    """What the speaker wrote; each mail with the copies for all its recipients."""
    customers: list[Mail]
    """What has arrived with customers."""


class Suggestion(NamedTuple):
    """A contact to write to."""

    contact: Contact
    may_be_asked: bool


def folders(session: Session, me: Speaker) -> Folders:
    """The mails, sorted into folders."""
    mails = [_opened(message) for message in delivery_queries.newest(session, MOST_MAILS)]
    mine = as_in_mails(me.email)
    colleagues = {as_in_mails(person.email) for person in identity_queries.people(session)}
    arrived = [mail for mail in mails if mail.message.state == State.SENT]
    sent: dict[str, list[Mail]] = {}
    for mail in mails:
        if as_in_mails(mail.letter.sender.address) == mine:
            sent.setdefault(mail.letter.message_id, []).append(mail)
    return Folders(
        inbox=[mail for mail in arrived if as_in_mails(mail.message.recipient) == mine],
        sent=[copies[::-1] for copies in sent.values()],
        customers=[mail for mail in arrived if as_in_mails(mail.message.recipient) not in colleagues],
    )


def mail(session: Session, message_id: UUID) -> Mail:
    """One mail.

    Raises:
        Problem: 404 when it isn't there or isn't the viewer's.
    """
    message = delivery_queries.message(session, message_id)
    if message is None:
        raise not_found("This mail isn't in the mailbox.")
    return _opened(message)


def suggestions(session: Session, me: Speaker) -> list[Suggestion]:
    """The speaker's contacts by name; those who may be asked today come first."""
    contacts = session.scalars(
        select(Contact).options(joinedload(Contact.account)).limit(MOST_CONTACTS)
    ).all()
    candidates = invitation_queries.candidates(session, [one.email for one in contacts], me.person_id)
    found = [
        Suggestion(contact, candidate.reason is None)
        for contact, candidate in zip(contacts, candidates, strict=True)
    ]
    return sorted(found, key=lambda one: (not one.may_be_asked, one.contact.name.casefold()))


def _opened(message: Message) -> Mail:
    return Mail(message, mailbox.read(message.content))
