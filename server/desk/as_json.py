"""The desk's mails and contacts as its script gets them."""

from typing import Any

from server.delivery.mail import Mailbox
from server.delivery.model import State
from server.desk.queries import Folders, Mail, Suggestion
from server.web import as_utc

_WORST_FIRST = (State.FAILED, State.UNKNOWN, State.SENDING, State.WAITING, State.SENT)


def of_folders(found: Folders) -> dict[str, Any]:
    """The lists; where mail has arrived, each recipient's copy stands by itself."""
    return {
        "inbox": [_glance([mail]) for mail in found.inbox],
        "sent": [_glance(copies) for copies in found.sent],
        "customers": [_glance([mail]) for mail in found.customers],
    }


def of_mail(mail: Mail) -> dict[str, Any]:
    """A mail that is opened; its rich text is fetched apart, into a frame of its own."""
    letter = mail.letter
    return {
        "id": str(mail.message.id),
        "sender": _of_mailbox(letter.sender),
        "to": [_of_mailbox(one) for one in letter.to],
        "recipient": _of_mailbox(letter.recipient(mail.message.recipient)),
        "cc": [_of_mailbox(one) for one in letter.cc],
        "subject": letter.subject,
        "at": as_utc(letter.sent_at),
        "text": letter.text,
        "rich": letter.html is not None,
    }


def of_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """A contact to write to."""
    contact = suggestion.contact
    return {
        "name": contact.name,
        "email": contact.email,
        "account": contact.account.name,
        "may_be_asked": suggestion.may_be_asked,
    }


def _glance(copies: list[Mail]) -> dict[str, Any]:
    """A line of the list: one mail, with the state of the copy that is worst off."""
    letter = copies[0].letter
    worst = min((copy.message for copy in copies), key=lambda one: _WORST_FIRST.index(State(one.state)))
    return {
        "id": str(copies[0].message.id),
        "sender": _of_mailbox(letter.sender),
        "recipients": [_of_mailbox(letter.recipient(copy.message.recipient)) for copy in copies],
        "subject": letter.subject,
        "preview": letter.preview,
        "at": as_utc(letter.sent_at),
        "state": worst.state,
        "failure": worst.failure,
    }


def _of_mailbox(mailbox: Mailbox) -> dict[str, str]:
    return {"name": mailbox.name or mailbox.address, "email": mailbox.address}
