"""Reads mails as a mail program does: from their MIME, and from nothing else."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import Any

from server.delivery.mail import Mailbox, read_mailbox


@dataclass(frozen=True)
class Letter:
    """A mail, opened. `html` is None when it was written in plain text."""

    message_id: str
    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    sent_at: datetime
    text: str
    html: str | None

    @property
    def preview(self) -> str:
        """The beginning, as mail lists show it."""
        return " ".join(self.text[:400].split())[:140]

    def recipient(self, address: str) -> Mailbox:
        """How the mail names this recipient; by the bare address when it doesn't, as with blind copies."""
        wanted = as_in_mails(address)
        named = (one for one in (*self.to, *self.cc) if as_in_mails(one.address) == wanted)
        return next(named, Mailbox("", address))


def as_in_mails(address: str) -> str:
    """The address in the form by which mails' addresses are compared."""
    return read_mailbox(address).address.casefold()


def read(content: str) -> Letter:
    """Open a mail (RFC 5322)."""
    mail = message_from_string(content, policy=default)
    senders = _mailboxes(mail["From"])
    return Letter(
        message_id=str(mail["Message-ID"]),
        sender=senders[0],
        to=_mailboxes(mail["To"]),
        cc=_mailboxes(mail["Cc"]),
        subject=str(mail["Subject"] or ""),
        sent_at=mail["Date"].datetime,
        text=_part(mail, "plain") or "",
        html=_part(mail, "html"),
    )


def _mailboxes(header: Any) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(one.display_name, one.addr_spec) for one in header.addresses) if header else ()


def _part(mail: EmailMessage, kind: str) -> str | None:
    part = mail.get_body((kind,))
    return None if part is None else str(part.get_content()).replace("\r\n", "\n")
