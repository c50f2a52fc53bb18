"""Tokens that Microsoft may have signed, and that are still not for us, or say what they mustn't."""

from collections.abc import Callable
from typing import Any

from server import clock
from tests.identity.forged_form import Forgery
from tests.identity.forging import (
    ABSENT,
    ALICE,
    CLIENT,
    NORTH_TENANT,
    ORIGIN,
    PERSONAL,
    SOUTH_TENANT,
    key,
    of_tenant,
    token,
)

UNCONNECTED = "7e57ed00-0000-4000-8000-000000000001"
BOB, IDA = "00000000-0000-4000-8000-000000000b0b", "00000000-0000-4000-8000-0000000001da"
NOBODY = "00000000-0000-4000-8000-00000000dead"
INES, IVAN = "00000000-0000-4000-8000-000000001e55", "00000000-0000-4000-8000-0000000014a0"


def claims(**changes: Any) -> Callable[[], str]:
    """A sound token but for these claims."""
    return lambda: token(changes)


def seconds_away(**moments: int) -> Callable[[], str]:
    """A sound token but for these moments, in seconds from now."""
    return lambda: token({name: int(clock.now().timestamp()) + away for name, away in moments.items()})


def _by(kid: str, issuer: str, changes: dict[str, Any]) -> Callable[[], str]:
    return lambda: token(changes, signer=key(kid, issuer))


NORTH_ISSUER, SOUTH_ISSUER = (f"{ORIGIN}/{tenant}/v2.0" for tenant in (NORTH_TENANT, SOUTH_TENANT))
PERSONAL_ISSUER = f"{ORIGIN}/{PERSONAL}/v2.0"
TOGETHER = "don't belong together"
UNKNOWN_PROGRAM = "a program asked for it"
ELSEWHERE = "meant for another application"

WRONG_TYPES: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "an empty text": "",
    "a list": ["access_as_user"],
    "an object": {"value": "2.0"},
    "true": True,
}

TYPES: dict[str, Forgery] = {
    f"{name} is {kind}": (claims(**{name: value}), 401, "can't be taken")
    for name in ("ver", "aud", "iss", "tid", "oid", "azp", "scp", "exp", "nbf", "iat")
    for kind, value in WRONG_TYPES.items()
    if not (name in ("exp", "nbf", "iat") and value == 7)
}
MISSING: dict[str, Forgery] = {
    f"{name} is missing": (claims(**{name: ABSENT}), 401, "can't be taken")
    for name in ("ver", "aud", "iss", "tid", "oid", "azp", "exp", "nbf", "iat")
}

CONTENT: dict[str, Forgery] = {
    "version 1.0": (claims(ver="1.0"), 401, "version 2.0"),
    "version 2": (claims(ver="2"), 401, "version 2.0"),
    "version as a number": (claims(ver=2.0), 401, "version 2.0"),
    "for another application": (claims(aud=NOBODY), 401, ELSEWHERE),
    "for several applications, ours among them": (claims(aud=[CLIENT]), 401, ELSEWHERE),
    "for our address instead of our id": (claims(aud=f"api://{CLIENT}"), 401, ELSEWHERE),
    "for our id in capitals": (claims(aud=CLIENT.upper()), 401, ELSEWHERE),
    "for Graph": (claims(aud="00000003-0000-0000-c000-000000000000"), 401, ELSEWHERE),
    "tenant is a word": (claims(tid="organizations", iss=f"{ORIGIN}/organizations/v2.0"), 401, "GUID"),
    "tenant in capitals": (claims(**of_tenant(NORTH_TENANT.upper())), 401, "GUID"),
    "tenant in braces": (claims(**of_tenant(f"{{{NORTH_TENANT}}}")), 401, "GUID"),
    "tenant without hyphens": (claims(**of_tenant(NORTH_TENANT.replace("-", ""))), 401, "GUID"),
    "tenant with a path": (claims(**of_tenant(f"{NORTH_TENANT}/..")), 401, "GUID"),
    "tenant is the template": (claims(**of_tenant("{tenantid}")), 401, "GUID"),
    "object id is a word": (claims(oid="alice"), 401, "oid isn't a GUID"),
    "object id in capitals": (claims(oid=ALICE.upper()), 401, "oid isn't a GUID"),
    "issuer of another tenant": (claims(iss=SOUTH_ISSUER), 401, TOGETHER),
    "tenant of another issuer": (claims(tid=SOUTH_TENANT), 401, TOGETHER),
    "issuer elsewhere": (claims(iss=f"https://evil.example/{NORTH_TENANT}/v2.0"), 401, TOGETHER),
    "issuer that begins like Microsoft's": (
        claims(iss=f"{ORIGIN}.evil.example/{NORTH_TENANT}/v2.0"),
        401,
        TOGETHER,
    ),
    "issuer of version 1": (claims(iss=f"https://sts.windows.net/{NORTH_TENANT}/"), 401, TOGETHER),
    "issuer without its version": (claims(iss=f"{ORIGIN}/{NORTH_TENANT}"), 401, TOGETHER),
    "issuer with a slash more": (claims(iss=f"{NORTH_ISSUER}/"), 401, TOGETHER),
    "issuer over plain http": (claims(iss=NORTH_ISSUER.replace("https", "http")), 401, TOGETHER),
    "issuer in capitals": (claims(iss=NORTH_ISSUER.upper()), 401, TOGETHER),
    "issuer is the template": (claims(iss=f"{ORIGIN}/{{tenantid}}/v2.0"), 401, TOGETHER),
    "signed by another tenant's key": (_by("southern", SOUTH_ISSUER, {}), 401, TOGETHER),
    "signed by the key of private accounts": (_by("personal", PERSONAL_ISSUER, {}), 401, TOGETHER),
    "private account under the key of tenants' own": (
        _by("southern", SOUTH_ISSUER, of_tenant(PERSONAL)),
        401,
        TOGETHER,
    ),
    "asked for by a program that nobody knows": (claims(azp=NOBODY), 401, UNKNOWN_PROGRAM),
    "asked for by several programs": (claims(azp=[CLIENT]), 401, UNKNOWN_PROGRAM),
    "expired long ago": (seconds_away(iat=-90_000, nbf=-90_000, exp=-86_400), 401, "expired"),
    "expired beyond the leeway": (seconds_away(exp=-61), 401, "expired"),
    "expired in 1970": (claims(exp=0), 401, "expired"),
    "expires before all time": (claims(exp=-1), 401, "expired"),
    "expires at a text": (claims(exp="4102444800"), 401, "exp is missing"),
    "expires at a fraction": (claims(exp=4102444800.5), 401, "exp is missing"),
    "not valid yet": (seconds_away(nbf=120), 401, "isn't valid yet"),
    "not valid yet, by little": (seconds_away(nbf=70), 401, "isn't valid yet"),
    "valid at the end of time": (claims(nbf=10**300), 401, "isn't valid yet"),
    "made tomorrow": (seconds_away(iat=86_400), 401, "isn't valid yet"),
    "made at a text": (claims(iat="0"), 401, "iat is missing"),
    "another scope": (claims(scp="User.Read"), 403, "lacks the permission"),
    "a scope that begins like ours": (claims(scp="access_as_user2"), 403, "lacks the permission"),
    "our scope in capitals": (claims(scp="Access_As_User"), 403, "lacks the permission"),
    "our scope between commas": (claims(scp="User.Read,access_as_user"), 403, "lacks the permission"),
    "scope missing": (claims(scp=ABSENT), 403, "Only people"),
    "a program's own token": (claims(idtyp="app", scp=ABSENT, roles=["access_as_user"]), 403, "Only people"),
    "a program's own token with a scope": (claims(idtyp="app"), 403, "Only people"),
    "a program's own token without idtyp": (
        claims(scp=ABSENT, roles=["access_as_user"], preferred_username=ABSENT),
        403,
        "Only people",
    ),
    "a device's token": (claims(idtyp="device"), 403, "Only people"),
    "idtyp is a list": (claims(idtyp=["user"]), 403, "Only people"),
    "address is a number": (claims(oid=NOBODY, preferred_username=7), 401, "preferred_username"),
    "address is null": (claims(oid=NOBODY, preferred_username=None), 401, "preferred_username"),
    "address is half a character": (
        claims(oid=NOBODY, preferred_username="\ud800"),
        401,
        "preferred_username",
    ),
    "address holds a line end": (
        claims(oid=NOBODY, preferred_username="bob@rapport-tests.example\n"),
        401,
        "preferred_username",
    ),
    "an ID token": (claims(azp=ABSENT, scp=ABSENT, azpacr=ABSENT, nonce="c0ffee"), 401, UNKNOWN_PROGRAM),
    "a token of version 1": (
        claims(
            ver="1.0",
            aud=f"api://{CLIENT}",
            iss=f"https://sts.windows.net/{NORTH_TENANT}/",
            azp=ABSENT,
            appid=CLIENT,
        ),
        401,
        "version 2.0",
    ),
}

PEOPLE: dict[str, Forgery] = {
    "a private account": (
        _by("personal", PERSONAL_ISSUER, of_tenant(PERSONAL)),
        403,
        "private Microsoft account",
    ),
    "a tenant that nobody has connected": (claims(**of_tenant(UNCONNECTED)), 403, "tenant isn't connected"),
    "somebody whom no admin has added": (
        claims(oid=NOBODY, preferred_username="nobody@north.example"),
        403,
        "hasn't added you",
    ),
    "somebody without an address": (claims(oid=NOBODY, preferred_username=ABSENT), 403, "hasn't added you"),
    "somebody new with Alice's address": (claims(oid=NOBODY), 403, "hasn't added you"),
    "Alice's object in the other organisation's tenant": (
        claims(**of_tenant(SOUTH_TENANT)),
        403,
        "hasn't added you",
    ),
    "the other organisation's address in this tenant": (
        claims(oid=NOBODY, preferred_username="charlie@rapport-tests.example"),
        403,
        "hasn't added you",
    ),
    "somebody who has left": (
        claims(oid=INES, preferred_username="ines@rapport-tests.example"),
        403,
        "hasn't added you",
    ),
    "somebody who has left before their first time": (
        claims(oid=IVAN, preferred_username="ivan@rapport-tests.example"),
        403,
        "hasn't added you",
    ),
    "somebody whose tenant has been disconnected": (
        claims(**of_tenant(UNCONNECTED), oid=IDA),
        403,
        "isn't connected to your organisation",
    ),
    "somebody whose tenant works with another organisation now": (
        claims(**of_tenant(SOUTH_TENANT), oid=BOB),
        403,
        "isn't connected to your organisation",
    ),
}
