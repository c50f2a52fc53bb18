"""What happens to API keys: made, rotated, revoked. Their secrets pass through here and stay nowhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server import clock
from server.access import api_key_rules, network_rules
from server.access.api_key_model import ApiKey
from server.access.api_key_queries import ended
from server.access.api_key_rules import Shown
from server.audit import trail
from server.audit.trail import About, Happening
from server.errors import conflict


@dataclass(frozen=True)
class Wanted:
    """What an admin chose for a new key; `networks` as they wrote them, empty for everywhere.

    The id comes from the form, so that sending the form twice makes one key.
    """

    id: UUID
    name: str
    scopes: Collection[str]
    networks: str
    ends_at: datetime


def make(session: Session, organisation_id: UUID, admin_id: UUID, wanted: Wanted) -> tuple[ApiKey, Shown]:
    """A new key, and the one sight of it.

    Raises:
        Problem: 422 when something chosen doesn't fit, 409 when this form was sent before.
    """
    shown = api_key_rules.new()
    key = ApiKey(
        organisation_id=organisation_id,
        id=wanted.id,
        public_id=shown.public_id,
        secret_hash=shown.secret_hash,
        name=api_key_rules.check_name(wanted.name),
        scopes=api_key_rules.check_scopes(wanted.scopes),
        networks=network_rules.networks(wanted.networks),
        ends_at=api_key_rules.check_end(wanted.ends_at, clock.now()),
        made_at=clock.now(),
        made_by_id=admin_id,
    )
    _add(session, key)
    _note(session, Happening.API_KEY_MADE, key, scopes=", ".join(key.scopes), until=key.ends_at.isoformat())
    return key, shown


def rotate(
    session: Session, key: ApiKey, admin_id: UUID, successor_id: UUID, until: datetime
) -> tuple[ApiKey, Shown]:
    """A successor with the same settings, lasting as long from now; `key` works beside it `until` then.

    Raises:
        Problem: 409 when the key has ended or has a successor, 422 when both would last too long.
    """
    if ended(key):
        raise conflict("This key doesn't work any more. Make a new one.")
    if session.scalar(select(ApiKey.id).where(ApiKey.successor_of_id == key.id)):
        raise conflict(
            "This key has a successor already, which was shown when it was made. If it was lost, revoke it "
            "and make a new key."
        )
    shown = api_key_rules.new()
    successor = ApiKey(
        organisation_id=key.organisation_id,
        id=successor_id,
        public_id=shown.public_id,
        secret_hash=shown.secret_hash,
        name=key.name,
        scopes=key.scopes,
        networks=key.networks,
        ends_at=clock.now() + (key.ends_at - key.made_at),
        made_at=clock.now(),
        made_by_id=admin_id,
        successor_of_id=key.id,
    )
    key.ends_at = min(key.ends_at, api_key_rules.check_overlap(until, clock.now()))
    _add(session, successor)
    _note(session, Happening.API_KEY_ROTATED, key, successor=successor.public_id)
    return successor, shown


def revoke(session: Session, key: ApiKey, admin_id: UUID | None) -> None:
    """From the next request on it is refused; None stands for the operator. Again changes nothing."""
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by_id = clock.now(), admin_id
        _note(session, Happening.API_KEY_REVOKED, key)


def _add(session: Session, key: ApiKey) -> None:
    try:
        with session.begin_nested():
            session.add(key)
    except IntegrityError as error:
        raise conflict(
            "This key was made already and shown then; it can't be shown again. If it was lost, revoke it "
            "and make a new one."
        ) from error


def _note(session: Session, happening: Happening, key: ApiKey, **facts: str) -> None:
    personal = {"name": key.name}
    trail.note(
        session, happening, About("API key", key.id), facts={"key": key.public_id, **facts}, personal=personal
    )
