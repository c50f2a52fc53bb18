"""The worker: carries what is due in all organisations, again and again until it is told to stop."""

from collections.abc import Callable
from functools import partial
from threading import Event
from uuid import UUID

from flask import Flask

from server.delivery import carrying, local, outbox
from server.errors import without_values
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything

PAUSE_SECONDS = 0.5


def run(app: Flask, stop: Event) -> None:
    """Work until `stop` is set; what goes wrong is noted and tried again."""
    while not stop.is_set():
        handled = _attempt(app, "look for work", partial(step, app))
        if not handled:
            stop.wait(PAUSE_SECONDS)


def step(app: Flask) -> int:
    """Handle what is due now; how many messages that were. A failing organisation stops no other."""
    with app.app_context():
        return sum(
            _attempt(app, f"carry mail of organisation {one}", _carry(one)) for one in _organisations()
        )


def _organisations() -> list[UUID]:
    with reading(everything(Reason.WORKER)) as session:
        return outbox.organisations_with_work(session)


def _carry(organisation_id: UUID) -> Callable[[], int]:
    return partial(carrying.carry, organisation_id, local.PROVIDER)


def _attempt(app: Flask, task: str, do: Callable[[], int]) -> int:
    """`do`'s result; 0 when it failed, which is logged without its message: that may hold personal data."""
    try:
        return do()
    except Exception as error:
        app.logger.error("The worker couldn't %s: %s", task, without_values(error))
        return 0
