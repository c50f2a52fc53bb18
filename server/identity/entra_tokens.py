"""Access tokens of the Microsoft identity platform, with which Outlook itself says who is sitting there.

They come from the pane, through hands that we don't know, so everything is checked that Microsoft's pages
"Access tokens" and "Claims validation" name (learn.microsoft.com/entra/identity-platform).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app
from jwt import PyJWS, PyJWTError

from server import clock
from server.config import Config, MicrosoftSettings
from server.errors import Problem, bad_request, forbidden
from server.identity import graph, microsoft, queries
from server.identity.entra_keys import EntraKeys, Published, SigningKey
from server.identity.microsoft import Identity
from server.security import strict_jwt

SCOPE = "access_as_user"
LEEWAY_SECONDS = 60
_EXTENSION = "rapport.entra"
_PERSONAL_ACCOUNTS = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant in which Microsoft keeps everybody's private accounts."""
_TYPES = ("jwt", "at+jwt")
_NEVER_IN_A_HEADER = ("crit", "b64", "enc", "zip", "jwk", "jku", "x5u", "x5c")
"""Extensions that we don't know, and keys that a token would bring along for itself."""


@dataclass(frozen=True)
class _Registration:
    settings: MicrosoftSettings
    keys: EntraKeys
    scope: str
    """As an app registration names it; Outlook asks only for scopes that carry the add-in's own host."""


def install(app: Flask, config: Config) -> None:
    """Remember Microsoft's keys as long as the application lives."""
    settings = config.microsoft
    app.extensions[_EXTENSION] = settings and _Registration(
        settings,
        EntraKeys(settings.authority),
        f"api://{urlsplit(config.address).netloc}/{settings.client_id}/{SCOPE}",
    )


def for_the_pane() -> dict[str, str] | None:
    """What the pane needs in order to ask Microsoft for an access token; None where that isn't set up."""
    registration: _Registration | None = current_app.extensions[_EXTENSION]
    if registration is None:
        return None
    return {
        "client_id": registration.settings.client_id,
        "authority": registration.settings.authority,
        "scope": registration.scope,
    }


def identity_in(token: str) -> Identity:
    """Whom this access token speaks for. Asks Microsoft for its keys now and then: not inside a transaction.

    Raises:
        Problem: 401 when the token isn't a sound one for us, 403 when it doesn't allow what we do,
            503 when Microsoft's keys can't be had.
    """
    registration: _Registration | None = current_app.extensions[_EXTENSION]
    if registration is None:
        raise bad_request("Sign-in with Microsoft isn't set up here. Use your password.")
    try:
        header, claims = strict_jwt.parts(token)
    except strict_jwt.Malformed as error:
        raise _refused(f"it {error}") from error
    kid = _kid(header)
    published = registration.keys.with_key(kid)
    key = published.keys.get(kid)
    if key is None:
        raise _refused("Microsoft publishes no such signing key")
    _check_signature(token, key)
    _check_origin(claims, key, published, registration.settings)
    _check_times(claims)
    _check_permission(claims)
    return Identity(
        _guid(claims, "tid"),
        _guid(claims, "oid"),
        _address(claims),
        "mfa" in _texts(claims, "amr"),
        _texts(claims, "acrs"),
    )


def person_of(identity: Identity, token: str) -> tuple[UUID, UUID]:
    """(organisation id, person id) of this identity, whose tenant has to be that organisation's still.

    Raises:
        MoreClaims: when Microsoft has to ask the person for more first.
        Problem: 403 when nobody here is meant.
    """
    registration: _Registration = current_app.extensions[_EXTENSION]
    found = microsoft.person_of(identity, partial(graph.mail_address, registration.settings, identity, token))
    if found[0] != queries.organisation_of_tenant(identity.tenant_id):
        raise forbidden(
            "Your company's Microsoft tenant isn't connected to your organisation of Rapport any more. "
            "Ask your admin to connect it."
        )
    return found


def _refused(why: str) -> Problem:
    return Problem(
        401,
        "Please sign in",
        f"Microsoft's token can't be taken: {why}. Please sign in with the button instead.",
    )


def _not_allowed(why: str) -> Problem:
    challenge = f'Bearer error="insufficient_scope", scope="{SCOPE}"'
    return Problem(403, "You may not do this", why, headers={"WWW-Authenticate": challenge})


def _kid(header: Mapping[str, Any]) -> str:
    """The name of the signing key. The algorithm is ours to choose: the header may only agree."""
    if "nonce" in header:
        raise _refused("it is meant for Microsoft Graph, not for Rapport")
    if any(name in header for name in _NEVER_IN_A_HEADER):
        raise _refused("its header holds what Microsoft never writes there")
    if header.get("alg") != "RS256":
        raise _refused("it isn't signed as Microsoft signs")
    if str(header.get("typ")).lower() not in _TYPES:
        raise _refused("it isn't an access token")
    return _text(header, "kid")


def _check_signature(token: str, key: SigningKey) -> None:
    try:
        PyJWS().decode_complete(token, key.public, algorithms=["RS256"])
    except PyJWTError as error:
        raise _refused("its signature isn't Microsoft's") from error


def _check_origin(
    claims: Mapping[str, Any], key: SigningKey, published: Published, settings: MicrosoftSettings
) -> None:
    """Whose token, made by whom, for whom, asked for by which program."""
    own = settings.client_id.lower()
    if claims.get("ver") != "2.0":
        raise _refused("it isn't of version 2.0; the app registration must ask for that version")
    if claims.get("aud") != own:
        raise _refused("it is meant for another application")
    tenant, issuer = str(_guid(claims, "tid")), _text(claims, "iss")
    for allowed in (published.issuer, key.issuer):
        if issuer != allowed.replace("{tenantid}", tenant):
            raise _refused("its tenant, its issuer and its signing key don't belong together")
    if claims.get("azp") not in (own, *settings.callers):
        raise _refused("a program asked for it that Rapport doesn't know")
    if tenant == _PERSONAL_ACCOUNTS:
        raise forbidden("This is a private Microsoft account. Use your work or school account.")


def _check_times(claims: Mapping[str, Any]) -> None:
    now = clock.now().timestamp()
    if _seconds(claims, "exp") + LEEWAY_SECONDS <= now:
        raise _refused("it has expired")
    if max(_seconds(claims, "nbf"), _seconds(claims, "iat")) > now + LEEWAY_SECONDS:
        raise _refused("it isn't valid yet; this server's clock or your computer's may be wrong")


def _check_permission(claims: Mapping[str, Any]) -> None:
    if claims.get("idtyp", "user") != "user" or "scp" not in claims:
        raise _not_allowed("This token speaks for a program. Only people can sign in here.")
    if SCOPE not in _text(claims, "scp").split(" "):
        raise _not_allowed(
            f"This token lacks the permission {SCOPE}. Please sign in with the button instead."
        )


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise _refused(f"its {name} is missing, or isn't a text")
    return value


def _texts(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """A claim that may be missing, and else is a list of texts."""
    value = claims.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _refused(f"its {name} isn't a list of texts")
    return frozenset(value)


def _seconds(claims: Mapping[str, Any], name: str) -> int:
    value = claims.get(name)
    if type(value) is not int:  # True is an int as well
        raise _refused(f"its {name} is missing, or isn't a whole number")
    return value


def _guid(claims: Mapping[str, Any], name: str) -> UUID:
    """In its one spelling: `UUID` itself would take braces, prefixes and capitals too."""
    text = _text(claims, name)
    try:
        guid = UUID(text)
    except ValueError as error:
        raise _refused(f"its {name} isn't a GUID") from error
    if str(guid) != text:
        raise _refused(f"its {name} isn't a GUID")
    return guid


def _address(claims: Mapping[str, Any]) -> str:
    """Only used when somebody comes for the first time, and then only inside their own tenant."""
    address = claims.get("preferred_username", "")
    if not isinstance(address, str) or not address.isprintable():
        raise _refused("its preferred_username isn't a text")
    return address
