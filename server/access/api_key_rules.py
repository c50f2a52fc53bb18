"""What an API key looks like, how long it may last, and in which state it is."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from server.access.scopes import FOR_KEYS
from server.errors import invalid
from server.security import tokens

PREFIX = "rpt_"
"""By it a key is known as one: by us, and by programs that look for secrets where none should be."""
LONGEST = timedelta(days=730)
LONGEST_OVERLAP = timedelta(days=30)
LONGEST_NAME = 100

_FORM = re.compile(PREFIX + "([0-9a-f]{16})_([0-9A-Za-z_-]{43})")


@dataclass(frozen=True)
class Shown:
    """A key as its holder has it; whole only at the moment when it is made."""

    public_id: str
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """What the program sends."""
        return f"{PREFIX}{self.public_id}_{self.secret}"

    @property
    def secret_hash(self) -> bytes:
        """What is stored. The secret has 256 random bits, so that nobody can try them all: slow hashing,
        which protects what people think up, would only make every request slow.
        """
        return tokens.fingerprint(self.secret)


def new() -> Shown:
    """A key that nobody had before."""
    return Shown(secrets.token_hex(8), tokens.new_token())


def parse(text: str) -> Shown | None:
    """The key that a program sent; None when it has another form."""
    found = _FORM.fullmatch(text)
    return Shown(*found.groups()) if found else None


def check_name(name: str) -> str:
    """The name without blanks around it.

    Raises:
        Problem: 422 when there is none, or too long a one.
    """
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise invalid(f"Give the key a name of up to {LONGEST_NAME} characters that says what it is for.")
    return name.strip()


def check_scopes(scopes: Collection[str]) -> list[str]:
    """The scopes in their order.

    Raises:
        Problem: 422 when there is none, or one that keys can't have.
    """
    if not scopes or not set(scopes) <= set(FOR_KEYS):
        raise invalid(f"Choose what the key may do: {' or '.join(FOR_KEYS)}, or both.")
    return [scope.value for scope in FOR_KEYS if scope in scopes]


def check_end(ends_at: datetime, now: datetime) -> datetime:
    """The moment when the key ends.

    Raises:
        Problem: 422 when it has passed, or is more than two years away.
    """
    if not now < ends_at <= now + LONGEST:
        raise invalid("A key ends on a day from tomorrow to two years from now.")
    return ends_at


def check_overlap(until: datetime, now: datetime) -> datetime:
    """The moment until which a key works beside its successor.

    Raises:
        Problem: 422 when it lies in the past, or more than 30 days away.
    """
    if not now <= until <= now + LONGEST_OVERLAP:
        raise invalid(f"The old key can work for up to {LONGEST_OVERLAP.days} more days.")
    return until
