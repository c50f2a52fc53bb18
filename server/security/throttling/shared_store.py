"""Windows in a Redis or Valkey server that several processes share, and what happens while it is away."""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from limits.storage import RedisStorage
from valkey.exceptions import ValkeyError

from server.security.throttling.own_store import OwnStore

PATIENCE_SECONDS = 1.0
"""How long one request waits for the store."""
RETRY_SECONDS = 5.0
"""How long a store that was away is left alone."""

T = TypeVar("T")
_log = logging.getLogger("rapport.throttling")


class SharedStore(OwnStore):
    """Asks the shared store; while it doesn't answer, each process counts by itself to the same limits.

    So nobody is refused because the store is away, and nobody is without a limit. Flask-Limiter's own
    fall-back is not used: two requests that find the store away at the same moment end it in an error.
    """

    STORAGE_SCHEME = ["shared"]  # noqa: RUF012 - the library declares it so

    def __init__(
        self, uri: str | None = None, *, address: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(uri)
        self._shared = RedisStorage(
            _by_valkey(address), socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
        )
        self._monotonic = now
        self._away = False
        self._ask_again_at = 0.0
        self._state = Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Whether `amount` more are allowed, which are then counted."""
        return self._ask(
            lambda: self._shared.acquire_entry(key, limit, expiry, amount),
            lambda: super(SharedStore, self).acquire_entry(key, limit, expiry, amount),
        )

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """The oldest moment that still counts (now, if there is none), and how many do."""
        return self._ask(
            lambda: self._shared.get_moving_window(key, limit, expiry),
            lambda: super(SharedStore, self).get_moving_window(key, limit, expiry),
        )

    def check(self) -> bool:
        """Whether the shared store answers."""
        return bool(self._shared.check())

    def reset(self) -> int | None:
        """Forget everything, here and there; how many windows there were."""
        here = super().reset() or 0
        return here + (self._ask(self._shared.reset, lambda: 0) or 0)

    def _ask(self, shared: Callable[[], T], own: Callable[[], T]) -> T:
        if self._may_be_asked():
            try:
                return shared()
            except (ValkeyError, OSError) as error:
                self._note_that_it_left(error)
        return own()

    def _may_be_asked(self) -> bool:
        """While it is away, one request in a while finds out whether it is back."""
        with self._state:
            if not self._away:
                return True
            if self._monotonic() < self._ask_again_at:
                return False
            self._ask_again_at = self._monotonic() + RETRY_SECONDS
        if not self.check():
            return False
        with self._state:
            self._away = False
        _log.warning("The shared store of the limits is back: all servers count together again.")
        return True

    def _note_that_it_left(self, error: Exception) -> None:
        with self._state:
            left_now, self._away = not self._away, True
            self._ask_again_at = self._monotonic() + RETRY_SECONDS
        if left_now:
            # Its words may hold an address with a password.
            _log.warning(
                "The shared store of the limits doesn't answer (%s): each server counts by itself until "
                "it is back.",
                type(error).__name__,
            )


def _by_valkey(address: str) -> str:
    """The same address for valkey-py, which was measured to be quicker with both kinds of servers."""
    scheme, _, rest = address.partition("://")
    return f"{'valkeys' if scheme in ('rediss', 'valkeys') else 'valkey'}://{rest}"
