"""Who is speaking in this request: found from the browser's cookie or the pane's bearer, once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Flask, g, request, session

from server.access import api_key_rules, network_queries, network_rules
from server.access.network_rules import Address
from server.errors import forbidden, not_signed_in
from server.identity import queries
from server.identity.model import Role
from server.tenancy.viewer import Viewer

COOKIE_FIELD = "sign-in"


@dataclass(frozen=True)
class Speaker:
    """A signed-in person, as far as pages and rules need to know them."""

    organisation_id: UUID
    organisation_key: str
    organisation_name: str
    person_id: UUID
    name: str
    email: str
    roles: frozenset[str]
    viewer: Viewer
    """This person's eyes."""
    signed_in_at: datetime
    signed_in_until: datetime


def install(app: Flask) -> None:
    """Find out who speaks before each request, and tell the templates."""

    @app.before_request
    def find() -> None:
        purpose, token = _token()
        g.speaker = _speaker(queries.signed_in(purpose, token)) if token else None

    @app.context_processor
    def tell() -> dict[str, object]:
        return {"speaker": g.get("speaker"), "Role": Role}


def _token() -> tuple[str, str | None]:
    """The API heeds bearers alone and pages the cookie alone, so no page can use the API by stealth."""
    if request.path.startswith("/api/"):
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        is_key = token.startswith(api_key_rules.PREFIX)  # a program's, which speaks for nobody
        return "pane", token if kind == "Bearer" and not is_key else None
    return "browser", session.get(COOKIE_FIELD)


def _speaker(found: queries.SignedIn | None) -> Speaker | None:
    if found is None:
        return None
    return Speaker(
        organisation_id=found.organisation.id,
        organisation_key=found.organisation.key,
        organisation_name=found.organisation.name,
        person_id=found.person.id,
        name=found.person.name,
        email=found.person.email,
        roles=frozenset(found.person.roles),
        viewer=found.person.viewer,
        signed_in_at=found.made_at,
        signed_in_until=found.ends_at,
    )


def speaker() -> Speaker:
    """Who is speaking.

    Raises:
        Problem: 401 when nobody is signed in.
    """
    found: Speaker | None = g.get("speaker")
    if found is None:
        raise not_signed_in("Your sign-in has ended, or you haven't signed in yet. Please sign in.")
    return found


def require(*roles: Role) -> None:
    """Let only people with one of these roles pass; without roles, everybody who is signed in.

    What is for admins alone opens only from approved networks, where the organisation demands it.

    For `blueprint.before_request`. Raises:
        Problem: 401 for nobody, 403 for somebody else or for a network that isn't approved.
    """
    if roles and not set(roles) & speaker().roles:
        wanted = " or ".join(roles)
        raise forbidden(
            f"This is for the role {wanted}. Ask an admin of {speaker().organisation_name} for it."
        )
    if set(roles) == {Role.ADMIN}:
        require_approved_network("Pages for admins")
    speaker()


def require_approved_network(what: str) -> None:
    """Let pass from everywhere, or only from approved networks where the organisation demands it.

    `what` is what stays closed, as the beginning of a sentence. Raises:
        Problem: 401 for nobody, 403 with the way to ask for a network.
    """
    network_queries.require_approved(speaker().organisation_id, speaks_from(), what)


def speaks_from() -> Address | None:
    """The address that this request came from."""
    return network_rules.address(request.remote_addr)
