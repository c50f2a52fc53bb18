"""Windows in a store that processes share: exact, and what happens when it dies and returns."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerDay
from limits.strategies import MovingWindowRateLimiter

from server.security.throttling.shared_store import RETRY_SECONDS, SharedStore
from tests.shared_store import PASSWORD, Store, start_store

pytestmark = pytest.mark.valkey

TEN = RateLimitItemPerDay(10)


class Server:
    """One of several servers that count in the same store, with a clock that a test moves."""

    def __init__(self, store: Store) -> None:
        self.seconds = 0.0
        self._limiter = MovingWindowRateLimiter(SharedStore(address=store.address, now=lambda: self.seconds))

    def serve(self, whose: str = "alice") -> bool:
        return self._limiter.hit(TEN, whose)

    def served(self, tries: int) -> int:
        return sum(self.serve() for _ in range(tries))


def at_once(action: Callable[[], bool], times: int) -> int:
    with ThreadPoolExecutor(times) as threads:
        return sum(threads.map(lambda _: action(), range(times)))


def test_servers_count_together(store: Store) -> None:
    one, other = Server(store), Server(store)
    assert (one.served(4), other.served(4), one.served(4), other.served(4)) == (4, 4, 2, 0)


def test_a_store_that_dies_and_returns(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "rapport.throttling")
    with start_store() as store:
        one, other = Server(store), Server(store)
        assert one.served(7) == 7
        store.die()
        # Each counts by itself, to the same limit: nobody is refused without need, nobody is without a limit.
        assert at_once(one.serve, 30) == 10
        assert at_once(other.serve, 30) == 10
        assert len(caplog.records) == 2
        store.start()
        assert one.serve() is False  # the store is left alone for a while
        one.seconds += RETRY_SECONDS
        other.seconds += RETRY_SECONDS
        assert (one.served(6), other.served(6)) == (6, 4)
    leaving, back = "doesn't answer (ConnectionError)", "is back:"
    assert [leaving in r.getMessage() for r in caplog.records] == [True, True, False, False]
    assert [back in r.getMessage() for r in caplog.records] == [False, False, True, True]
    assert PASSWORD not in caplog.text


def test_a_store_that_stays_away_is_asked_once_in_a_while(caplog: pytest.LogCaptureFixture) -> None:
    with start_store() as store:
        server = Server(store)
        store.die()
        for _ in range(5):
            server.serve()
            server.seconds += RETRY_SECONDS
    assert len([r for r in caplog.records if r.name == "rapport.throttling"]) == 1


def test_a_wrong_password_is_a_store_that_is_away(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    wrong = SharedStore(address=store.address.replace(PASSWORD, "another-word"))
    assert MovingWindowRateLimiter(wrong).hit(TEN, "alice")
    assert "another-word" not in caplog.text
    assert "AuthenticationError" in caplog.text


def test_forgetting_empties_both(store: Store) -> None:
    shared = SharedStore(address=store.address)
    limiter = MovingWindowRateLimiter(shared)
    assert limiter.hit(TEN, "alice")
    assert shared.check()
    assert shared.reset() == 1
    assert limiter.get_window_stats(TEN, "alice").remaining == 10
