"""A stand-in for Microsoft's signing, and a workshop for forging what it signs."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import responses
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from server import clock

ORIGIN = "https://login.microsoftonline.com"
AUTHORITY = f"{ORIGIN}/organizations"
METADATA = f"{AUTHORITY}/v2.0/.well-known/openid-configuration"
JWKS = f"{AUTHORITY}/discovery/v2.0/keys"
EVERY_TENANT = f"{ORIGIN}/{{tenantid}}/v2.0"

CLIENT = "6731de76-14a6-49ae-97bc-6eba6914391e"
OFFICE = "d3590ed6-52b3-4102-aeff-aad2292ab01c"
NORTH_TENANT = "5b1f3d4a-7c55-4f10-9c8e-0a4bb7d1a001"
SOUTH_TENANT = "c2a9e1f0-1d2b-4e3c-8a77-6f5e4d3c2b1a"
PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad"
ALICE = "00000000-0000-4000-8000-00000000a11c"


@dataclass(frozen=True)
class Key:
    """A signing key, its name, and whose tokens it may sign."""

    kid: str
    private: rsa.RSAPrivateKey
    issuer: str | None = EVERY_TENANT

    def jwk(self, **more: Any) -> dict[str, Any]:
        """As Microsoft publishes it."""
        numbers = self.private.public_key().public_numbers()
        n, e = (base64url(x.to_bytes((x.bit_length() + 7) // 8)) for x in (numbers.n, numbers.e))
        issuer = {"issuer": self.issuer} if self.issuer else {}
        return {"kty": "RSA", "use": "sig", "kid": self.kid, "n": n, "e": e, **issuer, **more}

    @property
    def pem(self) -> bytes:
        """The public half, which everybody may know."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, data: bytes, digest: hashes.HashAlgorithm | None = None) -> bytes:
        """RS256, or with another digest."""
        return self.private.sign(data, padding.PKCS1v15(), digest or hashes.SHA256())


@cache
def key(kid: str = "current", issuer: str | None = EVERY_TENANT, bits: int = 2048) -> Key:
    """The key of this name, the same for all tests."""
    return Key(kid, rsa.generate_private_key(65537, bits), issuer)


def publish(microsoft: responses.RequestsMock, keys: Iterable[Key], issuer: str = EVERY_TENANT) -> None:
    """Let Microsoft publish these keys from now on."""
    microsoft.upsert("GET", METADATA, json={"issuer": issuer, "jwks_uri": JWKS})
    microsoft.upsert("GET", JWKS, json={"keys": [key.jwk() for key in keys]})


def answer_on_behalf_of(microsoft: responses.RequestsMock, tenant: str, status: int, answer: Any) -> None:
    """Let Microsoft answer so when we ask it on behalf of somebody of this tenant."""
    token_endpoint = f"{ORIGIN}/{tenant}/oauth2/v2.0/token"
    microsoft.upsert(
        "GET",
        f"{ORIGIN}/{tenant}/v2.0/.well-known/openid-configuration",
        json={
            "issuer": f"{ORIGIN}/{tenant}/v2.0",
            "jwks_uri": JWKS,
            "authorization_endpoint": f"{ORIGIN}/{tenant}/oauth2/v2.0/authorize",
            "token_endpoint": token_endpoint,
        },
    )
    microsoft.upsert("POST", token_endpoint, status=status, json=answer)


def refuse_graph(microsoft: responses.RequestsMock, tenant: str) -> None:
    """Nobody of this tenant has consented to Rapport's reading of their address."""
    answer = {"error": "invalid_grant", "suberror": "consent_required", "error_description": "AADSTS65001"}
    answer_on_behalf_of(microsoft, tenant, 400, answer)


def base64url(data: bytes) -> str:
    """Without padding, as in a JWT."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sound_header() -> dict[str, Any]:
    """As Microsoft writes it."""
    return {"typ": "JWT", "alg": "RS256", "kid": "current"}


def sound_claims() -> dict[str, Any]:
    """Alice in the north, in nested app authentication."""
    now = int(clock.now().timestamp())
    return {
        "aud": CLIENT,
        "iss": f"{ORIGIN}/{NORTH_TENANT}/v2.0",
        "iat": now - 300,
        "nbf": now - 300,
        "exp": now + 3600,
        "aio": "AVQAq/8TAAAA",
        "azp": CLIENT,
        "azpacr": "0",
        "name": "Alice at Microsoft",
        "oid": ALICE,
        "preferred_username": "alice@rapport-tests.example",
        "rh": "0.AXkA",
        "scp": "access_as_user",
        "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        "tid": NORTH_TENANT,
        "uti": "fqiBqXLPj0eQa82S-IYFAA",
        "ver": "2.0",
    }


ABSENT = object()
"""Stands for a claim that is left out."""


def changed(said: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`said` with some of it changed, added, or left out."""
    return {name: value for name, value in {**said, **changes}.items() if value is not ABSENT}


def token(
    claims: dict[str, Any] | None = None,
    header: dict[str, Any] | None = None,
    signer: Key | None = None,
) -> str:
    """A token like Microsoft's with these changes, signed by `signer` and naming it."""
    signer = signer or key()
    head = changed({**sound_header(), "kid": signer.kid}, header or {})
    return signed(json.dumps(head), json.dumps(changed(sound_claims(), claims or {})), signer.sign)


def signed(header: str, claims: str, sign: Callable[[bytes], bytes]) -> str:
    """A token of these two texts, whatever they are."""
    said = f"{base64url(header.encode())}.{base64url(claims.encode())}"
    return f"{said}.{base64url(sign(said.encode()))}"


def by_hmac(secret: bytes) -> Callable[[bytes], bytes]:
    """Signs as HS256 does."""
    return lambda data: hmac.digest(secret, data, hashlib.sha256)


def by_curve(data: bytes) -> bytes:
    """Signs with a fresh key of another kind, 64 bytes as in ES256."""
    return ec.generate_private_key(ec.SECP256R1()).sign(data, ec.ECDSA(hashes.SHA256()))[:64]


def by_pss(data: bytes) -> bytes:
    """Signs as PS256 does, with Microsoft's own key."""
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
    return key().private.sign(data, pss, hashes.SHA256())


def of_tenant(tenant: str | UUID) -> dict[str, Any]:
    """The two claims that name a tenant."""
    return {"tid": str(tenant), "iss": f"{ORIGIN}/{tenant}/v2.0"}
