"""What happens to networks: asked for by anybody, approved by admins, demanded by the organisation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server import clock
from server.access import network_rules
from server.access.network_model import Decision, Network, NetworkRestriction
from server.access.network_queries import approved, restriction, stands
from server.audit import trail
from server.audit.trail import About, Happening
from server.errors import conflict, invalid
from server.security.addresses import Address

LONGEST_REASON = 500


def ask(session: Session, organisation_id: UUID, person_id: UUID, cidr: str, reason: str) -> Network:
    """Somebody asks for an address or range to be approved; asking again for what waits changes nothing.

    Raises:
        Problem: 422 when it is no network, or without a reason.
    """
    found = str(network_rules.network(cidr))
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise invalid(f"Say in up to {LONGEST_REASON} characters why: an admin decides by it.")
    waiting = select(Network).where(
        Network.cidr == found, Network.asked_by_id == person_id, Network.decision.is_(None)
    )
    if there := session.scalars(waiting).first():
        return there
    asked = Network(organisation_id=organisation_id, asked_by_id=person_id, cidr=found, reason=reason.strip())
    session.add(asked)
    session.flush()
    _note(session, Happening.NETWORK_ASKED_FOR, asked, asked.reason)
    return asked


def approve(session: Session, network: Network, admin_id: UUID, ends_at: datetime | None) -> None:
    """Approve what waits, until a moment or for good.

    Raises:
        Problem: 409 when it was decided already, 422 when the moment has passed.
    """
    if ends_at is not None and ends_at <= clock.now():
        raise invalid("That day has passed. Choose a later one, or leave it empty to approve for good.")
    _decide(network, admin_id, Decision.APPROVED)
    network.ends_at = ends_at
    _note(session, Happening.NETWORK_APPROVED, network, until=ends_at.isoformat() if ends_at else "")


def refuse(session: Session, network: Network, admin_id: UUID) -> None:
    """Refuse what waits.

    Raises:
        Problem: 409 when it was decided already.
    """
    _decide(network, admin_id, Decision.REFUSED)
    _note(session, Happening.NETWORK_REFUSED, network)


def end(session: Session, network: Network, admin_id: UUID, speaks_from: Address | None) -> None:
    """End an approval now.

    Raises:
        Problem: 409 when it doesn't stand, or when the admin would lock themselves out by it.
    """
    if not stands(network):
        raise conflict("This network isn't approved (any more).")
    others = approved(session)
    others.remove(network.cidr)  # once: it may be approved twice, and then still stands
    if restriction(session) and not network_rules.lies_in(speaks_from, others):
        raise conflict(
            "You are at an address of this network yourself, and would lock yourself out. "
            "Come from another approved one, or let all networks in first."
        )
    network.ends_at = clock.now()
    network.ended_by_id = admin_id
    _note(session, Happening.NETWORK_ENDED, network)


def turn_on(session: Session, organisation_id: UUID, admin_id: UUID, speaks_from: Address | None) -> None:
    """From now on, accept approved networks only; turning it on again changes nothing.

    Raises:
        Problem: 409 when the admin's own address isn't approved.
    """
    if not network_rules.lies_in(speaks_from, approved(session)):
        raise conflict(
            f"Your own address, {speaks_from or 'which is unknown'}, isn't approved: you would lock yourself "
            "out. Ask for it, approve it, and come back."
        )
    if restriction(session) is None:
        session.add(NetworkRestriction(organisation_id=organisation_id, turned_on_by_id=admin_id))
        trail.note(session, Happening.NETWORKS_RESTRICTED)


def turn_off(session: Session) -> bool:
    """Accept every network again; whether others had been refused until now."""
    found = restriction(session)
    if found is not None:
        session.delete(found)
        trail.note(session, Happening.NETWORKS_OPENED)
    return found is not None


def _decide(network: Network, admin_id: UUID, decision: Decision) -> None:
    if network.decision is not None:
        raise conflict(f"Somebody has decided already: this network was {network.decision}.")
    network.decision, network.decided_at, network.decided_by_id = decision, clock.now(), admin_id


def _note(
    session: Session, happening: Happening, network: Network, reason: str | None = None, **facts: str
) -> None:
    personal = {"network": network.cidr, **({"reason": reason} if reason else {})}
    trail.note(session, happening, About("network", network.id), facts=facts, personal=personal)
