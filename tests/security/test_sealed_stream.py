"""Chunks of a sealed stream: all of them, each in its place, and the last one known as the last."""

import io
import random
import secrets

import pytest

from server.security.sealed_stream import CHUNK_BYTES, Damaged, Sealing, opened

KEY, HEADER = bytes(range(32)), b"header"
SEALED = CHUNK_BYTES + 16


def sealed(content: bytes, header: bytes = HEADER, step: int = 10_000) -> bytes:
    stream = io.BytesIO()
    sealing = Sealing(stream, KEY, header)
    for at in range(0, len(content), step):
        sealing.write(content[at : at + step])
    sealing.end()
    return stream.getvalue()


def read(stored: bytes, key: bytes = KEY, header: bytes = HEADER) -> bytes:
    return b"".join(opened(io.BytesIO(stored), key, header))


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
@pytest.mark.parametrize("step", [999, CHUNK_BYTES, 10 * CHUNK_BYTES])
def test_what_was_sealed_is_opened(size: int, step: int) -> None:
    content = secrets.token_bytes(size)
    assert read(sealed(content, step=step)) == content


CONTENT = random.Random(7).randbytes(3 * CHUNK_BYTES + 5)
WHOLE = sealed(CONTENT)
CHUNKS = [WHOLE[at : at + SEALED] for at in range(0, len(WHOLE), SEALED)]


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        WHOLE[:-1],
        WHOLE[:SEALED],
        WHOLE[: 3 * SEALED],
        WHOLE + b"\0",
        WHOLE + CHUNKS[3],
        CHUNKS[3],
        CHUNKS[0] + CHUNKS[2] + CHUNKS[1] + CHUNKS[3],
        CHUNKS[0] + CHUNKS[1] + CHUNKS[3],
        CHUNKS[0] + WHOLE,
    ],
)
def test_a_stream_that_is_not_whole_is_refused(stored: bytes) -> None:
    with pytest.raises(Damaged):
        read(stored)


@pytest.mark.parametrize("at", range(0, len(WHOLE), SEALED // 3))
def test_every_bit_counts(at: int) -> None:
    altered = bytearray(WHOLE)
    altered[at] ^= 1
    with pytest.raises(Damaged):
        read(bytes(altered))


def test_another_header_or_key_opens_nothing() -> None:
    with pytest.raises(Damaged):
        read(WHOLE, header=b"another")
    with pytest.raises(Damaged):
        read(WHOLE, key=bytes(32))
