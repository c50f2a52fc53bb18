"""Consent for a whole Microsoft tenant: one link for its admin, and what came of it.

The link is ours, since whoever administers a tenant need not be anybody in Rapport. Microsoft's answer comes
through the browser and proves nothing by itself, so it counts only with a state that we gave to that very
browser, once, and for the tenant that we asked about.
See learn.microsoft.com/entra/identity-platform/v2-admin-consent.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server import clock
from server.audit import trail
from server.audit.trail import About, Happening
from server.errors import bad_request, conflict, gone
from server.identity import microsoft, microsoft_flows
from server.identity.consent_model import MicrosoftConsent, Outcome
from server.identity.microsoft_flows import CONSENT
from server.security import tokens
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Reason, Viewer, everything, service

CALLBACK = "/consent/callback"
LINK_DAYS = 14


class Asked(NamedTuple):
    """Who asks for consent, and for which tenant."""

    organisation_id: UUID
    organisation: str
    consent: MicrosoftConsent


def ask(viewer: Viewer) -> None:
    """Make a link for the admin of the organisation's tenant; the one before stops working.

    Raises:
        Problem: 409 while no tenant is connected.
    """
    with transaction(viewer) as session:
        tenant_id = session.scalars(select(Organisation.microsoft_tenant_id)).one()
        if tenant_id is None or viewer.organisation_id is None or viewer.person_id is None:
            raise conflict("Connect your Microsoft tenant first.")
        session.execute(delete(MicrosoftConsent).where(MicrosoftConsent.outcome.is_(None)))
        token = tokens.new_token()
        made = MicrosoftConsent(
            organisation_id=viewer.organisation_id,
            tenant_id=tenant_id,
            token=token,
            token_fingerprint=tokens.fingerprint(token),
            asked_by_id=viewer.person_id,
            ends_at=clock.now() + timedelta(days=LINK_DAYS),
        )
        session.add(made)
        session.flush()
        trail.note(
            session, Happening.CONSENT_ASKED, About("consent", made.id), facts={"tenant": str(tenant_id)}
        )


def latest(session: Session) -> MicrosoftConsent | None:
    """The last link for the tenant that the viewer's organisation works with now."""
    tenant_id = session.scalars(select(Organisation.microsoft_tenant_id)).one()
    of_tenant = select(MicrosoftConsent).where(MicrosoftConsent.tenant_id == tenant_id)
    newest = of_tenant.order_by(MicrosoftConsent.asked_at.desc(), MicrosoftConsent.id)
    return session.scalars(newest).first()


def asked(token: str) -> Asked:
    """What a link asks for.

    Raises:
        Problem: 410 when it was used, has ended, or never was.
    """
    with reading(everything(Reason.CONSENT)) as session:
        organisation_id = session.scalar(
            select(MicrosoftConsent.organisation_id).where(
                MicrosoftConsent.token_fingerprint == tokens.fingerprint(token),
                MicrosoftConsent.outcome.is_(None),
                MicrosoftConsent.ends_at > clock.now(),
            )
        )
    if organisation_id is not None:
        with reading(service(organisation_id)) as session:
            found, name = latest(session), session.scalars(select(Organisation.name)).one()
        if found is not None and found.token == token:
            return Asked(organisation_id, name, found)
    raise gone(
        "This link has ended",
        "It was used already, is too old, or another one took its place. Ask whoever sent it for a new one.",
    )


def begin(token: str, browser: str) -> str:
    """Microsoft's page on which the tenant's admin consents, for the browser with the secret `browser`."""
    settings, _ = microsoft.settings()
    request = asked(token)
    state = tokens.new_token()
    microsoft_flows.keep(CONSENT, state, browser, [str(request.organisation_id), token])
    query = {
        "client_id": settings.client_id,
        "scope": f"{settings.graph}/.default",
        "redirect_uri": microsoft.address_of(CALLBACK),
        "state": state,
    }
    authority = microsoft.authority_of(settings, request.consent.tenant_id)
    return f"{authority}/v2.0/adminconsent?{urlencode(query)}"


def finish(answer: Mapping[str, str], browser: str) -> tuple[str, Outcome]:
    """The organisation that asked, and what Microsoft's answer, the callback's query, says.

    Raises:
        Problem: 400 when the answer isn't this browser's or is over, or speaks of something else; 410 when
            the link has ended meanwhile.
    """
    organisation_id, token = microsoft_flows.use_up(CONSENT, answer.get("state", ""), browser)
    request = asked(token)
    outcome = _outcome(answer, request.consent.tenant_id)
    with transaction(service(UUID(organisation_id))) as session:
        kept = session.get_one(MicrosoftConsent, (request.organisation_id, request.consent.id))
        kept.outcome, kept.decided_at = outcome.value, clock.now()
        granted = outcome == Outcome.GRANTED
        trail.note(
            session,
            Happening.CONSENT_GRANTED if granted else Happening.CONSENT_REFUSED,
            About("consent", kept.id),
            facts={"tenant": str(kept.tenant_id)},
        )
    return request.organisation, outcome


def _outcome(answer: Mapping[str, str], tenant_id: UUID) -> Outcome:
    if "error" in answer:
        return Outcome.REFUSED
    if answer.get("admin_consent", "").lower() != "true":
        raise bad_request("Microsoft didn't say whether you consented. Open the link again.")
    if answer.get("tenant", "").lower() != str(tenant_id):
        raise bad_request(
            "You consented for another tenant than the one that was asked about. Open the link again."
        )
    return Outcome.GRANTED
