"""The roll-out of the add-in: what is kept of it, and the manifest that it makes."""

from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

import manifest
from server import clock
from server.admin.model import Rollout
from server.audit import trail
from server.audit.trail import Happening
from server.errors import invalid
from server.tenancy.organisation import Organisation


def save(session: Session, organisation_id: UUID, host: str, client_id: str) -> Rollout:
    """Keep the add-in's host and client id; the manifest's version rises when one of them changed.

    Raises:
        Problem: 422 with what is wrong with them.
    """
    rollout = session.get(Rollout, organisation_id) or Rollout(organisation_id=organisation_id, version=0)
    before = (rollout.host, rollout.client_id)
    rollout.host = _origin(host)
    rollout.client_id = _guid(client_id)
    if before == (rollout.host, rollout.client_id):
        return rollout
    rollout.version += 1
    rollout.changed_at = clock.now()
    session.add(rollout)
    session.flush()
    settings_of(rollout, session.scalars(select(Organisation.name)).one())
    trail.note(session, Happening.ROLLOUT_CHANGED, facts={"host": rollout.host, "version": rollout.version})
    return rollout


def settings_of(rollout: Rollout, organisation: str) -> manifest.Settings:
    """The manifest's settings for this roll-out.

    Raises:
        Problem: 422 when no manifest can be made from them.
    """
    try:
        return manifest.Settings(
            add_in_id=str(rollout.addin_id),
            version=f"1.0.{rollout.version}.0",
            host=rollout.host,
            provider_name=organisation,
            support_url=f"{rollout.host}/",
            client_id=str(rollout.client_id) if rollout.client_id else None,
        )
    except manifest.SettingsProblem as problem:
        raise invalid(" ".join(problem.sentences)) from problem


def built(rollout: Rollout, organisation: str) -> bytes:
    """The manifest."""
    return manifest.build(settings_of(rollout, organisation))


def _origin(host: str) -> str:
    """`rapport.example`, or a whole address of it, as an origin."""
    host = host.strip()
    parts = urlsplit(host if "://" in host else f"https://{host}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise invalid(f"Give the host name alone, such as rapport.example, not {host!r}.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _guid(client_id: str) -> UUID | None:
    if not client_id.strip():
        return None
    try:
        return UUID(client_id.strip())
    except ValueError as error:
        raise invalid(
            "The client id is the one that Microsoft Entra shows for your app registration: "
            "32 hexadecimal digits in five groups."
        ) from error
