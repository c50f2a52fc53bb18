"""What we asked Microsoft for, until it answers: known to one browser, for one purpose, and used once."""

import json
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete

from server import clock
from server.errors import bad_request
from server.identity.model import MicrosoftFlow
from server.security import tokens
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import Reason, everything


class Purpose(NamedTuple):
    """For what; neither's answer can stand for the other's. `gone` says so to whoever comes too late."""

    place: str
    minutes: int
    gone: str


SIGN_IN = Purpose(
    "microsoft_flow",
    10,
    "This sign-in was begun in another window, was used already, or took too long. Please start again.",
)
CONSENT = Purpose(
    "microsoft_consent",
    60,  # an admin reads what a tenant's consent means, and may have to be asked for a second factor first
    "This answer was asked for in another window, was used already, or took too long. Open the link again.",
)


def keep(purpose: Purpose, state: str, browser: str, content: Any) -> None:
    """Keep `content`, anything that JSON takes, for the answer with this `state` in this browser."""
    with transaction(everything(Reason.SIGN_IN)) as session:
        session.execute(delete(MicrosoftFlow).where(MicrosoftFlow.ends_at < clock.now()))
        sealed = storage().keys.get(session, "sign-in").seal(json.dumps(content), purpose.place)
        session.add(
            MicrosoftFlow(
                state_fingerprint=_fingerprint(purpose, state),
                browser_fingerprint=tokens.fingerprint(browser),
                sealed=sealed,
                ends_at=clock.now() + timedelta(minutes=purpose.minutes),
            )
        )


def use_up(purpose: Purpose, state: str, browser: str) -> Any:
    """What was kept, once.

    Raises:
        Problem: 400 for an answer that this browser didn't ask for, or not for this, or too long ago.
    """
    with transaction(everything(Reason.SIGN_IN)) as session:
        sealed = session.scalar(
            delete(MicrosoftFlow)
            .where(
                MicrosoftFlow.state_fingerprint == _fingerprint(purpose, state),
                MicrosoftFlow.browser_fingerprint == tokens.fingerprint(browser),
                MicrosoftFlow.ends_at > clock.now(),
            )
            .returning(MicrosoftFlow.sealed),
            execution_options={"synchronize_session": False},
        )
        if sealed is None:
            raise bad_request(purpose.gone)
        return json.loads(storage().keys.get(session, "sign-in").open(sealed, purpose.place))


def _fingerprint(purpose: Purpose, state: str) -> bytes:
    return tokens.fingerprint(f"{purpose.place} {state}")
