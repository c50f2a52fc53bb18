"""Windows in this process's own memory."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

from limits.storage import MemoryStorage

_TIDY_EVERY = 1024


class OwnStore(MemoryStorage):
    """Counts exactly for all threads of one process, and forgets whom it hasn't seen for a window.

    The library's own never forgets a key, and walks through all of them after each request: with a key for
    every personal link it would become slower from day to day.
    """

    STORAGE_SCHEME = ["own"]  # noqa: RUF012 - the library declares it so

    def __init__(self, uri: str | None = None, *, now: Callable[[], float] = time.time) -> None:
        super().__init__(uri)
        self._now = now
        self._windows: dict[str, tuple[deque[float], int]] = {}
        """Moments of served requests, oldest first, and seconds for which they count."""
        self._lock = Lock()
        self._until_tidying = _TIDY_EVERY

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Whether `amount` more are allowed, which are then counted."""
        with self._lock:
            self._tidy()
            moments = self._moments(key, expiry)
            if len(moments) + amount > limit:
                return False
            moments.extend([self._now()] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """The oldest moment that still counts (now, if there is none), and how many do."""
        with self._lock:
            moments = self._moments(key, expiry)
            return (moments[0] if moments else self._now()), len(moments)

    def reset(self) -> int | None:
        """Forget everything; how many windows there were."""
        with self._lock:
            forgotten = len(self._windows)
            self._windows.clear()
            return forgotten

    def _moments(self, key: str, expiry: int) -> deque[float]:
        moments, _ = self._windows.setdefault(key, (deque(), expiry))
        begin = self._now() - expiry
        while moments and moments[0] < begin:
            moments.popleft()
        return moments

    def _tidy(self) -> None:
        self._until_tidying -= 1
        if self._until_tidying == 0:
            self._until_tidying = _TIDY_EVERY
            now = self._now()
            self._windows = {
                key: (moments, expiry)
                for key, (moments, expiry) in self._windows.items()
                if moments and moments[-1] >= now - expiry
            }
