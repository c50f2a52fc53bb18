"""Scores side by side: of each survey, group and period, for whoever reads them by program.

The counts come from the same answers as the report's page, and `tally.py` makes the same scores of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.answering.model import Response
from server.directory.model import Account
from server.errors import invalid
from server.reporting import periods
from server.reporting.conditions import account_of_response, chosen, kind, within
from server.reporting.filters import Filters, start_of
from server.reporting.periods import Period
from server.reporting.tally import Tally, tally_of

MOST_PERIODS = 120


class Part(StrEnum):
    """What scores can be split by."""

    SURVEY = "survey"
    ACCOUNT_MANAGER = "account_manager"
    SEGMENT = "segment"
    COUNTRY = "country"
    ACCOUNT = "account"
    QUARTER = "quarter"
    MONTH = "month"


COLUMNS: dict[Part, InstrumentedAttribute[Any]] = {
    Part.SURVEY: Response.survey_id,
    Part.ACCOUNT_MANAGER: Response.asked_by_id,
    Part.SEGMENT: Account.segment,
    Part.COUNTRY: Account.country,
    Part.ACCOUNT: Response.account_id,
}


@dataclass(frozen=True)
class Scored:
    """One combination with answers: its value for each column, and its period where there are any."""

    values: dict[Part, UUID | str | None]
    period: Period | None
    tally: Tally


def parts(text: str) -> list[Part]:
    """From `survey,quarter`; at most one of quarter and month.

    Raises:
        Problem: 422 for others.
    """
    names = [name for name in text.split(",") if name]
    if unknown := [name for name in names if name not in set(Part)]:
        raise invalid(f"by: {unknown[0]!r} is none of {', '.join(Part)}.")
    found = list(dict.fromkeys(Part(name) for name in names))
    if {Part.QUARTER, Part.MONTH} <= set(found):
        raise invalid("by: choose quarter or month, not both.")
    return found


def periods_of(by: Sequence[Part], filters: Filters, today: date) -> list[Period]:
    """The periods that hold the chosen days, each of them whole; none where scores aren't split by them.

    Raises:
        Problem: 422 for too many.
    """
    if not {Part.QUARTER, Part.MONTH} & set(by):
        return []
    among = periods.months if Part.MONTH in by else periods.quarters
    found = among(min(filters.until or today, today), filters.since)
    if len(found) > MOST_PERIODS:
        raise invalid(f"from: that makes {len(found)} periods; {MOST_PERIODS} at once are the most.")
    return found


def scores(session: Session, filters: Filters, by: Sequence[Part], among: Sequence[Period]) -> list[Scored]:
    """The tally of every combination that has answers, in no order."""
    columns = {part: COLUMNS[part] for part in by if part in COLUMNS}
    tallies: dict[tuple[Any, ...], Tally] = defaultdict(Tally)
    for row in _counted(session, filters, list(columns.values()), among):
        *values, score = row[: len(columns) + 1]
        for place, count in enumerate(row[len(columns) + 1 :]):
            if count:
                tallies[(*values, place)] += tally_of({score: count})
    return [
        Scored(dict(zip(columns, values, strict=True)), among[place] if among else None, tally)
        for (*values, place), tally in tallies.items()
    ]


def _counted(
    session: Session, filters: Filters, columns: Sequence[Any], among: Sequence[Period]
) -> Sequence[Any]:
    """Rows of the columns' values, a score, and a count for each period, or of all chosen answers."""
    counts: list[ColumnElement[int]] = [func.count()]
    conditions = chosen(filters)
    if among:
        counts = [func.count().filter(*within(start_of(p.since), start_of(p.before))) for p in among]
        conditions = [*kind(filters), *within(start_of(among[0].since), start_of(among[-1].before))]
    return session.execute(
        select(*columns, Response.score, *counts)
        .select_from(Response)
        .join(Account, account_of_response())
        .where(*conditions)
        .group_by(*columns, Response.score)
    ).all()
