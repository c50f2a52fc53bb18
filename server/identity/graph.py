"""Microsoft Graph, on behalf of somebody whose access token to us we hold: the OAuth 2.0 on-behalf-of flow.

It is asked for one thing only. Admins add people by their mail addresses, tokens name people by their sign-in
names, and in many tenants the two differ: then the first sign-in would fail, though the directory knows them.
"""

import logging
from typing import Any

import requests

from server.config import MicrosoftSettings
from server.errors import Problem
from server.identity import microsoft
from server.identity.claims import MoreClaims
from server.identity.microsoft import Identity

_log = logging.getLogger(__name__)


def mail_address(settings: MicrosoftSettings, identity: Identity, token: str) -> str | None:
    """The mail address that the directory has for whom this checked access token speaks; None without one.

    Asks over the network: not inside a transaction. Raises:
        MoreClaims: when the tenant's Conditional Access wants more of the person first.
        Problem: 503 when Microsoft can't be reached.
    """
    try:
        result = microsoft.client(settings, identity.tenant_id).acquire_token_on_behalf_of(
            token, [f"{settings.graph}/User.Read"]
        )
        if "access_token" in result:
            return _mail(settings, identity, result["access_token"])
    except (requests.RequestException, ValueError) as error:  # msal: ValueError for odd metadata
        _log.warning("The mail address of somebody new couldn't be asked for: %s", error)
        raise Problem(
            503,
            "Microsoft can't be reached",
            "Microsoft couldn't be asked for your mail address just now. Sign in with the button, or try "
            "again in a minute.",
            headers={"Retry-After": "30"},
        ) from error
    if claims := result.get("claims"):
        detail = "Your company wants Microsoft to ask you for more. Press Sign in, and it does."
        raise MoreClaims(detail, claims, settings.authority)
    why = result.get("error_description") or result["error"]
    _log.warning("Microsoft Graph is closed to us, for lack of consent perhaps: %s", why)
    return None


def _mail(settings: MicrosoftSettings, identity: Identity, token: str) -> str | None:
    answer = requests.get(
        f"{settings.graph}/v1.0/me",
        params={"$select": "id,mail"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=microsoft.TIMEOUT_SECONDS,
    )
    answer.raise_for_status()
    somebody: dict[str, Any] = answer.json()
    if somebody.get("id") != str(identity.object_id):
        raise ValueError("Microsoft Graph speaks of somebody else.")
    mail = somebody.get("mail")
    return mail if isinstance(mail, str) else None
