"""What happens to accounts and contacts.

New rows are inserted in bulk, which only viewers who see every account may do: Rapport itself, an admin, an
analyst.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from server.directory import queries
from server.directory.model import Account, Contact
from server.directory.rules import name_key


@dataclass(frozen=True)
class AccountValues:
    """An account as it is to be; None leaves what is known already."""

    name: str
    owner_id: UUID | None = None
    segment: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class ContactValues:
    """A contact as they are to be; None leaves what is known already."""

    account_id: UUID
    email: str
    name: str | None = None
    """A new contact without a name is called by their address."""
    language: str | None = None


@dataclass(frozen=True)
class Counts:
    """How many rows were added, changed, and left because they were like that already."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.added + other.added, self.updated + other.updated, self.unchanged + other.unchanged
        )


def put_account(
    session: Session,
    organisation_id: UUID,
    name: str,
    owner_id: UUID | None = None,
    segment: str | None = None,
    country: str | None = None,
) -> Account:
    """The account with this name, made where there is none; the values that are given replace its own."""
    put_accounts(session, organisation_id, [AccountValues(name, owner_id, segment, country)])
    return session.scalars(select(Account).where(Account.name_key == name_key(name))).one()


def put_contact(
    session: Session, account: Account, name: str, email: str, language: str | None = None
) -> Contact:
    """The contact with this address, made where there is none; they work at `account` from now on."""
    put_contacts(session, account.organisation_id, [ContactValues(account.id, email, name, language)])
    return queries.by_addresses(session, [email])[queries.comparable(email)]


def put_accounts(
    session: Session, organisation_id: UUID, wanted: Sequence[AccountValues]
) -> tuple[dict[str, UUID], Counts]:
    """Make or update accounts, found by their names, each named once; their ids by `name_key`."""
    by_key = {name_key(values.name): values for values in wanted}
    known = {
        account.name_key: account
        for lot in queries.in_lots(list(by_key))
        for account in session.scalars(select(Account).where(Account.name_key.in_(lot)))
    }
    updated = sum(_update(account, vars(by_key[key])) for key, account in known.items())
    new = {key: uuid4() for key in by_key if key not in known}
    rows = [
        vars(by_key[key]) | {"organisation_id": organisation_id, "id": account_id, "name_key": key}
        for key, account_id in new.items()
    ]
    if rows:
        session.execute(insert(Account), rows)
    ids = new | {key: account.id for key, account in known.items()}
    return ids, Counts(len(new), updated, len(known) - updated)


def put_contacts(session: Session, organisation_id: UUID, wanted: Sequence[ContactValues]) -> Counts:
    """Make or update contacts, found by their addresses, each address given once."""
    by_email = {queries.comparable(values.email): values for values in wanted}
    known = queries.by_addresses(session, by_email)
    updated = sum(
        _update(contact, vars(by_email[email]) | {"email": email}) for email, contact in known.items()
    )
    rows = [
        _new_contact(organisation_id, email, values)
        for email, values in by_email.items()
        if email not in known
    ]
    if rows:
        session.execute(insert(Contact), rows)
    return Counts(len(rows), updated, len(known) - updated)


def _new_contact(organisation_id: UUID, email: str, values: ContactValues) -> dict[str, object]:
    return vars(values) | {
        "organisation_id": organisation_id,
        "email": email,
        "email_index": queries.contact_index(email),
        "name": values.name or email,
    }


def _update(row: Account | Contact, values: dict[str, object]) -> bool:
    """Write the values that are given and differ; whether there were any."""
    changed = {
        name: value for name, value in values.items() if value is not None and getattr(row, name) != value
    }
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
