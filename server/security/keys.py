"""An open data key and what is done with it: sealing, opening, and computing blind indexes.

A sealed value is a format byte, the number of the key's version (four bytes, big-endian), a nonce and what
AES-256-GCM made of the text. Values of the first format name no version: they were sealed by version 1.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_WITHOUT_VERSION = b"\x01"
_WITH_VERSION = b"\x02"
_VERSION_BYTES = 4
_NONCE_BYTES = 12


class Unreadable(Exception):
    """Sealed data was altered, or was sealed by another key or for another place."""


@dataclass(frozen=True, repr=False)
class DataKey:
    """An open key: seals with its newest version, and opens what any version that is left has sealed."""

    secret: bytes
    version: int = 1
    older: tuple["DataKey", ...] = ()
    """Earlier versions, newest first, whose values haven't all been sealed anew yet."""

    @property
    def mark(self) -> bytes:
        """The first bytes of everything that the newest version seals."""
        return _WITH_VERSION + self.version.to_bytes(_VERSION_BYTES, "big")

    def seal(self, text: str, place: str) -> bytes:
        """`text` encrypted by AES-256-GCM; `place` (such as `contact.email`) is authenticated with it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return self.mark + nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text that `seal` was given.

        Raises:
            Unreadable: when anything about it differs.
        """
        version, rest = _parts(sealed, place)
        nonce, body = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        try:
            return self._of_version(version, place)._cipher.decrypt(nonce, body, place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"{place}: altered, or sealed by another key.") from error

    def index(self, text: str, place: str) -> bytes:
        """A keyed fingerprint of `text`, 32 bytes, by which equal texts are found without being readable."""
        return hmac.digest(self._derived(f"index {place}"), text.encode(), hashlib.sha256)

    def indexes(self, text: str, place: str) -> list[bytes]:
        """The fingerprints under which `text` may be stored, newest first: one for each version."""
        return [key.index(text, place) for key in (self, *self.older)]

    def _of_version(self, version: int, place: str) -> "DataKey":
        for key in (self, *self.older):
            if key.version == version:
                return key
        raise Unreadable(f"{place}: sealed by version {version} of a key, which is not there (any more).")

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derived("seal"))

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self.secret)


def _parts(sealed: bytes, place: str) -> tuple[int, bytes]:
    if sealed[:1] == _WITHOUT_VERSION:
        return 1, sealed[1:]
    if sealed[:1] == _WITH_VERSION:
        end = 1 + _VERSION_BYTES
        return int.from_bytes(sealed[1:end], "big"), sealed[end:]
    raise Unreadable(f"{place}: unknown format.")


_in_hand: ContextVar[DataKey | None] = ContextVar("data_key_in_hand", default=None)


@contextmanager
def in_hand(key: DataKey | None) -> Iterator[None]:
    """Let sealed columns use `key` inside the block."""
    token = _in_hand.set(key)
    try:
        yield
    finally:
        _in_hand.reset(token)


def current() -> DataKey:
    """The key that sealed columns use here.

    Raises:
        LookupError: outside a transaction for one organisation.
    """
    key = _in_hand.get()
    if key is None:
        raise LookupError(
            "Sealed columns can be read and written only in a transaction for one organisation."
        )
    return key
