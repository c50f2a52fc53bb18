"""Looking up API keys: for an admin's list, and for each request that shows one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from server import clock
from server.access.api_key_model import ApiKey
from server.errors import not_found
from server.security.addresses import Address
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Reason, everything, service

LAST_USE_EVERY = timedelta(minutes=1)
"""How exactly the last use is known: reading stays reading for all requests but one a minute."""


class Known(NamedTuple):
    """A key as a request needs it."""

    organisation_id: UUID
    id: UUID
    secret_hash: bytes
    scopes: list[str]
    networks: list[str]
    ends_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    @property
    def works(self) -> bool:
        """Whether it is neither revoked nor ended."""
        return self.revoked_at is None and self.ends_at > clock.now()


def by_public_id(public_id: str) -> Known | None:
    """The key of this id, read anew for each request, so that a revocation counts at once everywhere."""
    columns = (
        ApiKey.organisation_id,
        ApiKey.id,
        ApiKey.secret_hash,
        ApiKey.scopes,
        ApiKey.networks,
        ApiKey.ends_at,
        ApiKey.revoked_at,
        ApiKey.last_used_at,
    )
    with reading(everything(Reason.API_KEY)) as session:
        row = session.execute(select(*columns).where(ApiKey.public_id == public_id)).one_or_none()
    return Known(*row) if row else None


def record_use(known: Known, address: Address | None) -> None:
    """Note when and from where the key was used, unless that was done within the last minute."""
    long_ago = clock.now() - LAST_USE_EVERY
    if known.last_used_at is not None and known.last_used_at > long_ago:
        return
    unknown = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= long_ago)
    with transaction(service(known.organisation_id)) as session:
        session.execute(
            update(ApiKey)
            .where(ApiKey.id == known.id, unknown)
            .values(last_used_at=clock.now(), last_used_from=str(address) if address else None),
            execution_options={"synchronize_session": False},
        )


def keys(session: Session) -> list[ApiKey]:
    """All keys of the organisation: those that work first, then the newest."""
    found = session.scalars(select(ApiKey).order_by(ApiKey.made_at.desc(), ApiKey.id))
    return sorted(found, key=ended)


def key(session: Session, key_id: UUID) -> ApiKey:
    """One to be changed; others who want to change it wait.

    Raises:
        Problem: 404.
    """
    found = session.scalars(select(ApiKey).where(ApiKey.id == key_id).with_for_update()).one_or_none()
    if found is None:
        raise not_found()
    return found


def state_in_words(key: ApiKey, names: Mapping[UUID, str], replaced: bool) -> str:
    """How it is now, for admins; `names` are those of the organisation's people."""
    if key.revoked_at is not None:
        by = names[key.revoked_by_id] if key.revoked_by_id else "the operator of Rapport"
        return f"revoked on {key.revoked_at:%d %b %Y} by {by}"
    if key.ends_at <= clock.now():
        return f"ended on {key.ends_at:%d %b %Y}"
    beside = " beside its successor" if replaced else ""
    return f"works until {key.ends_at:%d %b %Y, %H:%M} UTC{beside}"


def ended(key: ApiKey) -> bool:
    """Whether it is refused, for whatever reason."""
    return key.revoked_at is not None or key.ends_at <= clock.now()
