"""Answers page by page, so that a program gets every one of them once, however many there are."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server import clock
from server.answering.model import Answer, Response
from server.directory.model import Account
from server.errors import invalid
from server.reporting.conditions import account_of_response, chosen, comment_of_response
from server.reporting.filters import Filters

SETTLED_AFTER = timedelta(minutes=1)
"""Answers are handed out when they are this old. An answer has its moment a little before others can see it;
one that became visible behind a cursor that has passed its moment would never be read.
"""


@dataclass(frozen=True)
class Cursor:
    """A place in the order of all answers: behind the one given at this moment with this id."""

    made_at: datetime
    id: UUID

    @property
    def text(self) -> str:
        """For addresses; `read_cursor` reads it."""
        return base64.urlsafe_b64encode(f"{self.made_at.isoformat()} {self.id}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """The place that a text of ours stands for.

    Raises:
        Problem: 422 when it isn't one of ours.
    """
    try:
        made_at, _, id_ = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        found = Cursor(datetime.fromisoformat(made_at), UUID(id_))
    except ValueError as error:
        raise invalid("cursor: send the one from our last answer, as it is.") from error
    if found.made_at.tzinfo is None:
        raise invalid("cursor: send the one from our last answer, as it is.")
    return found


@dataclass(frozen=True)
class Given:
    """An answer as it is exported: what the workbook says about it, with ids."""

    id: UUID
    made_at: datetime
    score: int
    language: str
    survey_id: UUID
    asked_by_id: UUID
    account_id: UUID
    account: str
    segment: str | None
    country: str | None
    comment: str | None

    @property
    def cursor(self) -> Cursor:
        """The place behind it."""
        return Cursor(self.made_at, self.id)


@dataclass(frozen=True)
class Page:
    """Some answers, and whether more of them wait behind."""

    answers: Sequence[Given]
    more: bool


def page(session: Session, filters: Filters, after: Cursor | None, limit: int) -> Page:
    """Up to `limit` answers behind `after`, in the order in which they were given."""
    conditions = [*chosen(filters), Response.made_at <= clock.now() - SETTLED_AFTER]
    if after:
        behind = or_(Response.made_at > after.made_at, Response.id > after.id)
        conditions += [Response.made_at >= after.made_at, behind]
    rows = session.execute(
        select(
            Response.id,
            Response.made_at,
            Response.score,
            Response.language,
            Response.survey_id,
            Response.asked_by_id,
            Response.account_id,
            Account.name,
            Account.segment,
            Account.country,
            Answer.text,
        )
        .select_from(Response)
        .join(Account, account_of_response())
        .outerjoin(Answer, comment_of_response())
        .where(*conditions)
        .order_by(Response.made_at, Response.id)
        .limit(limit + 1)
    ).all()
    return Page([Given(*row) for row in rows[:limit]], more=len(rows) > limit)
