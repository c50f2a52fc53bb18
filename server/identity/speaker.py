"""Who is speaking in this request: found from the browser's cookie or the pane's bearer, once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Flask, g, request, session

from server.access import api_key_rules, network_queries
from server.access.scopes import Scope
from server.errors import Problem, forbidden, not_signed_in
from server.identity import permissions, queries, sign_ins
from server.identity.permissions import SCOPE_OF, Permission
from server.security import addresses
from server.security.addresses import Address
from server.tenancy.viewer import Viewer

COOKIE_FIELD = "sign-in"

FROM_APPROVED_NETWORKS = {Scope.EXPORT: "Exports", Scope.ADMINISTER: "Pages for admins"}
"""What opens only from approved networks where the organisation demands it, as a sentence begins with it."""


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
    scopes: frozenset[str]
    """What this sign-in is limited to."""
    permissions: frozenset[Permission]
    """What the roles allow and the scopes don't hold back."""
    viewer: Viewer
    """This person's eyes."""
    signed_in_at: datetime
    signed_in_until: datetime


def install(app: Flask) -> None:
    """Find out who speaks before each request, and tell the templates."""

    @app.before_request
    def find() -> None:
        purpose, token = _token()
        found = queries.signed_in(purpose, token) if token else None
        if found is not None:
            sign_ins.prolong(found)
        g.speaker = _speaker(found) if found else None

    @app.context_processor
    def tell() -> dict[str, object]:
        return {"speaker": g.get("speaker"), "Permission": Permission}


def _token() -> tuple[str, str | None]:
    """The API heeds bearers alone and pages the cookie alone, so no page can use the API by stealth."""
    if request.path.startswith("/api/"):
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        is_key = token.startswith(api_key_rules.PREFIX)  # a program's, which speaks for nobody
        return "pane", token if kind == "Bearer" and not is_key else None
    return "browser", session.get(COOKIE_FIELD)


def _speaker(found: queries.SignedIn) -> Speaker:
    return Speaker(
        organisation_id=found.organisation.id,
        organisation_key=found.organisation.key,
        organisation_name=found.organisation.name,
        person_id=found.person.id,
        name=found.person.name,
        email=found.person.email,
        roles=frozenset(found.person.roles),
        scopes=frozenset(found.scopes),
        permissions=permissions.allowed(found.person.roles, found.scopes),
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


def require(permission: Permission) -> None:
    """Let only people pass who may do this, by a sign-in that may be used for it.

    What belongs to the scopes *export* and *administer* opens only from approved networks, where the
    organisation demands it. For `blueprint.before_request`, or as the first line of a route. Raises:
        Problem: 401 for nobody, 403 for somebody else or for a network that isn't approved.
    """
    me = speaker()
    if permission not in me.permissions:
        raise _may_not(me, permission)
    if closed := FROM_APPROVED_NETWORKS.get(SCOPE_OF[permission]):
        network_queries.require_approved(me.organisation_id, speaks_from(), closed)


def require_sign_in() -> None:
    """Let everybody pass who is signed in, whatever they may do. For `blueprint.before_request`.

    Raises:
        Problem: 401 for nobody.
    """
    speaker()


def _may_not(me: Speaker, permission: Permission) -> Problem:
    roles = permissions.roles_that_may(permission)
    if me.roles & set(roles):
        return forbidden(
            f"You may not {permission} by this sign-in, whose scopes are {', '.join(sorted(me.scopes))}. "
            "Sign in on Rapport's pages for it."
        )
    return forbidden(
        f"You may not {permission}: that takes the role {' or '.join(roles)}. "
        f"Ask an admin of {me.organisation_name} for it."
    )


def speaks_from() -> Address | None:
    """The address that this request came from."""
    return addresses.read(request.remote_addr)
