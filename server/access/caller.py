"""Which program is calling: found from its API key at each request, and never remembered."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from flask import g, request

from server import clock
from server.access import api_key_queries, api_key_rules, network_queries, network_rules
from server.access.api_key_queries import Known
from server.access.api_key_rules import Shown
from server.access.scopes import Scope
from server.errors import Problem, forbidden, not_signed_in
from server.security import addresses
from server.tenancy.viewer import Viewer, service

_NO_KEY = "Send an API key of your organisation: `Authorization: Bearer rpt_…`. Its admins make them."


@dataclass(frozen=True)
class Caller:
    """A program with a key that works."""

    organisation_id: UUID
    key_id: UUID

    @property
    def viewer(self) -> Viewer:
        """The organisation's own eyes, which see every account; never those of whoever made the key."""
        return service(self.organisation_id)


def require(scope: Scope) -> None:
    """Let only keys pass that work, from here, and have this scope. For `blueprint.before_request`.

    Raises:
        Problem: 401 for no key, or one that doesn't work; 403 for a network or a scope too few.
    """
    known, address = _working(), addresses.read(request.remote_addr)
    if known.networks and not network_rules.lies_in(address, known.networks):
        raise _not_from_here(str(address))
    network_queries.require_approved(known.organisation_id, address, "The data API")
    if scope not in known.scopes:
        raise forbidden(f"This key may not {scope}. Ask an admin for one that has the scope “{scope}”.")
    api_key_queries.record_use(known, address)
    g.caller = Caller(known.organisation_id, known.id)


def current() -> Caller:
    """Who is calling, after `require` has let them pass."""
    found: Caller = g.caller
    return found


def shown_key() -> Known | None:
    """The key that this request shows, looked up once, working or not; None without a true one."""
    if "shown_key" not in g:
        g.shown_key = _look_up()
    found: Known | None = g.shown_key
    return found


def _look_up() -> Known | None:
    shown = _shown()
    known = api_key_queries.by_public_id(shown.public_id) if shown else None
    true = known and shown and hmac.compare_digest(known.secret_hash, shown.secret_hash)
    return known if true else None


def _shown() -> Shown | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return api_key_rules.parse(token.strip()) if kind.lower() == "bearer" else None


def _working() -> Known:
    known = shown_key()
    if known is None:
        raise not_signed_in("There is no such key. Was it copied whole?" if _shown() else _NO_KEY)
    if known.revoked_at is not None:
        raise not_signed_in("This key was revoked. Ask an admin for another one.")
    if known.ends_at <= clock.now():
        raise not_signed_in("This key has ended. Ask an admin for another one.")
    return known


def _not_from_here(address: str) -> Problem:
    return Problem(
        403,
        "Not from this network",
        f"This key doesn't work from {address}. An admin can make one that does.",
    )
