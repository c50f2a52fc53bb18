"""What the sign-in of a browser or of the pane may do, and how long it lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.access.scopes import Scope

LONGER_BY = timedelta(minutes=5)
"""A sign-in in use is made longer by this much at once: reading stays reading for all requests but one."""


@dataclass(frozen=True)
class Purpose:
    """What a sign-in is for. `lasts` is how long at the most, `idle` how long when nothing is asked."""

    scopes: tuple[Scope, ...]
    lasts: timedelta
    idle: timedelta

    def end(self, made_at: datetime, used_at: datetime) -> datetime:
        """When a sign-in ends that was made then and used last then."""
        return min(made_at + self.lasts, used_at + self.idle)


PURPOSES = {
    "browser": Purpose(tuple(Scope), lasts=timedelta(hours=12), idle=timedelta(hours=2)),
    "pane": Purpose((Scope.ASK, Scope.READ_SCORES), lasts=timedelta(hours=8), idle=timedelta(hours=8)),
}
"""The pane holds its token in memory, waits in an open Outlook for hours, and can do little with it."""
