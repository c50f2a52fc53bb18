"""The chain of an audit trail: what each value stands over, and what is wrong with a chain that doesn't fit.

Every entry holds the value of the one before it, and its own value over that, its number and its content. So
each entry shows by itself whether it was written like that, and together with its neighbour whether it stands
where it was written.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

FIRST = bytes(32)
"""Stands for the value before the first entry."""


class Secrets(NamedTuple):
    """Keys of their own for entries, heads and personal data; 32 bytes each."""

    chain: bytes
    head: bytes
    personal: bytes


@dataclass(frozen=True)
class Link:
    """An entry as the chain sees it."""

    number: int
    content: tuple[Any, ...]
    """All of the entry that isn't named here, as JSON takes it."""
    previous: bytes
    value: bytes
    personal_fits: bool = True
    """Whether its personal data are those that were written, or can't be read any more."""


class Head(NamedTuple):
    """The end of a trail as it was kept."""

    number: int
    value: bytes
    seal: bytes


class Break(NamedTuple):
    """Where a trail isn't as it was written: the number of the first entry that is wrong, and how."""

    number: int
    sentence: str


def value_of(secrets: Secrets, previous: bytes, number: int, content: tuple[Any, ...]) -> bytes:
    """The value of an entry."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return _value(secrets, previous, number, written)


def seal_of(secrets: Secrets, organisation_id: UUID, number: int, value: bytes) -> bytes:
    """What authenticates the head."""
    message = organisation_id.bytes + number.to_bytes(8, "big", signed=True) + value
    return hmac.digest(secrets.head, message, hashlib.sha256)


def head_fits(secrets: Secrets, organisation_id: UUID, head: Head) -> bool:
    """Whether the head was written by Rapport."""
    return hmac.compare_digest(seal_of(secrets, organisation_id, head.number, head.value), head.seal)


def digest_of(secrets: Secrets, organisation_id: UUID, number: int, personal: str) -> bytes:
    """What stands for personal data in the chain."""
    message = organisation_id.bytes + number.to_bytes(8, "big") + personal.encode()
    return hmac.digest(secrets.personal, message, hashlib.sha256)


def first_break(secrets: Secrets, links: Iterable[Link], end: int) -> Break | None:
    """What is wrong first with a trail of `end` entries, given in the order of their numbers."""
    last, value = 0, FIRST
    for link, following in _with_next(links):
        expected = last + 1
        if not expected == link.number <= end:
            return _out_of_line(link.number, expected, end)
        if link.previous != value or not _written_as(secrets, link, link.number):
            return _not_as_written(secrets, link, following, end)
        if not link.personal_fits:
            return Break(link.number, f"The names or addresses in entry {link.number:,} were changed.")
        last, value = link.number, link.value
    if last < end:
        return Break(
            last + 1, f"The trail was cut off: {end:,} entries were written, and it ends with {last:,}."
        )
    return None


def _out_of_line(number: int, expected: int, end: int) -> Break:
    if expected <= end and number > expected:
        return _missing(expected, min(number - 1, end))
    where = "before the first entry" if number < expected else f"behind the last entry, {end:,}"
    return Break(number, f"Entry {number:,} was inserted {where}.")


def _missing(first: int, last: int) -> Break:
    which = f"Entry {first:,} is" if first == last else f"Entries {first:,} to {last:,} are"
    return Break(first, f"{which} missing.")


def _not_as_written(secrets: Secrets, link: Link, following: Link | None, end: int) -> Break:
    """Tell apart what was changed, inserted, moved, and taken out with all behind it renumbered."""
    here, true = link.number, _true_number(secrets, link, end)
    if true != here + 1 and following and _written_as(secrets, following, here):
        return Break(here, f"Entry {here:,} was inserted; the one that was written there stands behind it.")
    if true is None:
        return Break(here, f"Entry {here:,} was changed.")
    if true == here:
        return Break(
            here, f"Entry {here:,} was moved here: it was written behind another entry {here - 1:,}."
        )
    if true > here and (following is None or _written_as(secrets, following, true + 1)):
        return _missing(here, true - 1)
    return Break(here, f"Entries were reordered: in the place of entry {here:,} stands entry {true:,}.")


def _true_number(secrets: Secrets, link: Link, end: int) -> int | None:
    """The number under which an entry was written; None when it was never written like that."""
    written = json.dumps(link.content, sort_keys=True, separators=(",", ":")).encode()
    numbers = (link.number, *range(1, end + 1))
    return next((n for n in numbers if _value(secrets, link.previous, n, written) == link.value), None)


def _written_as(secrets: Secrets, link: Link, number: int) -> bool:
    return hmac.compare_digest(value_of(secrets, link.previous, number, link.content), link.value)


def _value(secrets: Secrets, previous: bytes, number: int, written: bytes) -> bytes:
    message = previous.rjust(32, b"\0") + number.to_bytes(8, "big", signed=True) + written
    return hmac.digest(secrets.chain, message, hashlib.sha256)


def _with_next(links: Iterable[Link]) -> Iterator[tuple[Link, Link | None]]:
    waiting: Link | None = None
    for link in links:
        if waiting is not None:
            yield waiting, link
        waiting = link
    if waiting is not None:
        yield waiting, None
