"""When to try again, when to give up, when to begin to doubt."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)
DOUBT_AFTER = timedelta(minutes=5)
"""A provider call that began longer ago has ended or died; must be longer than any provider's time-out."""


def try_again_at(attempts: int, made_at: datetime, now: datetime, spread: float) -> datetime | None:
    """When to try again after `attempts` (1 or more) failed ones; None when it is time to give up.

    The wait doubles from one second to five minutes; `spread` (0.8 to 1.2) stretches it, so that messages
    which failed together don't return together.
    """
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 16), LONGEST_WAIT) * spread
    return now + wait if now + wait < made_at + GIVE_UP_AFTER else None
