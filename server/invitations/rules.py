"""Who may be asked now, and in words why somebody may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from email_validator import EmailNotValidError, validate_email

QUARANTINE_DAYS = 30
"""After an ask, and after an answer, a contact is left in peace for so long."""
BEING_ASKED_DAYS = 1
"""A question that a colleague made and hasn't inserted yet keeps others from asking for so long."""
LINK_DAYS = 90
"""Personal links end after so long."""

PUBLIC_MAIL_DOMAINS = frozenset(
    {
        "aol.com",
        "fastmail.com",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "web.de",
        "yahoo.com",
        "ymail.com",
    }
)
"""Domains that say nothing about where somebody works."""


@dataclass(frozen=True)
class Ask:
    """Somebody asked, or is about to."""

    on: date
    by: str


@dataclass(frozen=True)
class Recipient:
    """What is known about somebody whom a mail goes to."""

    address: str
    is_contact: bool = False
    is_colleague: bool = False
    opted_out_on: date | None = None
    last_asked: Ask | None = None
    being_asked: Ask | None = None
    """By another person, who has made the question but not yet reported it inserted or sent."""
    last_answered_on: date | None = None


def reason_not_to_ask(recipient: Recipient, today: date) -> str | None:
    """A sentence that says why `recipient` may not be asked `today`; None when they may be."""
    if not is_address(recipient.address):
        return (
            f"{recipient.address.strip() or 'This recipient'} is no mail address that a question can go to."
        )
    if recipient.is_colleague:
        return "A colleague: only customers are asked."
    if not recipient.is_contact:
        return "Not among your contacts. Ask an admin to add them, or to make you the owner of their account."
    if recipient.opted_out_on:
        return f"Doesn't want to be asked (since {_day(recipient.opted_out_on, today)})."
    return _reason_to_wait(recipient, today)


def _reason_to_wait(recipient: Recipient, today: date) -> str | None:
    pauses: list[tuple[str, date, int]] = []
    if asked := recipient.last_asked:
        pauses.append((f"Asked on {_day(asked.on, today)} by {asked.by}", asked.on, QUARANTINE_DAYS))
    if answered := recipient.last_answered_on:
        pauses.append((f"Answered on {_day(answered, today)}", answered, QUARANTINE_DAYS))
    if asking := recipient.being_asked:
        what = f"{asking.by} has been writing to them with a question since {_day(asking.on, today)}"
        pauses.append((what, asking.on, BEING_ASKED_DAYS))
    for what, since, days in pauses:
        again = since + timedelta(days=days)
        if today < again:
            return f"{what}; may be asked again from {_day(again, today)}."
    return None


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")


def is_address(text: str) -> bool:
    """Whether mail can be sent to `text`."""
    try:
        validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def is_colleague(address: str, people: Iterable[str]) -> bool:
    """Whether `address` is one of `people`, or of a domain that one of them works at."""
    wanted = address.strip().casefold()
    addresses = {person.casefold() for person in people}
    domains = {_domain(person) for person in addresses} - PUBLIC_MAIL_DOMAINS
    return wanted in addresses or _domain(wanted) in domains


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
