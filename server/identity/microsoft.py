"""Signing in with Microsoft: the authorisation code flow with PKCE, run by the server through msal.

A person is (tenant, object id). An address counts only once: when somebody whom the admin has added signs in
for the first time from the organisation's own tenant, whose directory vouches for the address.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msal
from flask import Flask, current_app
from sqlalchemy import delete, select, update

from server import clock
from server.audit import trail
from server.audit.trail import Happening
from server.config import Config, MicrosoftSettings
from server.errors import Problem, bad_request, conflict, forbidden
from server.identity import queries
from server.identity.model import MicrosoftFlow, Person
from server.security import tokens
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import Reason, Viewer, everything, service

CALLBACK = "/sign-in/microsoft/callback"
FLOW_MINUTES = 10
_EXTENSION = "rapport.microsoft"
_PUBLIC_CLOUD = "https://login.microsoftonline.com/"


def install(app: Flask, config: Config) -> None:
    """Make Microsoft sign-in available where it is configured."""
    app.extensions[_EXTENSION] = (config.microsoft, config.address + CALLBACK)
    app.context_processor(lambda: {"microsoft_sign_in": config.microsoft is not None})


def begin(browser: str) -> str:
    """Start a sign-in for the browser that holds the secret `browser`; Microsoft's address to go to."""
    settings, callback = _settings()
    flow: dict[str, Any] = _client(settings).initiate_auth_code_flow(
        scopes=[], redirect_uri=callback, prompt="select_account"
    )
    with transaction(everything(Reason.SIGN_IN)) as session:
        session.execute(delete(MicrosoftFlow).where(MicrosoftFlow.ends_at < clock.now()))
        session.add(
            MicrosoftFlow(
                state_fingerprint=tokens.fingerprint(flow["state"]),
                browser_fingerprint=tokens.fingerprint(browser),
                sealed=storage().keys.get(session, "sign-in").seal(json.dumps(flow), "microsoft_flow"),
                ends_at=clock.now() + timedelta(minutes=FLOW_MINUTES),
            )
        )
    return str(flow["auth_uri"])


@dataclass(frozen=True)
class Identity:
    """Whom Microsoft has signed in."""

    tenant_id: UUID
    object_id: UUID
    address: str
    second_factor: bool = False
    """Whether Microsoft says that it asked for one (`amr` holds `mfa`)."""


def finish(answer: Mapping[str, str], browser: str) -> Identity:
    """Whom Microsoft's answer, the callback's query, speaks of.

    Raises:
        Problem: when the flow isn't this browser's or is over, or Microsoft refused.
    """
    flow = _use_up(answer.get("state", ""), browser)
    settings, _ = _settings()
    try:
        result = _client(settings).acquire_token_by_auth_code_flow(flow, dict(answer))
    except ValueError as error:
        raise bad_request("Microsoft's answer doesn't belong to this sign-in. Please start again.") from error
    if "error" in result:
        raise _refused(result)
    return _identity(result["id_token_claims"])


def person_of(identity: Identity) -> tuple[UUID, UUID]:
    """(organisation id, person id) of this identity, which is linked when it comes for the first time.

    Raises:
        Problem: 403 when nobody here is meant.
    """
    found = queries.by_microsoft(identity.tenant_id, identity.object_id) or _first_time(identity)
    whole = queries.active_person(*found)
    if whole and whole[1].microsoft_second_factor and not identity.second_factor:
        raise forbidden(
            f"{whole[1].name} takes sign-ins from Microsoft only with a second factor, and Microsoft asked "
            "you for none. Ask your admin to have it demanded of your Microsoft account."
        )
    return found


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


def _use_up(state: str, browser: str) -> dict[str, Any]:
    with transaction(everything(Reason.SIGN_IN)) as session:
        sealed = session.scalar(
            delete(MicrosoftFlow)
            .where(
                MicrosoftFlow.state_fingerprint == tokens.fingerprint(state),
                MicrosoftFlow.browser_fingerprint == tokens.fingerprint(browser),
                MicrosoftFlow.ends_at > clock.now(),
            )
            .returning(MicrosoftFlow.sealed),
            execution_options={"synchronize_session": False},
        )
        if sealed is None:
            raise bad_request(
                "This sign-in was begun in another window, was used already, or took too long. "
                "Please start again."
            )
        flow: dict[str, Any] = json.loads(
            storage().keys.get(session, "sign-in").open(sealed, "microsoft_flow")
        )
        return flow


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
        asked = "mfa" in claims.get("amr", ())
        return Identity(UUID(claims["tid"]), UUID(claims["oid"]), address, asked)
    except (KeyError, ValueError) as error:
        raise bad_request("Microsoft didn't say who you are. Use a work or school account.") from error


def _first_time(identity: Identity) -> tuple[UUID, UUID]:
    organisation_id = queries.organisation_of_tenant(identity.tenant_id)
    if organisation_id is None:
        raise forbidden("Your company's Microsoft tenant isn't connected to an organisation of Rapport.")
    with transaction(service(organisation_id)) as session:
        index = queries.sign_in_index(session, identity.address)
        added = (Person.email_index == index, Person.active, Person.microsoft_object_id.is_(None))
        somebody = session.scalars(select(Person).where(*added)).one_or_none()
        if somebody is None:
            raise forbidden("Your admin hasn't added you to Rapport yet. Ask them to add your work address.")
        somebody.microsoft_tenant_id = identity.tenant_id
        somebody.microsoft_object_id = identity.object_id
        return organisation_id, somebody.id


def _settings() -> tuple[MicrosoftSettings, str]:
    settings, callback = current_app.extensions[_EXTENSION]
    if settings is None:
        raise bad_request("Sign-in with Microsoft isn't set up here. Use your password.")
    return settings, callback


def _client(settings: MicrosoftSettings) -> Any:
    return msal.ConfidentialClientApplication(
        settings.client_id,
        client_credential=settings.client_secret,
        authority=settings.authority,
        instance_discovery=None if settings.authority.startswith(_PUBLIC_CLOUD) else False,
    )
