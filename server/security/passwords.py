"""Passwords: hashed by PBKDF2-HMAC-SHA256, checked in the same time whether or not somebody exists."""

from werkzeug.security import check_password_hash, generate_password_hash

ROUNDS = 600_000
"""OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet)."""

SHORTEST = 12
"""Characters that a password must have at least."""


def hashed(password: str) -> str:
    """The text to store: method, rounds, salt and hash."""
    return generate_password_hash(password, method=f"pbkdf2:sha256:{ROUNDS}")


def fits(stored: str | None, password: str) -> bool:
    """Whether `password` is the stored one; as slow for nobody (None) as for somebody."""
    if stored is None:
        generate_password_hash(password, method=f"pbkdf2:sha256:{ROUNDS}")
        return False
    return check_password_hash(stored, password)
