"""What a data key seals says by which version; what is older stays readable."""

import secrets

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.security.keys import DataKey, Unreadable

FIRST = DataKey(bytes(range(32)))
SECOND = DataKey(secrets.token_bytes(32), 2, (FIRST,))
PLACE = "contact.email"


def of_the_first_format(secret: bytes, text: str) -> bytes:
    """As values were sealed before keys had versions: one byte, the nonce, the ciphertext."""
    key = HKDF(SHA256(), 32, salt=None, info=b"seal").derive(secret)
    return b"\x01" + bytes(12) + AESGCM(key).encrypt(bytes(12), text.encode(), PLACE.encode())


def test_values_of_the_first_format_stay_readable() -> None:
    sealed = of_the_first_format(FIRST.secret, "carla@acme.example")
    assert FIRST.open(sealed, PLACE) == SECOND.open(sealed, PLACE) == "carla@acme.example"


def test_each_version_opens_what_it_and_older_ones_sealed() -> None:
    old, new = FIRST.seal("old", PLACE), SECOND.seal("new", PLACE)
    assert (old[:5], new[:5]) == (b"\x02\0\0\0\1", b"\x02\0\0\0\2")
    assert (SECOND.open(old, PLACE), SECOND.open(new, PLACE)) == ("old", "new")
    with pytest.raises(Unreadable, match="version 2"):
        FIRST.open(new, PLACE)


@pytest.mark.parametrize("at", [0, 1, 4, 5, 16, 17, -1])
def test_a_value_that_was_altered_is_not_opened(at: int) -> None:
    sealed = bytearray(SECOND.seal("text", PLACE))
    sealed[at] ^= 1
    with pytest.raises(Unreadable):
        SECOND.open(bytes(sealed), PLACE)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02", b"\x02\0\0\0\2", b"\x02\0\0\0\2short", b"\x07x"])
def test_what_was_never_sealed_is_not_opened(sealed: bytes) -> None:
    with pytest.raises(Unreadable):
        SECOND.open(sealed, PLACE)


def test_a_value_in_another_place_is_not_opened() -> None:
    with pytest.raises(Unreadable):
        FIRST.open(FIRST.seal("text", PLACE), "person.email")


def test_fingerprints_are_looked_for_under_every_version() -> None:
    assert SECOND.indexes("x", PLACE) == [SECOND.index("x", PLACE), FIRST.index("x", PLACE)]
    assert FIRST.index("x", PLACE) != SECOND.index("x", PLACE)
