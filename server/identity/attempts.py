"""Wrong passwords and codes are counted, so that nobody can go on guessing.

Whoever guesses from elsewhere locks out only other strangers: a browser in which the person has signed in
before is counted by itself (OWASP, *device cookies*), so that nobody can lock somebody else out.
"""

import hmac
from datetime import timedelta

from flask import Response, request
from sqlalchemy import delete, func, select

from server import clock
from server.errors import Problem
from server.identity.factor_model import RefusedAttempt
from server.identity.queries import sign_in_index
from server.security import tokens
from server.tenancy.transaction import reading, storage, transaction
from server.tenancy.viewer import NOBODY

MOST = 10
"""Wrong attempts for one address, from one known browser or from all strangers together, …"""
MINUTES = 15
"""… within so long."""
_COOKIE = "rapport-known"
_COOKIE_DAYS = 400
_STRANGER = b""


def check(email: str) -> None:
    """Let nobody try who has been wrong too often.

    Raises:
        Problem: 429, with a sentence that says how long to wait.
    """
    meant_for = _meant_for(email)
    since = clock.now() - timedelta(minutes=MINUTES)
    with reading(NOBODY) as session:
        wrong = session.scalar(
            select(func.count(RefusedAttempt.id)).where(
                RefusedAttempt.meant_for == meant_for,
                RefusedAttempt.client == _client(meant_for),
                RefusedAttempt.at > since,
            )
        )
    if wrong is not None and wrong >= MOST:
        raise Problem(
            429,
            "Too many wrong attempts",
            f"Wait {MINUTES} minutes, then try again. From a browser in which you signed in before you "
            "can do so now.",
        )


def note_wrong(email: str) -> None:
    """Count a wrong attempt."""
    meant_for = _meant_for(email)
    with transaction(NOBODY) as session:
        old = clock.now() - timedelta(minutes=MINUTES)
        session.execute(delete(RefusedAttempt).where(RefusedAttempt.at < old))
        session.add(RefusedAttempt(meant_for=meant_for, client=_client(meant_for)))


def remember_browser(response: Response, email: str, secure: bool) -> None:
    """Let this browser be known from now on as one in which this person has signed in."""
    response.set_cookie(
        _cookie_name(_meant_for(email)),
        _signed(_meant_for(email), tokens.new_token()),
        max_age=_COOKIE_DAYS * 86_400,
        secure=secure,
        httponly=True,
        samesite="Lax",
        path="/sign-in",
    )


def _meant_for(email: str) -> bytes:
    with reading(NOBODY) as session:
        return sign_in_index(session, email)


def _cookie_name(meant_for: bytes) -> str:
    """One for each person, since browsers are shared."""
    return f"{_COOKIE}-{meant_for[:6].hex()}"


def _client(meant_for: bytes) -> bytes:
    """The fingerprint of a browser that is known for this address; strangers are all alike."""
    cookie = request.cookies.get(_cookie_name(meant_for), "")
    token, _, _ = cookie.partition(".")
    known = token and hmac.compare_digest(cookie.encode(), _signed(meant_for, token).encode())
    return tokens.fingerprint(token) if known else _STRANGER


def _signed(meant_for: bytes, token: str) -> str:
    with reading(NOBODY) as session:
        key = storage().keys.get(session, "sign-in")
    return f"{token}.{key.index(f'{meant_for.hex()} {token}', 'known browser').hex()}"
