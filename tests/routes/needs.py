"""How the table of routes says what a route needs, and what is sent to it."""

from dataclasses import dataclass, field
from typing import Any

from server.access.scopes import Scope
from server.identity.permissions import Permission


@dataclass(frozen=True)
class Open:
    """Nobody has to be signed in, for this reason."""

    reason: str


@dataclass(frozen=True)
class SignedIn:
    """Whoever is signed in, whatever they may do."""


@dataclass(frozen=True)
class Key:
    """A program's key with this scope."""

    scope: Scope


Needs = Open | SignedIn | Key | Permission


@dataclass(frozen=True)
class Route:
    """What a route needs, what is sent, and which statuses are answered.

    `{names}` stand for things of the world (`tests/routes/world.py`), in `path` by the route's arguments.
    """

    needs: Needs
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, Any] | None = None
    json: dict[str, Any] | None = None
    answer: int = 200
    """What whoever may use it is answered."""
    elsewhere: int | None = None
    """What somebody of another organisation is answered who sends the same: without one, 404 where the
    address names a thing, else the same."""

    @property
    def answer_elsewhere(self) -> int:
        """What somebody of another organisation is answered."""
        return self.elsewhere or (404 if self.path else self.answer)
