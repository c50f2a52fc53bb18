"""Tokens that are faulty in their form, their header or their signature; see `forged.py` for the others."""

import json
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes

from server.security import tokens
from server.security.strict_jwt import LONGEST
from tests.identity.forging import (
    ABSENT,
    base64url,
    by_curve,
    by_hmac,
    by_pss,
    key,
    signed,
    sound_claims,
    sound_header,
    token,
)

Forgery = tuple[Callable[[], str], int, str]
"""How to make it, the status that it has to get, and words of the sentence."""


def texts(header: str | None = None, claims: str | None = None) -> Callable[[], str]:
    """A token of these texts that Microsoft's own key has signed."""

    def make() -> str:
        return signed(header or json.dumps(sound_header()), claims or json.dumps(sound_claims()), key().sign)

    return make


def with_header(**header: object) -> Callable[[], str]:
    """A sound token but for these fields of the header, signed with them by Microsoft's own key."""
    return lambda: token(header=header)


def algorithm(name: object, sign: Callable[[bytes], bytes]) -> Callable[[], str]:
    """A token that names this algorithm, signed in this way."""
    return lambda: signed(json.dumps({**sound_header(), "alg": name}), json.dumps(sound_claims()), sign)


def _parts(change: Callable[[list[str]], list[str]]) -> Callable[[], str]:
    return lambda: ".".join(change(token().split(".")))


def _second_spelling() -> str:
    sound = token()
    # 256 bytes end in a character of which four bits count for nothing.
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return sound[:-1] + alphabet[alphabet.index(sound[-1]) ^ 1]


def _twice(claim: str, value: str) -> Callable[[], str]:
    return lambda: texts(claims=json.dumps(sound_claims())[:-1] + f', "{claim}": {json.dumps(value)}}}')()


def _own_jwk() -> dict[str, object]:
    return key("mine").jwk()


SIGNED = "its signature isn't Microsoft's"
NOT_AS_MICROSOFT = "isn't signed as Microsoft signs"
NEVER = "holds what Microsoft never writes there"
NO_KEY = "publishes no such signing key"

FORM: dict[str, Forgery] = {
    "empty": (lambda: "", 401, "three parts"),
    "a word": (lambda: "nonsense", 401, "three parts"),
    "a token of ours": (tokens.new_token, 401, "three parts"),
    "two parts": (_parts(lambda parts: parts[:2]), 401, "three parts"),
    "a dot at the end": (lambda: token() + ".", 401, "three parts"),
    "a dot at the beginning": (lambda: "." + token(), 401, "three parts"),
    "an encrypted token's five parts": (_parts(lambda parts: [*parts, *parts[:2]]), 401, "three parts"),
    "only dots": (lambda: "..", 401, "characters that don't belong"),
    "no signature": (_parts(lambda parts: [*parts[:2], ""]), 401, "characters that don't belong"),
    "no claims": (_parts(lambda parts: [parts[0], "", parts[2]]), 401, "characters that don't belong"),
    "padding": (lambda: token() + "==", 401, "characters that don't belong"),
    "the other base64": (
        _parts(lambda p: [p[0], p[1], "+/" + p[2][2:]]),
        401,
        "characters that don't belong",
    ),
    "a blank inside": (_parts(lambda p: [p[0] + " ", *p[1:]]), 401, "characters that don't belong"),
    "a comma and a second token": (lambda: f"{token()},{token()}"[:4000], 401, "can't be taken"),
    "letters of another alphabet": (_parts(lambda p: [p[0], p[1] + "é", p[2]]), 401, "characters that don't"),
    "signature cut off": (lambda: token()[:-22], 401, SIGNED),
    "cut off inside a byte": (_parts(lambda p: [p[0], p[1], p[2][:-1]]), 401, "was cut off"),
    "cut in half": (lambda: token()[: len(token()) // 2], 401, "three parts"),
    "spelt in a second way": (_second_spelling, 401, "second way"),
    "huge": (lambda: token({"groups": ["x" * 50] * (LONGEST // 50)}), 401, "too long"),
    "header is no JSON": (texts(header="{alg: RS256}"), 401, "isn't JSON"),
    "claims are no JSON": (texts(claims="Alice"), 401, "isn't JSON"),
    "claims end early": (lambda: texts(claims=json.dumps(sound_claims())[:-1])(), 401, "isn't JSON"),
    "claims are a list": (lambda: texts(claims=json.dumps([sound_claims()]))(), 401, "JSON object"),
    "claims are a number": (texts(claims="7"), 401, "JSON object"),
    "header is a text": (texts(header='"RS256"'), 401, "JSON object"),
    "claims begin with a byte-order mark": (
        lambda: texts(claims="\ufeff" + json.dumps(sound_claims()))(),
        401,
        "isn't JSON",
    ),
    "claims are no UTF-8": (
        _parts(lambda p: [p[0], base64url(b'{"tid": "\xff"}'), p[2]]),
        401,
        "isn't JSON",
    ),
    "nested too deep": (texts(claims="[" * 5000), 401, "isn't JSON"),
    "a number without end": (
        lambda: texts(claims=json.dumps(sound_claims())[:-1] + f', "exp2": {"9" * 5000}}}')(),
        401,
        "isn't JSON",
    ),
    "not a number": (lambda: token({"exp": float("nan")}), 401, "isn't a number"),
    "infinity": (lambda: token({"exp": float("inf")}), 401, "isn't a number"),
    "tenant twice": (_twice("tid", "other"), 401, "same thing twice"),
    "scope twice": (_twice("scp", "access_as_user"), 401, "same thing twice"),
    "a name twice further inside": (
        lambda: texts(claims=json.dumps(sound_claims())[:-1] + ', "x": {"a": 1, "a": 2}}')(),
        401,
        "same thing twice",
    ),
    "algorithm twice": (
        texts(header='{"typ": "JWT", "alg": "none", "kid": "current", "alg": "RS256"}'),
        401,
        "same thing twice",
    ),
}

HEADER: dict[str, Forgery] = {
    "alg none, signature empty": (
        lambda: algorithm("none", lambda _: b"")().rstrip("."),
        401,
        "three parts",
    ),
    "alg none": (algorithm("none", lambda _: b"none"), 401, NOT_AS_MICROSOFT),
    "alg None": (algorithm("None", key().sign), 401, NOT_AS_MICROSOFT),
    "alg in small letters": (algorithm("rs256", key().sign), 401, NOT_AS_MICROSOFT),
    "alg missing": (with_header(alg=ABSENT), 401, NOT_AS_MICROSOFT),
    "alg is a list": (with_header(alg=["RS256"]), 401, NOT_AS_MICROSOFT),
    "alg is null": (with_header(alg=None), 401, NOT_AS_MICROSOFT),
    "HS256 with the public key": (algorithm("HS256", by_hmac(key().pem)), 401, NOT_AS_MICROSOFT),
    "HS256 with the public number": (
        algorithm("HS256", by_hmac(key().jwk()["n"].encode())),
        401,
        NOT_AS_MICROSOFT,
    ),
    "HS256 with an empty secret": (algorithm("HS256", by_hmac(b"")), 401, NOT_AS_MICROSOFT),
    "RS384": (algorithm("RS384", lambda data: key().sign(data, hashes.SHA384())), 401, NOT_AS_MICROSOFT),
    "RS512": (algorithm("RS512", lambda data: key().sign(data, hashes.SHA512())), 401, NOT_AS_MICROSOFT),
    "PS256": (algorithm("PS256", by_pss), 401, NOT_AS_MICROSOFT),
    "ES256": (algorithm("ES256", by_curve), 401, NOT_AS_MICROSOFT),
    "said to be RS256, HMAC with the public key": (algorithm("RS256", by_hmac(key().pem)), 401, SIGNED),
    "said to be RS256, signed by SHA-512": (
        algorithm("RS256", lambda data: key().sign(data, hashes.SHA512())),
        401,
        SIGNED,
    ),
    "said to be RS256, signed by PSS": (algorithm("RS256", by_pss), 401, SIGNED),
    "signature of zeros": (algorithm("RS256", lambda _: bytes(256)), 401, SIGNED),
    "signature of another token": (
        _parts(lambda p: [*p[:2], token({"name": "Eve"}).split(".")[2]]),
        401,
        SIGNED,
    ),
    "claims changed after signing": (
        _parts(lambda p: [p[0], base64url(json.dumps(sound_claims()).encode()), token({"x": 1})[-342:]]),
        401,
        SIGNED,
    ),
    "another key under the same name": (
        lambda: token(header={"kid": "current"}, signer=key("mine")),
        401,
        SIGNED,
    ),
    "signed by another of Microsoft's keys": (
        lambda: token(header={"kid": "current"}, signer=key("next")),
        401,
        SIGNED,
    ),
    "unknown kid": (lambda: token(signer=key("mine")), 401, NO_KEY),
    "old kid": (lambda: token(signer=key("old")), 401, NO_KEY),
    "key without an issuer of its own": (lambda: token(signer=key("homeless", None)), 401, NO_KEY),
    "key that is too short": (lambda: token(signer=key("short", bits=1024)), 401, NO_KEY),
    "kid missing": (with_header(kid=ABSENT), 401, "kid is missing"),
    "kid empty": (with_header(kid=""), 401, "kid is missing"),
    "kid is a number": (with_header(kid=1), 401, "kid is missing"),
    "kid is a list": (with_header(kid=["current"]), 401, "kid is missing"),
    "kid is null": (with_header(kid=None), 401, "kid is missing"),
    "kid is a path": (with_header(kid="../../../dev/null"), 401, NO_KEY),
    "its own key in the header": (
        lambda: token(header={"jwk": _own_jwk()}, signer=key("mine")),
        401,
        NEVER,
    ),
    "its own key beside a known name": (
        lambda: token(header={"jwk": _own_jwk(), "kid": "current"}, signer=key("mine")),
        401,
        NEVER,
    ),
    "an address of keys": (with_header(jku="https://evil.example/keys"), 401, NEVER),
    "an address of certificates": (with_header(x5u="https://evil.example/certificate"), 401, NEVER),
    "a certificate": (with_header(x5c=["MIIB"]), 401, NEVER),
    "crit": (with_header(crit=["exp"], exp=1), 401, NEVER),
    "crit empty": (with_header(crit=[]), 401, NEVER),
    "claims not in base64": (with_header(b64=False), 401, NEVER),
    "compressed": (with_header(zip="DEF"), 401, NEVER),
    "encrypted": (with_header(enc="A256GCM"), 401, NEVER),
    "typ missing": (with_header(typ=ABSENT), 401, "isn't an access token"),
    "typ of something else": (with_header(typ="logout+jwt"), 401, "isn't an access token"),
    "typ is a number": (with_header(typ=1), 401, "isn't an access token"),
    "nonce in the header": (with_header(nonce="QltrBofYb5am7UJ8mCmOJjlNOXqr1bAu2h_H2s3ARpk"), 401, "Graph"),
}
