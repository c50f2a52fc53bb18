"""Data keys, wrapped by the master key and kept in the database; and what is done with an open one.

A wrapped key in the database is worthless without the master key, and the master key never enters the
database. Deleting a key's row makes everything that it sealed unreadable for good.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from sqlalchemy.orm import Mapped, Session, mapped_column

from server import clock
from server.database import Base
from server.keyfile import ConfigProblem

_FORMAT = b"\x01"
_NONCE_BYTES = 12


class WrappedKey(Base):
    """A data key as it lies in the database: named by what it is for, wrapped by the master key."""

    __tablename__ = "wrapped_key"

    name: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime]


class Unreadable(Exception):
    """Sealed data was altered, or was sealed by another key or for another place."""


@dataclass(frozen=True, repr=False)
class DataKey:
    """An open key: seals and opens texts, and computes blind indexes."""

    secret: bytes

    def seal(self, text: str, place: str) -> bytes:
        """`text` encrypted by AES-256-GCM; `place` (such as `contact.email`) is authenticated with it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text that `seal` was given.

        Raises:
            Unreadable: when anything about it differs.
        """
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _FORMAT:
            raise Unreadable(f"{place}: unknown format.")
        try:
            return self._cipher.decrypt(nonce, body, place.encode()).decode()
        except InvalidTag as error:
            raise Unreadable(f"{place}: altered, or sealed by another key.") from error

    def index(self, text: str, place: str) -> bytes:
        """A keyed fingerprint of `text`, 32 bytes, by which equal texts are found without being readable."""
        return hmac.digest(self._derived(f"index {place}"), text.encode(), hashlib.sha256)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derived("seal"))

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self.secret)


class KeyRing:
    """Opens the data keys by their names; remembers the open ones as long as the process runs."""

    def __init__(self, master_key: bytes) -> None:
        self._master_key = master_key
        self._open: dict[str, DataKey] = {}

    def make(self, session: Session, name: str) -> DataKey:
        """Add a new random key of this name, in the caller's transaction."""
        secret = secrets.token_bytes(32)
        session.add(
            WrappedKey(name=name, wrapped=aes_key_wrap(self._master_key, secret), made_at=clock.now())
        )
        session.flush()
        return DataKey(secret)

    def get(self, session: Session, name: str) -> DataKey:
        """The key of this name.

        Raises:
            LookupError: when there is none (any more): what it sealed is unreadable.
            ConfigProblem: when the master key doesn't open it.
        """
        if name not in self._open:
            row = session.get(WrappedKey, name)
            if row is None:
                raise LookupError(f"There is no key {name!r}.")
            self._open[name] = DataKey(self._unwrapped(row))
        return self._open[name]

    def _unwrapped(self, row: WrappedKey) -> bytes:
        try:
            return aes_key_unwrap(self._master_key, row.wrapped)
        except InvalidUnwrap as error:
            raise ConfigProblem(
                f"The master key doesn't open the key {row.name!r} in the database. "
                "Point RAPPORT_MASTER_KEY_FILE to the master key that this database was made with."
            ) from error


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
