"""Composes mails as they travel: RFC 5322 headers and MIME bodies, in ASCII, lines ending with CRLF."""

import unicodedata
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import NamedTuple
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import current_app

from server import clock
from server.config import Config
from server.errors import invalid


class Mailbox(NamedTuple):
    """A name, which may be empty, and an address."""

    name: str
    address: str


def compose(
    sender_name: str,
    sender_address: str,
    recipient: str,
    subject: str,
    text: str,
    html: str | None = None,
    *,
    also_to: Sequence[str] = (),
    cc: Sequence[str] = (),
) -> str:
    """A mail to `recipient`, an address alone or as `Name <address>`; with `html` it has both parts.

    `also_to` and `cc` are the others whom its header names.

    Raises:
        Problem: 422 when an address isn't one, or a name or the subject is more than one line.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _as_header(Mailbox(sender_name, sender_address))
    mail["To"] = [_as_header(read_mailbox(one)) for one in (recipient, *also_to)]
    if cc:
        mail["Cc"] = [_as_header(read_mailbox(one)) for one in cc]
    mail["Subject"] = _one_line(subject, "subject")
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = make_msgid(domain=_own_host())
    # Quoted-printable keeps long lines and foreign letters whole on every way.
    mail.set_content(text, cte="quoted-printable")
    if html is not None:
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail.as_string()


def read_mailbox(written: str) -> Mailbox:
    """What somebody wrote as a recipient: `carla@acme.example` or `Carla Customer <carla@acme.example>`.

    Raises:
        Problem: 422 when there is no address in it to which mail can be sent.
    """
    name, bracket, rest = written.partition("<")
    if not bracket:
        name, rest = "", written
    address = rest.strip().removesuffix(">")
    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise invalid(f"{written.strip() or 'An empty text'} is not a mail address: {error}") from error
    return Mailbox(name.strip().strip('"'), found.ascii_email or found.normalized)


def _as_header(mailbox: Mailbox) -> Address:
    name = _one_line(mailbox.name, "name")
    return Address(display_name=name, addr_spec=read_mailbox(mailbox.address).address)


def _one_line(value: str, what: str) -> str:
    """`value`, refused when it holds what could begin another header, or what no mail can carry."""
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in value):
        raise invalid(f"The {what} of a mail is one line of text. Remove line breaks and control characters.")
    return value


def _own_host() -> str:
    config: Config = current_app.config["RAPPORT"]
    return urlsplit(config.address).hostname or "localhost"
