"""Counting answers in the database, with the viewer's eyes.

Everything is counted by score; `tally.py` makes scores of the counts. Names of people are sealed, so that
they are joined here instead of there.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.answering.model import Answer, Response
from server.directory.model import Account, Contact
from server.identity.model import Person
from server.invitations.model import Invitation, State
from server.reporting.conditions import (
    account_of_response,
    chosen,
    comment_of_response,
    contact_of_response,
    kind,
    within,
)
from server.reporting.filters import Filters, start_of
from server.reporting.periods import Period
from server.reporting.tally import ResponseRate
from server.surveys.model import Survey

Counts = dict[int, int]
"""Answers by their score from 0 to 10; scores that nobody gave may be missing."""


@dataclass(frozen=True)
class Comment:
    """What somebody wrote beside their score."""

    made_at: datetime
    score: int
    language: str
    account: str
    contact: str
    text: str


@dataclass(frozen=True)
class Answered:
    """One answer with what a workbook says about it; `comment` is None where nobody wrote one."""

    made_at: datetime
    account: str
    segment: str | None
    country: str | None
    asked_by_id: UUID
    survey_id: UUID
    score: int
    comment: str | None
    language: str


def counts(session: Session, filters: Filters) -> Counts:
    """All chosen answers."""
    rows = session.execute(
        select(Response.score, func.count()).where(*chosen(filters)).group_by(Response.score)
    )
    return dict(rows.all())


def by(session: Session, filters: Filters, column: InstrumentedAttribute[Any]) -> dict[Any, Counts]:
    """The chosen answers by the values of a column of Response or of Account."""
    rows = session.execute(
        select(column, Response.score, func.count())
        .select_from(Response)
        .join(Account, account_of_response())
        .where(*chosen(filters))
        .group_by(column, Response.score)
    )
    found: dict[Any, Counts] = defaultdict(dict)
    for value, score, count in rows:
        found[value][score] = count
    return dict(found)


def by_period(session: Session, filters: Filters, periods: Sequence[Period]) -> list[Counts]:
    """The answers of each period; the chosen days are not heeded.

    One column for each period instead of grouping by a date's parts: those depend on the database and on
    its idea of a time zone.
    """
    columns = [func.count().filter(*within(start_of(p.since), start_of(p.before))) for p in periods]
    rows = session.execute(
        select(Response.score, *columns).where(*kind(filters)).group_by(Response.score)
    ).all()
    return [{row[0]: row[1 + place] for row in rows if row[1 + place]} for place in range(len(periods))]


def response_rate(session: Session, filters: Filters) -> ResponseRate:
    """Of those who were asked in the chosen days, how many have answered, whenever they did."""
    asked_at = func.coalesce(Invitation.asked_at, Invitation.made_at)
    asked = or_(Invitation.state.in_([State.INSERTED, State.SENT]), Invitation.answered_at.is_not(None))
    conditions = [
        asked,
        *([asked_at >= filters.begins] if filters.begins else []),
        *([asked_at < filters.ends] if filters.ends else []),
        *([Invitation.survey_id == filters.survey_id] if filters.survey_id else []),
        *([Invitation.asked_by_id == filters.manager_id] if filters.manager_id else []),
    ]
    found = session.execute(select(func.count(Invitation.answered_at), func.count()).where(*conditions)).one()
    return ResponseRate(answered=found[0], asked=found[1])


def newest_comments(session: Session, filters: Filters, limit: int) -> list[Comment]:
    """The newest comments first."""
    rows = session.execute(
        select(Response.made_at, Response.score, Response.language, Account.name, Contact.name, Answer.text)
        .select_from(Response)
        .join(Answer, comment_of_response())
        .join(Account, account_of_response())
        .join(Contact, contact_of_response())
        .where(*chosen(filters))
        .order_by(Response.made_at.desc(), Response.id)
        .limit(limit)
    )
    return [Comment(*row) for row in rows]


def answered(session: Session, filters: Filters) -> list[Answered]:
    """Every chosen answer, oldest first."""
    rows = session.execute(
        select(
            Response.made_at,
            Account.name,
            Account.segment,
            Account.country,
            Response.asked_by_id,
            Response.survey_id,
            Response.score,
            Answer.text,
            Response.language,
        )
        .select_from(Response)
        .join(Account, account_of_response())
        .outerjoin(Answer, comment_of_response())
        .where(*chosen(filters))
        .order_by(Response.made_at, Response.id)
    )
    return [Answered(*row) for row in rows]


def surveys(session: Session) -> dict[UUID, str]:
    """Titles of all surveys, deleted ones too: their answers are still there."""
    rows = session.execute(select(Survey.id, Survey.title))
    return dict(sorted(rows, key=lambda row: row[1].casefold()))


def accounts(session: Session) -> dict[UUID, str]:
    """Names of all accounts."""
    return dict(session.execute(select(Account.id, Account.name)).all())


def account_managers(session: Session) -> dict[UUID, str]:
    """Names of all who asked somebody whom the viewer sees; with the address where two have one name."""
    asked = select(Invitation.asked_by_id).distinct()
    people = session.execute(select(Person.id, Person.name, Person.email).where(Person.id.in_(asked))).all()
    namesakes = Counter(person.name.casefold() for person in people)
    names = {p.id: p.name if namesakes[p.name.casefold()] == 1 else f"{p.name} ({p.email})" for p in people}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))
