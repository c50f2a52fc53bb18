"""Looking up networks, and turning away who comes from none that is approved."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from server import clock
from server.access import network_rules
from server.access.network_model import Decision, Network, NetworkRestriction
from server.errors import Problem, not_found
from server.security.addresses import Address
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything, service

ASK = "/networks/ask"
"""Where people ask for a network to be approved."""


@dataclass(frozen=True)
class ApprovedNetwork:
    """An approved network, by the key of its organisation."""

    organisation: str
    cidr: str


def stands(network: Network) -> bool:
    """Whether it is approved at this moment."""
    return network.decision == Decision.APPROVED and (
        network.ends_at is None or network.ends_at > clock.now()
    )


def state_in_words(network: Network) -> str:
    """How it is now, for people."""
    if network.decision is None:
        return "waits for an admin"
    if network.decision == Decision.REFUSED:
        return "refused"
    if network.ends_at is None:
        return "approved for good"
    return f"{'approved until' if stands(network) else 'ended on'} {network.ends_at:%d %b %Y, %H:%M} UTC"


def approved(session: Session) -> list[str]:
    """The networks that are approved at this moment; one that is approved twice stands there twice."""
    return list(session.scalars(select(Network.cidr).where(_stand())))


def restriction(session: Session) -> NetworkRestriction | None:
    """Since when the organisation accepts approved networks only; None when it accepts all."""
    return session.scalars(select(NetworkRestriction)).one_or_none()


def network(session: Session, network_id: UUID) -> Network:
    """One to be changed; others who want to change it wait.

    Raises:
        Problem: 404.
    """
    found = session.scalars(select(Network).where(Network.id == network_id).with_for_update()).one_or_none()
    if found is None:
        raise not_found()
    return found


def networks(session: Session, asked_by_id: UUID | None = None) -> list[Network]:
    """All, or those that one person asked for; the newest first."""
    mine = [Network.asked_by_id == asked_by_id] if asked_by_id else []
    return list(session.scalars(select(Network).where(*mine).order_by(Network.asked_at.desc(), Network.id)))


def of_all_organisations() -> list[ApprovedNetwork]:
    """Every network that is approved at this moment, each once for its organisation."""
    with reading(everything(Reason.NETWORKS)) as session:
        rows = session.execute(
            select(Organisation.key, Network.cidr)
            .join(Organisation, Organisation.id == Network.organisation_id)
            .where(_stand())
            .distinct()
        )
        return sorted((ApprovedNetwork(*row) for row in rows), key=lambda one: (one.organisation, one.cidr))


def require_approved(organisation_id: UUID, address: Address | None, what: str) -> None:
    """Turn away an address that isn't approved, where the organisation accepts no others.

    `what` is what stays closed, as the beginning of a sentence. Raises:
        Problem: 403, with the way to ask.
    """
    with reading(service(organisation_id)) as session:
        if restriction(session) is None or network_rules.lies_in(address, approved(session)):
            return
    raise Problem(
        403,
        "Not from this network",
        f"{what} can be used from approved networks only, and {address or 'an unknown address'} is in none. "
        f"Ask an admin to approve it, under {ASK} on this server.",
        link=(ASK, "Ask for this network"),
    )


def _stand() -> ColumnElement[bool]:
    running = or_(Network.ends_at.is_(None), Network.ends_at > clock.now())
    return and_(Network.decision == Decision.APPROVED, running)
