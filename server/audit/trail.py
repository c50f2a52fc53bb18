"""Writing the audit trail: who did what, in the transaction in which it happened.

What is noted waits until the transaction commits. The head of a trail, which one transaction at a time can
hold, is then held shortly and always last: nobody waits for somebody's long work, and no two for each other.
"""

import json
import secrets as random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from server import clock
from server.audit import chain
from server.audit.chain import FIRST, Head, Secrets
from server.audit.model import AuditEntry, AuditHead
from server.security.keys import DataKey
from server.tenancy.transaction import eyes, storage

KEY = "audit"
"""The name of the key of all trails. What it signed can't be signed anew, so it is never exchanged."""


class Happening(StrEnum):
    """What stands in the trail, in the words in which it is shown."""

    TRAIL_BEGUN = "audit trail begun"
    ORGANISATION_FOUNDED = "organisation founded"
    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    PANE_SIGNED_IN = "Outlook pane signed in"
    PERSON_ADDED = "person added"
    PASSWORD_SET = "password set"
    SECOND_FACTOR_ADDED = "second factor added"
    SECOND_FACTOR_REMOVED = "second factor removed"
    SIGN_INS_ENDED = "sign-ins ended"
    ROLES_CHANGED = "roles changed"
    SIGHT_CHANGED = "team or filters changed"
    ACCOUNT_CLOSED = "account closed"
    ACCOUNT_OPENED = "account opened again"
    DEMAND_CHANGED = "demand for second factors changed"
    TENANT_CONNECTED = "Microsoft tenant connected"
    CONSENT_ASKED = "consent for Microsoft tenant asked for"
    CONSENT_GRANTED = "consent for Microsoft tenant granted"
    CONSENT_REFUSED = "consent for Microsoft tenant refused"
    ROLLOUT_CHANGED = "roll-out changed"
    CONTACTS_IMPORTED = "contacts imported"
    SURVEY_PUBLISHED = "survey published"
    WORKBOOK_DOWNLOADED = "report workbook downloaded"
    API_KEY_MADE = "API key made"
    API_KEY_ROTATED = "API key rotated"
    API_KEY_REVOKED = "API key revoked"
    NETWORK_ASKED_FOR = "network asked for"
    NETWORK_APPROVED = "network approved"
    NETWORK_REFUSED = "network refused"
    NETWORK_ENDED = "network's approval ended"
    NETWORKS_RESTRICTED = "other networks refused from now on"
    NETWORKS_OPENED = "all networks let in again"
    KEY_CHANGED = "organisation's key changed"
    KEYS_DESTROYED = "organisation's keys destroyed"
    TRAIL_DOWNLOADED = "audit trail downloaded"
    ISOLATION_PROVED = "proof of isolation downloaded"
    OPERATOR_APPROVED = "operator approved"
    APPROVAL_ENDED = "operator's approval ended"
    OPERATOR_WORKED = "operator worked"
    OPERATOR_REFUSED = "operator refused"


class About(NamedTuple):
    """Which thing something happened to: what kind it is, and its id."""

    kind: str
    id: UUID


@dataclass(frozen=True)
class _Note:
    organisation_id: UUID
    happening: Happening
    about: About | None
    facts: Mapping[str, Any]
    personal: Mapping[str, str]
    actor_kind: str = "rapport"
    actor_id: UUID | None = None
    salt: str = field(default_factory=lambda: random.token_hex(16))


def note(
    session: Session,
    happening: Happening,
    about: About | None = None,
    *,
    facts: Mapping[str, str | int | bool | None] | None = None,
    personal: Mapping[str, str] | None = None,
    organisation_id: UUID | None = None,
) -> None:
    """Write down that the session's viewer did this, if the transaction commits.

    `facts` are readable to the database, `personal` is sealed: names, addresses, whatever people wrote. The
    organisation is the viewer's, unless they have none and another is named.
    """
    viewer = eyes(session)
    owner = viewer.organisation_id or organisation_id
    if owner is None:
        raise LookupError("An entry of the audit trail belongs to an organisation.")
    sealed = dict(personal or {})
    kind, actor_id = "rapport", viewer.person_id
    if viewer.operator is not None:
        kind, actor_id = "operator", operator_id(session, owner, viewer.operator)
        sealed["operator"] = viewer.operator
    elif actor_id is not None:
        kind = "person"
    _wait(session, _Note(owner, happening, about, dict(facts or {}), sealed, kind, actor_id))


def operator_id(session: Session, organisation_id: UUID, name: str) -> UUID:
    """What stands for an operator's name in the trail of this organisation: the same for the same name."""
    text = f"{organisation_id} {' '.join(name.casefold().split())}"
    return UUID(bytes=_key(session).index(text, "audit operator")[:16])


def secrets_of(session: Session) -> Secrets:
    """The keys of all chains."""
    return derived(_key(session))


def derived(key: DataKey) -> Secrets:
    """The keys of all chains, from the key that is kept."""
    return Secrets(*(key.index(purpose, "audit") for purpose in Secrets._fields))


def begin(session: Session, secrets: Secrets, organisation_id: UUID, first: Happening) -> None:
    """Begin the trail of an organisation, in the caller's transaction."""
    value = FIRST
    seal = chain.seal_of(secrets, organisation_id, 0, value)
    session.add(AuditHead(organisation_id=organisation_id, number=0, value=value, seal=seal))
    session.flush()
    _append(session, secrets, _Note(organisation_id, first, None, {}, {}))


def _wait(session: Session, one: _Note) -> None:
    if session.in_nested_transaction():  # which may be undone alone
        _append(session, secrets_of(session), one)
        return
    if not session.in_transaction():
        session.begin()  # so that rolling back is heard even when nothing else was done yet
    if "audit" not in session.info:
        session.info["audit"] = []
        event.listen(session, "before_commit", _write)
        event.listen(session, "after_soft_rollback", _forget)
    session.info["audit"].append(one)


def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    waiting, session.info["audit"] = session.info["audit"], []
    if waiting:
        secrets = secrets_of(session)
        for one in waiting:
            _append(session, secrets, one)


def _forget(session: Session, undone: SessionTransaction) -> None:
    if not undone.nested:
        session.info["audit"].clear()


def _append(session: Session, secrets: Secrets, one: _Note) -> None:
    """Write an entry behind the last one, whose row is held until the transaction ends.

    A head that was tampered with is never sealed again: work goes on, and every verification tells.
    """
    head = session.get(AuditHead, one.organisation_id, with_for_update=True, populate_existing=True)
    if head is None:
        raise LookupError(f"The audit trail of organisation {one.organisation_id} has lost its head.")
    kept = Head(head.number, head.value, head.seal)
    whole = chain.head_fits(secrets, one.organisation_id, kept)
    entry = _entry(secrets, one, head)
    session.add(entry)
    head.number, head.value = entry.number, entry.value
    head.seal = chain.seal_of(secrets, one.organisation_id, head.number, head.value) if whole else b""
    session.flush()


def _entry(secrets: Secrets, one: _Note, head: AuditHead) -> AuditEntry:
    number = head.number + 1
    personal = json.dumps({**one.personal, "salt": one.salt}) if one.personal else None
    entry = AuditEntry(
        organisation_id=one.organisation_id,
        number=number,
        at=clock.now(),
        actor_kind=one.actor_kind,
        actor_id=one.actor_id,
        happening=one.happening.value,
        about_kind=one.about.kind if one.about else None,
        about_id=one.about.id if one.about else None,
        facts=dict(one.facts),
        personal=personal,
        personal_digest=(
            chain.digest_of(secrets, one.organisation_id, number, personal) if personal else None
        ),
        previous=head.value,
    )
    entry.value = chain.value_of(secrets, entry.previous, number, content_of(entry))
    return entry


def content_of(entry: Any) -> tuple[Any, ...]:
    """All that an entry's value stands over, beside its number and the value before; as JSON takes it."""
    return (
        str(entry.organisation_id),
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_kind,
        str(entry.actor_id or ""),
        entry.happening,
        entry.about_kind or "",
        str(entry.about_id or ""),
        entry.facts,
        entry.personal_digest.hex() if entry.personal_digest else "",
    )


def _key(session: Session) -> DataKey:
    return storage().keys.get(session, KEY)
