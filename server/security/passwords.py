"""Passwords: hashed by PBKDF2-HMAC-SHA256, checked in the same time whether or not somebody exists."""

from collections.abc import Sequence

from werkzeug.security import check_password_hash, generate_password_hash
from zxcvbn import zxcvbn

ROUNDS = 600_000
"""OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet)."""

SHORTEST = 12
"""Characters that a password must have at least."""

LONGEST = 1_000

_SAFE_SCORE = 3
"""Of zxcvbn's 0 to 4: *safely unguessable*, more than 10⁸ guesses."""
_LOOKED_AT = 72
"""Characters that zxcvbn looks at, since its time grows with them."""


def weakness(password: str, known: Sequence[str]) -> str | None:
    """Why the password won't do, in a sentence; `known`: words that go with the person, easy to guess."""
    if len(password) < SHORTEST:
        return f"A password has at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"A password has at most {LONGEST:,} characters."
    if zxcvbn(password[:_LOOKED_AT], user_inputs=["rapport", *known])["score"] < _SAFE_SCORE:
        return "This password is easy to guess. Take a few words that don't belong together."
    return None


def hashed(password: str) -> str:
    """The text to store: method, rounds, salt and hash."""
    return generate_password_hash(password, method=f"pbkdf2:sha256:{ROUNDS}")


def fits(stored: str | None, password: str) -> bool:
    """Whether `password` is the stored one; as slow for nobody (None) as for somebody."""
    if stored is None:
        generate_password_hash(password, method=f"pbkdf2:sha256:{ROUNDS}")
        return False
    return check_password_hash(stored, password)


def is_outdated(stored: str) -> bool:
    """Whether it was hashed by fewer rounds than today, and should be hashed anew when next typed."""
    return int(stored.split("$")[0].rpartition(":")[2]) < ROUNDS
