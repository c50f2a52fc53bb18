"""What an answer must be, and when a link takes none."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_COMMENT = 10_000
PAGE_HOURS = 24
"""A page that was opened longer ago is shown again before it is taken."""


class Ending(StrEnum):
    """Why a link takes no answer any more."""

    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    EXPIRED = "expired"


class Fault(StrEnum):
    """What is wrong with a form; each is the name of its phrase."""

    STALE = "stale"
    NO_SCORE = "choose_score"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Typed:
    """What somebody chose and wrote."""

    score: int | None = None
    comment: str = ""


def score_in(text: str | None) -> int | None:
    """The score that `text` is, 0 to 10; None for anything else."""
    return int(text) if text and re.fullmatch("10|[0-9]", text) else None


def comment_in(text: str | None) -> str:
    """A comment without blanks around it, its lines ended as everywhere but in forms."""
    return (text or "").replace("\r\n", "\n").strip()


def ending(
    *, answered: bool, withdrawn: bool, deleted: bool, ends_at: datetime, now: datetime
) -> Ending | None:
    """Why a link takes no answer `now`; an answer that is there is thanked for, whatever came after it."""
    if answered:
        return Ending.ANSWERED
    if withdrawn:
        return Ending.WITHDRAWN
    if deleted:
        return Ending.DELETED
    return Ending.EXPIRED if now >= ends_at else None


def fault(typed: Typed, opened_at: datetime | None, now: datetime) -> Fault | None:
    """What is wrong with what was sent from a page opened at `opened_at`; None there means: from no page."""
    if opened_at is None or now - opened_at > timedelta(hours=PAGE_HOURS):
        return Fault.STALE
    if typed.score is None:
        return Fault.NO_SCORE
    return Fault.TOO_LONG if len(typed.comment) > LONGEST_COMMENT else None
