"""Signing in with Microsoft: the authorisation code flow with PKCE, run by the server through msal.

A person is (tenant, object id). An address counts only once: when somebody whom the admin has added signs in
for the first time from the organisation's own tenant, whose directory vouches for the address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msal
from flask import Flask, current_app
from sqlalchemy import select, update

from server.audit import trail
from server.audit.trail import Happening
from server.config import Config, MicrosoftSettings
from server.errors import Problem, bad_request, conflict, forbidden
from server.identity import microsoft_flows, queries
from server.identity.claims import MoreClaims, of_context
from server.identity.microsoft_flows import SIGN_IN
from server.identity.model import Person
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import Viewer, service

CALLBACK = "/sign-in/microsoft/callback"
TIMEOUT_SECONDS = 10
_EXTENSION = "rapport.microsoft"
_PUBLIC_CLOUD = "https://login.microsoftonline.com/"


def install(app: Flask, config: Config) -> None:
    """Make Microsoft sign-in available where it is configured."""
    app.extensions[_EXTENSION] = (config.microsoft, config.address)
    app.context_processor(lambda: {"microsoft_sign_in": config.microsoft is not None})


def begin(browser: str, context: str | None = None) -> str:
    """Start a sign-in for the browser that holds the secret `browser`; Microsoft's address to go to.

    With `context`, Microsoft asks the person for what their tenant ties to that authentication context.
    """
    registration, callback = settings()
    flow: dict[str, Any] = client(registration).initiate_auth_code_flow(
        scopes=[],
        redirect_uri=callback,
        prompt=None if context else "select_account",
        claims_challenge=context and of_context(context, "id_token"),
    )
    microsoft_flows.keep(SIGN_IN, flow["state"], browser, flow)
    return str(flow["auth_uri"])


OtherAddress = Callable[[], str | None]


def no_other_address() -> str | None:
    """Where Microsoft's sign-in name is all that we learn."""
    return None


@dataclass(frozen=True)
class Identity:
    """Whom Microsoft has signed in."""

    tenant_id: UUID
    object_id: UUID
    address: str
    second_factor: bool = False
    """Whether Microsoft says that it asked for one (`amr` holds `mfa`)."""
    contexts: frozenset[str] = frozenset()
    """The authentication contexts whose demands this person has met (`acrs`)."""


def finish(answer: Mapping[str, str], browser: str) -> Identity:
    """Whom Microsoft's answer, the callback's query, speaks of.

    Raises:
        Problem: when the flow isn't this browser's or is over, or Microsoft refused.
    """
    flow = microsoft_flows.use_up(SIGN_IN, answer.get("state", ""), browser)
    registration, _ = settings()
    try:
        result = client(registration).acquire_token_by_auth_code_flow(flow, dict(answer))
    except ValueError as error:
        raise bad_request("Microsoft's answer doesn't belong to this sign-in. Please start again.") from error
    if "error" in result:
        raise _refused(result)
    return _identity(result["id_token_claims"])


def person_of(identity: Identity, other_address: OtherAddress = no_other_address) -> tuple[UUID, UUID]:
    """(organisation id, person id) of this identity, which is linked when it comes for the first time.

    `other_address` is asked, outside of all transactions, when Microsoft's sign-in name is nobody's here.

    Raises:
        MoreClaims: when Microsoft has to ask for a second factor first.
        Problem: 403 when nobody here is meant.
    """
    linked = queries.by_microsoft(identity.tenant_id, identity.object_id)
    found = linked or _first_time(identity, other_address)
    if whole := queries.active_person(*found):
        _check_second_factor(identity, whole[1])
    return found


def _check_second_factor(identity: Identity, organisation: Organisation) -> None:
    context = organisation.microsoft_context
    if not organisation.microsoft_second_factor or identity.second_factor or context in identity.contexts:
        return
    demand = f"{organisation.name} takes sign-ins from Microsoft only with a second factor"
    if context is None:
        raise forbidden(
            f"{demand}, and Microsoft asked you for none. Ask your admin to have it demanded of your "
            "Microsoft account."
        )
    registration, _ = settings()
    claims = of_context(context, "access_token")
    detail = f"{demand}. Press Sign in, and Microsoft asks you for it."
    raise MoreClaims(detail, claims, registration.authority, context)


def connect(viewer: Viewer, identity: Identity) -> None:
    """Let the organisation work with the tenant of its admin, the viewer, who has just signed in there.

    Raises:
        Problem: 409 when the tenant works with another organisation, or the account is somebody else's.
    """
    if queries.organisation_of_tenant(identity.tenant_id) not in (None, viewer.organisation_id):
        raise conflict("This Microsoft tenant is connected to another organisation of Rapport.")
    somebody = queries.by_microsoft(identity.tenant_id, identity.object_id)
    if somebody not in (None, (viewer.organisation_id, viewer.person_id)):
        raise conflict("This Microsoft account belongs to somebody else here. Choose your own.")
    with transaction(viewer) as session:
        session.execute(update(Organisation).values(microsoft_tenant_id=identity.tenant_id))
        me = session.scalars(select(Person).where(Person.id == viewer.person_id)).one()
        me.microsoft_tenant_id, me.microsoft_object_id = identity.tenant_id, identity.object_id
        trail.note(session, Happening.TENANT_CONNECTED, facts={"tenant": str(identity.tenant_id)})


def _refused(result: Mapping[str, Any]) -> Problem:
    if result["error"] == "access_denied":
        return forbidden("Microsoft says that the sign-in was refused or cancelled. Start again if you like.")
    return Problem(
        502,
        "Microsoft couldn't sign you in",
        f"It says: {result.get('error_description') or result['error']}",
    )


def _identity(claims: Mapping[str, Any]) -> Identity:
    try:
        address = str(claims.get("preferred_username", ""))
        asked, contexts = "mfa" in claims.get("amr", ()), frozenset(claims.get("acrs", ()))
        return Identity(UUID(claims["tid"]), UUID(claims["oid"]), address, asked, contexts)
    except (KeyError, ValueError) as error:
        raise bad_request("Microsoft didn't say who you are. Use a work or school account.") from error


def _first_time(identity: Identity, other_address: OtherAddress) -> tuple[UUID, UUID]:
    organisation_id = queries.organisation_of_tenant(identity.tenant_id)
    if organisation_id is None:
        raise forbidden("Your company's Microsoft tenant isn't connected to an organisation of Rapport.")
    found = _link(organisation_id, identity, identity.address)
    if found is None and (address := other_address()):
        found = _link(organisation_id, identity, address)
    if found is None:
        raise forbidden("Your admin hasn't added you to Rapport yet. Ask them to add your work address.")
    return organisation_id, found


def _link(organisation_id: UUID, identity: Identity, address: str) -> UUID | None:
    """Let this identity be the person whom the admin has added with this address, and who never came yet."""
    with transaction(service(organisation_id)) as session:
        index = queries.sign_in_index(session, address)
        added = (Person.email_index == index, Person.active, Person.microsoft_object_id.is_(None))
        somebody = session.scalars(select(Person).where(*added)).one_or_none()
        if somebody is None:
            return None
        somebody.microsoft_tenant_id = identity.tenant_id
        somebody.microsoft_object_id = identity.object_id
        return somebody.id


def settings() -> tuple[MicrosoftSettings, str]:
    """Our registration, and the address to which Microsoft sends browsers back from signing in.

    Raises:
        Problem: 400 where there is none.
    """
    registration, _ = current_app.extensions[_EXTENSION]
    if registration is None:
        raise bad_request("Sign-in with Microsoft isn't set up here. Use your password.")
    return registration, address_of(CALLBACK)


def address_of(path: str) -> str:
    """The whole address of a path of ours, as it is registered at Microsoft."""
    _, origin = current_app.extensions[_EXTENSION]
    return f"{origin}{path}"


def authority_of(settings: MicrosoftSettings, tenant_id: UUID) -> str:
    """Where Microsoft answers for one tenant alone."""
    return f"{settings.authority.rstrip('/').rpartition('/')[0]}/{tenant_id}"


def client(settings: MicrosoftSettings, tenant_id: UUID | None = None) -> Any:
    """msal for our registration, in the tenant that is given or else in those of the settings."""
    authority = authority_of(settings, tenant_id) if tenant_id else settings.authority
    return msal.ConfidentialClientApplication(
        settings.client_id,
        client_credential=settings.client_secret,
        authority=authority,
        timeout=TIMEOUT_SECONDS,
        instance_discovery=None if settings.authority.startswith(_PUBLIC_CLOUD) else False,
    )
