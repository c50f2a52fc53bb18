"""Which rows of a file are taken, and as what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from unicodedata import normalize
from uuid import UUID

from server.directory.columns import Row, language_code
from server.errors import Problem, invalid
from server.identity.actions import normal_address

LONGEST = 200
"""Characters of a name, a company, a country or a segment."""


@dataclass(frozen=True)
class Remark:
    """Something about a row of the file, as a sentence."""

    row: int
    sentence: str


@dataclass(frozen=True)
class PlannedAccount:
    """An account that the file speaks of, with the first row that does."""

    row: int
    name: str
    owner: str
    """An address, or a person's name; like the texts below, empty when the file doesn't say."""
    segment: str
    country: str


@dataclass(frozen=True)
class PlannedContact:
    """A contact that will be taken."""

    row: int
    account_key: str
    name: str
    """Empty when the file doesn't say."""
    language: str | None


@dataclass(frozen=True)
class Plan:
    """What will be made of a file."""

    accounts: dict[str, PlannedAccount] = field(default_factory=dict)
    """By `name_key`."""
    contacts: dict[str, PlannedContact] = field(default_factory=dict)
    """By address."""
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Colleague:
    """A person of the organisation; as long as they are active, they can own accounts."""

    person_id: UUID
    name: str
    email: str
    active: bool = True


def name_key(name: str) -> str:
    """A company's name without regard to case, blanks around it, and how many stand in it."""
    return " ".join(normalize("NFKC", name).casefold().split())


def plan(rows: Iterable[Row]) -> Plan:
    """Decide row by row; where rows say different things of an account, the first is heeded."""
    made = Plan()
    for row in rows:
        try:
            email = _address(row)
        except Problem as problem:
            made.refused.append(Remark(row.number, problem.detail))
            continue
        if sentence := _refusal(row, email, made.contacts):
            made.refused.append(Remark(row.number, sentence))
        else:
            _take(row, email, made)
    return made


def owners(
    accounts: Mapping[str, PlannedAccount], people: Iterable[Colleague]
) -> tuple[dict[str, UUID], list[Remark]]:
    """Who owns which account, by `name_key`; and a remark on each owner who can't be told."""
    called = _by_what_they_are_called(people)
    found: dict[str, UUID] = {}
    remarks = []
    for key, account in accounts.items():
        candidates = called.get(name_key(account.owner), set()) if account.owner else set()
        if len(candidates) == 1:
            (found[key],) = candidates
        elif account.owner:
            remarks.append(Remark(account.row, _owner_fault(account, len(candidates))))
    return found, remarks


def unknown_addresses(accounts: Mapping[str, PlannedAccount], people: Iterable[Colleague]) -> list[str]:
    """Addresses given as owners that belong to nobody of the organisation."""
    known = {person.email.casefold() for person in people}
    given = dict.fromkeys(account.owner.casefold() for account in accounts.values())
    return [owner for owner in given if owner not in known and _is_address(owner)]


def _address(row: Row) -> str:
    """The row's address as we keep it; raises a Problem with the reason to refuse the row."""
    if row.fault:
        raise invalid(row.fault)
    if not row.email:
        raise invalid("It has no mail address.")
    return normal_address(_bare(row.email))


def _bare(text: str) -> str:
    """The address in `mailto:a@b.example` and `Ann <a@b.example>`; any other text as it is."""
    found = re.fullmatch(r"(?:mailto:|[^<>]*<)([^<>]*)>?", text, re.IGNORECASE)
    return found.group(1) if found else text


def _is_address(text: str) -> bool:
    try:
        return bool(normal_address(text))
    except Problem:
        return False


def _refusal(row: Row, email: str, taken: Mapping[str, PlannedContact]) -> str | None:
    if email in taken:
        return f"{email} stands in row {taken[email].row} already."
    if not row.account:
        return f"It names no company for {email}."
    texts = {"name": _name(row), "company": row.account, "segment": row.segment, "country": row.country}
    for what, text in texts.items():
        if text and len(text) > LONGEST:
            return f"Its {what} has {len(text)} characters; {LONGEST} are the most."
    return None


def _take(row: Row, email: str, made: Plan) -> None:
    key = name_key(row.account)
    language = language_code(row.language)
    if row.language and not language:
        sentence = f"“{row.language}” is no language we know; {email} is taken without one."
        made.warnings.append(Remark(row.number, sentence))
    made.contacts[email] = PlannedContact(row.number, key, _name(row), language)
    account = PlannedAccount(row.number, row.account, _bare(row.owner), row.segment, row.country)
    earlier = made.accounts.get(key)
    made.accounts[key] = _joined(earlier, account, made.warnings) if earlier else account


def _joined(first: PlannedAccount, other: PlannedAccount, warnings: list[Remark]) -> PlannedAccount:
    """`first`, with what only `other` says of the account."""
    for what in ("owner", "segment", "country"):
        ours, theirs = getattr(first, what), getattr(other, what)
        if ours and theirs and ours.casefold() != theirs.casefold():
            sentence = f"It gives {first.name} the {what} “{theirs}”; “{ours}” was given before, and is kept."
            warnings.append(Remark(other.row, sentence))
    return replace(
        first,
        owner=first.owner or other.owner,
        segment=first.segment or other.segment,
        country=first.country or other.country,
    )


def _name(row: Row) -> str:
    return row.name or f"{row.first_name} {row.last_name}".strip()


def _by_what_they_are_called(people: Iterable[Colleague]) -> dict[str, set[UUID]]:
    called: dict[str, set[UUID]] = {}
    for person in people:
        for text in (person.email, person.name):
            if person.active:
                called.setdefault(name_key(text), set()).add(person.person_id)
    return called


def _owner_fault(account: PlannedAccount, candidates: int) -> str:
    if candidates:
        return (
            f"{candidates} people here are called {account.owner}, so {account.name} gets no owner from this "
            "file. Give the owner's address instead, and import the file again."
        )
    return (
        f"Nobody here is called {account.owner}, so {account.name} gets no owner from this file. "
        "Add that person, or correct the owner, and import the file again."
    )
