"""The keys with which the Microsoft identity platform signs, as it publishes them for our authority.

Every key says whose tokens it signs: `issuer` is fixed, or holds {tenantid} for every work tenant.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK, PyJWTError

from server import clock
from server.errors import Problem

FRESH = timedelta(hours=24)
"""Microsoft's advice for asking anew."""
USABLE = timedelta(hours=48)
"""How long we go on with what we have, while Microsoft can't be asked."""
UNKNOWN_KEY_WAIT = timedelta(minutes=5)
"""Between two questions for keys that nobody may ever have had, since anybody can make one up."""
RETRY_WAIT = timedelta(seconds=30)
"""Between two questions while there is nothing fresh."""
TIMEOUT_SECONDS = 5
SHORTEST_KEY_BITS = 2048

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SigningKey:
    """A key, and the issuer of the tokens that it may sign."""

    public: RSAPublicKey
    issuer: str


@dataclass(frozen=True)
class Published:
    """What Microsoft published: the issuer of the authority's tokens, keys by `kid`, and when we asked."""

    issuer: str
    keys: Mapping[str, SigningKey]
    asked_at: datetime


class EntraKeys:
    """Remembers what the authority published. One lives as long as the application, for all its threads."""

    def __init__(self, authority: str) -> None:
        self._metadata = f"{authority.rstrip('/')}/v2.0/.well-known/openid-configuration"
        self._published: Published | None = None
        self._tried_at: datetime | None = None
        self._asking = Lock()

    def with_key(self, kid: str) -> Published:
        """What is published, asked for anew when it is old, or when `kid` isn't among it.

        Asks over the network: never call this inside a transaction. Raises:
            Problem: 503 when there is nothing that may be used.
        """
        if self._is_due(kid):
            with self._asking:
                if self._is_due(kid):  # no other thread was quicker
                    self._ask()
        published = self._published
        if published is None or published.asked_at + USABLE <= clock.now():
            raise Problem(
                503,
                "Microsoft can't be reached",
                "Microsoft's signing keys couldn't be fetched just now. Sign in with the button, "
                "or try again in a minute.",
                headers={"Retry-After": str(RETRY_WAIT.seconds)},
            )
        return published

    def _is_due(self, kid: str) -> bool:
        published, now = self._published, clock.now()
        fresh = published is not None and now < published.asked_at + FRESH
        if fresh and published is not None and kid in published.keys:
            return False
        return self._tried_at is None or now >= self._tried_at + (UNKNOWN_KEY_WAIT if fresh else RETRY_WAIT)

    def _ask(self) -> None:
        try:
            self._published = _fetch(self._metadata)
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError) as error:
            _log.warning("The signing keys at %s couldn't be fetched: %s", self._metadata, error)
        finally:
            self._tried_at = clock.now()


def _fetch(metadata_address: str) -> Published:
    metadata = _get(metadata_address)
    issuer, address = metadata["issuer"], metadata["jwks_uri"]
    if not (isinstance(issuer, str) and isinstance(address, str) and address.startswith("https://")):
        raise ValueError("The metadata names no issuer, or no https address of keys.")
    keys = dict(_readable(_get(address)["keys"]))
    if not keys:
        raise ValueError(f"{address} holds no key that could be used.")
    return Published(issuer, keys, clock.now())


def _get(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    if answer.status_code != 200:
        raise ValueError(f"{address} answers {answer.status_code}.")
    document: dict[str, Any] = answer.json()
    return document


def _readable(keys: list[dict[str, Any]]) -> Iterator[tuple[str, SigningKey]]:
    """The RSA keys for signatures that name their issuer; a key of another kind is no fault of the others."""
    for jwk in keys:
        kid, issuer = jwk.get("kid"), jwk.get("issuer")
        if jwk.get("use", "sig") != "sig" or not isinstance(kid, str):
            continue
        if not isinstance(issuer, str):
            _log.warning("The signing key %s names no issuer and isn't used.", kid)
            continue
        try:
            public = PyJWK(jwk, algorithm="RS256").key
        except (PyJWTError, ValueError, TypeError, AttributeError) as error:
            _log.warning("The signing key %s can't be read: %s", kid, error)
            continue
        if isinstance(public, RSAPublicKey) and public.key_size >= SHORTEST_KEY_BITS:
            yield kid, SigningKey(public, issuer)
