"""Unguessable texts, and their fingerprints: a database that leaks holds no token that works."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, safe in addresses and headers."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> bytes:
    """What is stored of a token: its SHA-256, 32 bytes. Enough for random tokens, never for passwords."""
    return hashlib.sha256(token.encode()).digest()
