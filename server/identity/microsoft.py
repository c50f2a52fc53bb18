"""Signing in with Microsoft: the authorisation code flow with PKCE, run by the server through msal.

A person is (tenant, object id). An address counts only once: when somebody whom the admin has added signs in
for the first time from the organisation's own tenant, whose directory vouches for the address.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msal
from flask import Flask, current_app
from sqlalchemy import delete, select

from server import clock
from server.config import Config, MicrosoftSettings
from server.errors import Problem, bad_request, forbidden
from server.identity import queries
from server.identity.model import MicrosoftFlow, Person
from server.identity.transaction import storage, transaction
from server.identity.viewer import Reason, everything, service
from server.security import tokens

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


def finish(answer: Mapping[str, str], browser: str) -> tuple[UUID, UUID]:
    """(organisation id, person id) of whom Microsoft's answer, the callback's query, speaks.

    Raises:
        Problem: when the flow isn't this browser's or is over, Microsoft refused, or nobody here is meant.
    """
    flow = _use_up(answer.get("state", ""), browser)
    settings, _ = _settings()
    try:
        result = _client(settings).acquire_token_by_auth_code_flow(flow, dict(answer))
    except ValueError as error:
        raise bad_request("Microsoft's answer doesn't belong to this sign-in. Please start again.") from error
    if "error" in result:
        raise _refused(result)
    return _person(result["id_token_claims"])


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


def _person(claims: Mapping[str, Any]) -> tuple[UUID, UUID]:
    try:
        tenant, person = UUID(claims["tid"]), UUID(claims["oid"])
    except (KeyError, ValueError) as error:
        raise bad_request("Microsoft didn't say who you are. Use a work or school account.") from error
    return queries.by_microsoft(tenant, person) or _first_time(tenant, person, claims)


def _first_time(tenant: UUID, object_id: UUID, claims: Mapping[str, Any]) -> tuple[UUID, UUID]:
    organisation_id = queries.organisation_of_tenant(tenant)
    if organisation_id is None:
        raise forbidden("Your company's Microsoft tenant isn't connected to an organisation of Rapport.")
    with transaction(service(organisation_id)) as session:
        index = queries.sign_in_index(session, str(claims.get("preferred_username", "")))
        somebody = session.scalars(
            select(Person).where(
                Person.email_index == index, Person.active, Person.microsoft_object_id.is_(None)
            )
        ).one_or_none()
        if somebody is None:
            raise forbidden("Your admin hasn't added you to Rapport yet. Ask them to add your work address.")
        somebody.microsoft_tenant_id, somebody.microsoft_object_id = tenant, object_id
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
