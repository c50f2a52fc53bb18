"""Long data sealed in chunks, so that it needs no memory: AES-256-GCM, after the STREAM construction.

Each chunk's nonce is its number and whether it is the last, so one that is altered, missing, added, cut off
or in another place isn't opened (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its
Nonce-Reuse Misuse-Resistance, 2015). The key must have sealed nothing else.
"""

from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK_BYTES = 64 * 1024
_TAG_BYTES = 16


class Damaged(Exception):
    """A chunk isn't what was sealed there, or it isn't there."""


class Sealing:
    """Seals what it is given into a stream; `end` must be called, for only the last chunk makes it whole."""

    def __init__(self, stream: BinaryIO, key: bytes, header: bytes) -> None:
        """`header` is authenticated with every chunk, and not written."""
        self._stream, self._cipher, self._header = stream, AESGCM(key), header
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> None:
        """Take `data`, and write what makes whole chunks."""
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]

    def end(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_nonce(self._number, last), chunk, self._header))
        self._number += 1


def opened(stream: BinaryIO, key: bytes, header: bytes) -> Iterator[bytes]:
    """The chunks that were sealed into `stream`, each one authentic.

    Raises:
        Damaged: at the first that isn't.
    """
    cipher, number = AESGCM(key), 0
    chunk = stream.read(CHUNK_BYTES + _TAG_BYTES)
    while True:
        following = stream.read(CHUNK_BYTES + _TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, header)
        except (InvalidTag, ValueError) as error:
            raise Damaged(f"chunk {number + 1}") from error
        if not following:
            return
        chunk, number = following, number + 1


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
