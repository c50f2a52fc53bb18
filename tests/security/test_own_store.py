"""Windows in memory: exact, moving, and forgotten when they are over."""

from concurrent.futures import ThreadPoolExecutor

from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from server.security.throttling.own_store import OwnStore


class Moved:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


def served(limiter: MovingWindowRateLimiter, item: RateLimitItemPerMinute, tries: int, whose: str) -> int:
    return sum(limiter.hit(item, whose) for _ in range(tries))


def test_the_window_moves_with_each_request() -> None:
    clock = Moved()
    limiter, three = MovingWindowRateLimiter(OwnStore(now=clock)), RateLimitItemPerMinute(3)
    assert served(limiter, three, 2, "alice") == 2
    clock.seconds += 50
    assert served(limiter, three, 5, "alice") == 1
    clock.seconds += 10.5  # the first two no longer count, the third does
    assert served(limiter, three, 5, "alice") == 2
    clock.seconds += 1000
    assert served(limiter, three, 5, "alice") == 3


def test_others_are_counted_apart() -> None:
    limiter, three = MovingWindowRateLimiter(OwnStore(now=Moved())), RateLimitItemPerMinute(3)
    assert served(limiter, three, 9, "alice") == 3
    assert served(limiter, three, 9, "bob") == 3


def test_the_window_says_when_there_will_be_more() -> None:
    clock = Moved()
    limiter, three = MovingWindowRateLimiter(OwnStore(now=clock)), RateLimitItemPerMinute(3)
    assert limiter.get_window_stats(three, "alice") == (clock.seconds + 60, 3)
    served(limiter, three, 1, "alice")
    clock.seconds += 20
    served(limiter, three, 5, "alice")
    assert limiter.get_window_stats(three, "alice") == (clock.seconds + 40, 0)


def test_threads_count_exactly() -> None:
    limiter, hundred = MovingWindowRateLimiter(OwnStore(now=Moved())), RateLimitItemPerMinute(100)
    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(lambda _: served(limiter, hundred, 50, "alice"), range(16))) == 100


def test_whoever_stays_away_is_forgotten() -> None:
    clock = Moved()
    store = OwnStore(now=clock)
    limiter, one = MovingWindowRateLimiter(store), RateLimitItemPerMinute(1)
    for number in range(5000):
        assert served(limiter, one, 1, f"somebody {number}") == 1
    clock.seconds += 61
    served(limiter, RateLimitItemPerMinute(2000), 1100, "alice")
    assert store.reset() == 1
