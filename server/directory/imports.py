"""Contacts from a file: read, decided on, and written, with a report on every row that wasn't taken.

Reading and deciding need no database, so that the one transaction in which all is written stays short.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.orm import Session

from server.audit import trail
from server.audit.trail import Happening
from server.directory import actions, rules, table
from server.directory.actions import AccountValues, ContactValues, Counts
from server.directory.columns import Row
from server.directory.rules import Plan, Remark
from server.identity import actions as identity_actions
from server.identity import queries as identity_queries
from server.identity.model import Role

Progress = Callable[[str], None]
"""Is told now and then, in words, how far the work has come."""

_ROWS_READ = 10_000  # between two words of progress
_CONTACTS_WRITTEN = 5_000


@dataclass(frozen=True)
class Reading:
    """A file that has been read and decided on, ready to be written."""

    plan: Plan
    unused: tuple[str, ...]
    """Headings of columns that nothing is taken from."""


@dataclass(frozen=True)
class Report:
    """What became of a file."""

    accounts: Counts
    contacts: Counts
    people_added: int
    refused: Sequence[Remark]
    """Rows that weren't taken, in their order."""
    warnings: Sequence[Remark]
    """What to mind about rows that were taken, in their order."""
    unused: Sequence[str]
    """Headings of columns that nothing was taken from."""

    @property
    def taken(self) -> int:
        """How many contacts are now as the file has them."""
        return self.contacts.added + self.contacts.updated + self.contacts.unchanged


def silently(words: str) -> None:
    """Progress of which nobody wants to hear."""


def read(stream: BinaryIO, progress: Progress = silently) -> Reading:
    """Read a seekable file and decide on its rows.

    Raises:
        Problem: 422 when nothing can be taken from it: what it is instead, and what to do.
    """
    with table.opened(stream) as found:
        return Reading(rules.plan(_told(found.rows, progress)), found.columns.unused)


def write(
    session: Session,
    organisation_id: UUID,
    reading: Reading,
    add_people: bool = False,
    progress: Progress = silently,
) -> Report:
    """Write what was read; a second time changes nothing. The viewer must see every account.

    With `add_people`, owners whose addresses belong to nobody here are added as account managers, who sign in
    with Microsoft.
    """
    plan = reading.plan
    people_added = _add_people(session, organisation_id, plan) if add_people else 0
    owner_ids, remarks = rules.owners(plan.accounts, _colleagues(session))
    wanted = [
        AccountValues(account.name, owner_ids.get(key), account.segment or None, account.country or None)
        for key, account in plan.accounts.items()
    ]
    account_ids, accounts = actions.put_accounts(session, organisation_id, wanted)
    contacts = _write_contacts(session, organisation_id, plan, account_ids, progress)
    _note(session, accounts, contacts)
    return Report(
        accounts=accounts,
        contacts=contacts,
        people_added=people_added,
        refused=plan.refused,
        warnings=sorted([*plan.warnings, *remarks], key=lambda remark: remark.row),
        unused=reading.unused,
    )


def _note(session: Session, accounts: Counts, contacts: Counts) -> None:
    facts = {
        f"{kind} {change}": count
        for kind, counts in (("accounts", accounts), ("contacts", contacts))
        for change, count in vars(counts).items()
    }
    trail.note(session, Happening.CONTACTS_IMPORTED, facts=facts)


def _told(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        if count % _ROWS_READ == 0:
            progress(f"{count:,} rows read.")
        yield row


def _add_people(session: Session, organisation_id: UUID, plan: Plan) -> int:
    addresses = rules.unknown_addresses(plan.accounts, _colleagues(session))
    for address in addresses:
        identity_actions.add_person(session, organisation_id, "", address, {Role.ACCOUNT_MANAGER})
    return len(addresses)


def _colleagues(session: Session) -> list[rules.Colleague]:
    return [
        rules.Colleague(person.id, person.name, person.email, person.active)
        for person in identity_queries.people(session)
    ]


def _write_contacts(
    session: Session, organisation_id: UUID, plan: Plan, account_ids: dict[str, UUID], progress: Progress
) -> Counts:
    wanted = [
        ContactValues(account_ids[contact.account_key], email, contact.name or None, contact.language)
        for email, contact in plan.contacts.items()
    ]
    counts = Counts()
    for start in range(0, len(wanted), _CONTACTS_WRITTEN):
        counts += actions.put_contacts(session, organisation_id, wanted[start : start + _CONTACTS_WRITTEN])
        if len(wanted) > start + _CONTACTS_WRITTEN:
            progress(f"{start + _CONTACTS_WRITTEN:,} of {len(wanted):,} contacts written.")
    return counts
