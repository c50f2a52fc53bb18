"""Looking up accounts and contacts, with the viewer's eyes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from server.directory.model import Account, Contact
from server.security import keys, sealed

T = TypeVar("T")

ON_A_PAGE = 50

_LOT = 500  # bound values in one statement that every database takes


@dataclass(frozen=True)
class Listing:
    """One page of contacts, those of one account together."""

    contacts: list[Contact]
    total: int
    """Contacts on all pages."""
    page: int
    """Which page this is, from 1."""

    @property
    def by_account(self) -> list[tuple[Account, list[Contact]]]:
        """The page's contacts under their accounts, in the listing's order."""
        groups = groupby(self.contacts, key=lambda contact: contact.account)
        return [(account, list(contacts)) for account, contacts in groups]

    @property
    def pages(self) -> int:
        """How many pages there are; one even when nobody is on it."""
        return _pages(self.total)


def comparable(email: str) -> str:
    """The address as we keep and compare it."""
    return sealed.comparable(email)


def contact_index(email: str) -> bytes:
    """The fingerprint to store of a contact's address; needs the organisation's key in hand."""
    return keys.current().index(comparable(email), "contact.email")


def contact_indexes(email: str) -> list[bytes]:
    """The fingerprints to look for: while the organisation's key is being changed, there are two."""
    return keys.current().indexes(comparable(email), "contact.email")


def by_addresses(session: Session, emails: Iterable[str]) -> dict[str, Contact]:
    """The contacts with these addresses, by the address in small letters; their accounts are loaded."""
    addresses = {index: comparable(email) for email in emails for index in contact_indexes(email)}
    return {
        addresses[contact.email_index]: contact
        for lot in in_lots(list(addresses))
        for contact in session.scalars(
            select(Contact).where(Contact.email_index.in_(lot)).options(joinedload(Contact.account))
        )
    }


def in_lots(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """`values` in lots that are small enough for one statement, in their order."""
    return (values[start : start + _LOT] for start in range(0, len(values), _LOT))


def listing(session: Session, words: str, page: int) -> Listing:
    """The contacts whose name, address or account holds all of `words`; the nearest page that there is."""
    if words.split():
        ids = _found(session, words.casefold().split())
        total = len(ids)
    else:
        ids, total = None, session.scalar(select(func.count()).select_from(Contact)) or 0
    page = min(max(page, 1), _pages(total))
    start = (page - 1) * ON_A_PAGE
    chosen = _in_order(session, start) if ids is None else ids[start : start + ON_A_PAGE]
    found = session.scalars(
        select(Contact).where(Contact.id.in_(chosen)).options(joinedload(Contact.account))
    )
    return Listing(sorted(found, key=lambda contact: chosen.index(contact.id)), total, page)


def _pages(total: int) -> int:
    return max(1, -(-total // ON_A_PAGE))


def _in_order(session: Session, start: int) -> list[UUID]:
    """Within an account as they were added: the database can't sort by a sealed name."""
    return list(
        session.scalars(
            select(Contact.id)
            .join(Contact.account)
            .order_by(Account.name_key, Contact.made_at, Contact.id)
            .offset(start)
            .limit(ON_A_PAGE)
        )
    )


def _found(session: Session, words: list[str]) -> list[UUID]:
    """Every contact is looked at, since the database can't search in sealed names."""
    rows = session.execute(
        select(Account.name_key, Contact.name, Contact.email, Contact.id).join(Contact.account)
    )
    hits = (
        (row.name_key, row.name.casefold(), row.id)
        for row in rows
        if all(word in f"{row.name_key} {row.name} {row.email}".casefold() for word in words)
    )
    return [contact_id for _, _, contact_id in sorted(hits)]


def values_of(session: Session, field: str) -> list[str]:
    """What accounts have in a field that they can be filtered by (`model.FILTERED_BY`), in order."""
    column = getattr(Account, field)
    return sorted(session.scalars(select(column).where(column.is_not(None)).distinct()))
