"""Verifying audit trails: each is read in one statement, as it is at one moment, a few entries at a time."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Row, Select, Text, cast, select, type_coerce

from server.audit import chain, trail
from server.audit.chain import Break, Head, Link, Secrets
from server.audit.model import AuditEntry, AuditHead
from server.security import keys
from server.security.keys import Unreadable
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import key_name, reading, storage
from server.tenancy.viewer import Reason, Viewer, everything, service

Progress = Callable[[int], None]
"""Is told now and then how many entries have been looked at."""

_Row = Row[*tuple[Any, ...]]
_TOLD_EVERY = 10_000
_AT_ONCE = 500
_PLACE = "audit_entry.personal"


@dataclass(frozen=True)
class Verdict:
    """What came out for one trail."""

    entries: int
    """How many were written, as far as is known."""
    mark: str
    """The last entry's number and the beginning of its value: what can be noted down elsewhere."""
    found: Break | None

    @property
    def sentence(self) -> str:
        """The outcome in words."""
        if self.found is None:
            count = "1 entry" if self.entries == 1 else f"{self.entries:,} entries"
            return f"The trail is whole: {count}, each as it was written. Its mark is {self.mark}."
        whole = self.found.number - 1
        before = f" The {whole:,} entries before it are as they were written." if whole > 0 else ""
        return f"The trail is broken. {self.found.sentence}{before}"


def silently(_count: int) -> None:
    """Progress of which nobody wants to hear."""


def organisations() -> list[tuple[str, UUID]]:
    """(key, id) of every organisation."""
    with reading(everything(Reason.AUDIT)) as session:
        rows = session.execute(select(Organisation.key, Organisation.id).order_by(Organisation.key))
        return [(row.key, row.id) for row in rows]


def verify(organisation_id: UUID, mark: str | None = None, progress: Progress = silently) -> Verdict:
    """Walk the trail of one organisation; `mark` is that of an earlier verdict, which must still be in it.

    Where the organisation's key was destroyed, what it sealed can't be compared, and all else is.
    """
    viewer = _best_eyes(organisation_id)
    with reading(viewer) as session:
        rows = session.execute(_statement(organisation_id), execution_options={"yield_per": _AT_ONCE})
        first = next(rows, None)
        if first is None or first.end is None:
            return Verdict(0, "", Break(0, "The head of the trail is missing."))
        head, secrets = Head(first.end, first.end_value, first.seal), trail.secrets_of(session)
        own = mark_of(head.number, head.value)
        if not chain.head_fits(secrets, organisation_id, head):
            return Verdict(head.number, own, Break(0, "The head of the trail was changed."))
        held: set[str] = set()
        links = _links(itertools.chain([first], rows), secrets, organisation_id, viewer.everything is None)
        noted = _noting(links, mark, held, progress)
        found = chain.first_break(secrets, noted, head.number) or _put_back(mark, held)
        return Verdict(head.number, own, found)


def mark_of(number: int, value: bytes) -> str:
    """An entry's number and the beginning of its value, short enough to be noted down."""
    return f"{number}:{value.hex()[:16]}"


def _best_eyes(organisation_id: UUID) -> Viewer:
    viewer = service(organisation_id)
    with reading(everything(Reason.AUDIT)) as session:
        try:
            storage().keys.get(session, key_name(viewer))
        except LookupError:
            return everything(Reason.AUDIT)
    return viewer


def _statement(organisation_id: UUID) -> Select[*tuple[Any, ...]]:
    """The head, and beside it every entry, as text where a foreign hand may have written anything."""
    return (
        select(
            AuditHead.number.label("end"),
            cast(AuditHead.value, LargeBinary).label("end_value"),
            cast(AuditHead.seal, LargeBinary).label("seal"),
            cast(AuditEntry.number, Integer).label("number"),
            cast(AuditEntry.at, Text).label("at"),
            AuditEntry.actor_kind,
            cast(AuditEntry.actor_id, Text).label("actor_id"),
            AuditEntry.happening,
            AuditEntry.about_kind,
            cast(AuditEntry.about_id, Text).label("about_id"),
            cast(AuditEntry.facts, Text).label("facts"),
            cast(type_coerce(AuditEntry.personal, LargeBinary), LargeBinary).label("personal"),
            cast(AuditEntry.personal_digest, LargeBinary).label("personal_digest"),
            cast(AuditEntry.previous, LargeBinary).label("previous"),
            cast(AuditEntry.value, LargeBinary).label("value"),
        )
        .select_from(Organisation)
        .outerjoin(AuditHead, AuditHead.organisation_id == Organisation.id)
        .outerjoin(AuditEntry, AuditEntry.organisation_id == Organisation.id)
        .where(Organisation.id == organisation_id)
        .order_by(AuditEntry.number)
    )


def _links(rows: Iterable[_Row], secrets: Secrets, organisation_id: UUID, opened: bool) -> Iterator[Link]:
    for row in rows:
        if row.number is not None:
            fits = not opened or _personal_fits(row, secrets, organisation_id)
            yield Link(row.number, _content(row, organisation_id), row.previous, row.value, fits)


def _content(row: _Row, organisation_id: UUID) -> tuple[Any, ...]:
    """The entry's content; what can't be read stays as it is, and then can't fit."""
    read: dict[str, Any] = {"organisation_id": organisation_id, "personal_digest": row.personal_digest}
    for name in ("actor_kind", "happening", "about_kind"):
        read[name] = getattr(row, name)
    try:
        at = datetime.fromisoformat(row.at)
        read["at"] = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        read["facts"] = json.loads(row.facts)
        for name in ("actor_id", "about_id"):
            value = getattr(row, name)
            read[name] = UUID(value) if value is not None else None
    except ValueError:
        return ("unreadable",)
    return trail.content_of(SimpleNamespace(**read))


def _personal_fits(row: _Row, secrets: Secrets, organisation_id: UUID) -> bool:
    if row.personal is None or row.personal_digest is None:
        return row.personal is row.personal_digest
    try:
        text = keys.current().open(row.personal, _PLACE)
    except Unreadable:
        return False
    digest = chain.digest_of(secrets, organisation_id, row.number, text)
    return bytes(row.personal_digest) == digest


def _noting(links: Iterable[Link], mark: str | None, held: set[str], progress: Progress) -> Iterator[Link]:
    """Pass the links on; `held` gets the mark when it goes by."""
    for count, link in enumerate(links, start=1):
        if mark is not None and mark_of(link.number, link.value) == mark:
            held.add(mark)
        if count % _TOLD_EVERY == 0:
            progress(count)
        yield link


def _put_back(mark: str | None, held: set[str]) -> Break | None:
    """Whether a trail that is whole in itself is an earlier state of the one that was marked."""
    if mark is None or mark in held:
        return None
    return Break(0, f"The entry marked {mark} isn't in it: an earlier state of the trail was put back.")
