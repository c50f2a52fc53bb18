"""How many requests are served to whom: the kinds of limits, and what the operator has set for each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from server.keyfile import ConfigProblem

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
MOST = 1_000_000
"""Requests that a limit may allow: each one allowed is remembered as long as its window lasts."""


@dataclass(frozen=True)
class Kind:
    """What is counted apart from everything else. `name` stands in answers' headers and in the store."""

    name: str
    default: str
    counts: str
    refusal: str

    @property
    def setting(self) -> str:
        """Its variable, without `RAPPORT_`."""
        return f"LIMIT_{self.name.upper().replace('-', '_')}"


PERSON = Kind(
    "person",
    "600 per minute",
    "Requests of one person who is signed in, or of one API key, wherever they are",
    "That was more than one person or key may ask for.",
)
NETWORK = Kind(
    "network",
    "1200 per minute",
    "Requests from one network address by people who aren't signed in",
    "Too many requests came from your network.",
)
SIGN_IN = Kind(
    "sign-in",
    "10 per minute",
    "Passwords tried for one mail address from one network address",
    "There were too many attempts to sign in with this address.",
)
SIGN_IN_NETWORK = Kind(
    "sign-in-network",
    "120 per minute",
    "Passwords tried from one network address, whoever it is",
    "There were too many attempts to sign in from your network.",
)
SIGN_IN_STEPS = Kind(
    "sign-in-steps",
    "600 per minute",
    "Steps of signing in from one network address: dialog, Microsoft, pane",
    "There were too many attempts to sign in from your network.",
)
LINK = Kind(
    "link",
    "60 per minute",
    "Requests with one personal link of a customer",
    "This link was opened too often.",
)
LINK_NETWORK = Kind(
    "link-network",
    "1200 per minute",
    "Requests with personal links from one network address, which a whole company may share",
    "Too many links were opened from your network.",
)
KINDS = (PERSON, NETWORK, SIGN_IN, SIGN_IN_NETWORK, SIGN_IN_STEPS, LINK, LINK_NETWORK)
"""Where a request is counted by several, an earlier one that refuses it spares the later ones."""


@dataclass(frozen=True)
class Limit:
    """At most `amount` requests in every span of `count` units, wherever it begins."""

    kind: Kind
    amount: int
    count: int
    unit: str

    @property
    def seconds(self) -> int:
        """The span's length."""
        return self.count * SECONDS[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} per {f'{self.count} {self.unit}s' if self.count > 1 else self.unit}"


def read_limits(value: Callable[[str], str | None]) -> Mapping[Kind, Limit]:
    """The limit of each kind; `value` looks a setting up.

    Raises:
        ConfigProblem: naming the variable that is wrong, and what it must look like.
    """
    return {kind: _limit(kind, value(kind.setting) or kind.default) for kind in KINDS}


def _limit(kind: Kind, text: str) -> Limit:
    found = re.fullmatch(r"([0-9]{1,7}) per (?:([0-9]{1,3}) )?(second|minute|hour|day)s?", text.strip())
    amount, count = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
    if found is None or not 0 < amount <= MOST or not count:
        raise ConfigProblem(
            f"RAPPORT_{kind.setting} must look like {kind.default!r} or '1000 per 2 hours' "
            f"(1 to {MOST} requests per second, minute, hour or day), not {text!r}."
        )
    return Limit(kind, amount, count, found[3])
