"""Reads the two JSON parts of a signed JWT (RFC 7519) so that nobody else can read them differently.

This proves nothing: the signature is checked elsewhere. It only refuses whatever is ambiguous: names that
stand twice, base64 that has a second spelling, numbers that aren't JSON.
"""

import base64
import binascii
import json
import re
from typing import Any, NamedTuple

LONGEST = 16 * 1024
"""Characters. Microsoft's tokens have about 2,000, and 10,000 with all the groups that they may name."""


class Malformed(Exception):
    """Not a signed JWT; the message ends the sentence *it …*."""


class Parts(NamedTuple):
    """What a token says of itself: nothing here may be believed before the signature is checked."""

    header: dict[str, Any]
    claims: dict[str, Any]


def parts(token: str) -> Parts:
    """The header and the claims of `token`.

    Raises:
        Malformed: when it is too long, isn't three parts of base64url, or they aren't plain JSON objects.
    """
    if len(token) > LONGEST:
        raise Malformed("is too long")
    pieces = token.split(".")
    if len(pieces) != 3:
        raise Malformed("doesn't have three parts")
    header, claims, _ = (_bytes(piece) for piece in pieces)
    return Parts(_object(header), _object(claims))


def _bytes(piece: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", piece):
        raise Malformed("holds characters that don't belong there")
    try:
        decoded = base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4))
    except binascii.Error as error:
        raise Malformed("was cut off") from error
    if base64.urlsafe_b64encode(decoded).decode().rstrip("=") != piece:
        raise Malformed("is spelt in a second way")
    return decoded


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Malformed("isn't JSON") from error
    if not isinstance(found, dict):
        raise Malformed("isn't a JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("says the same thing twice")
    return found


def _no_number(name: str) -> None:
    raise Malformed(f"holds {name}, which isn't a number")
