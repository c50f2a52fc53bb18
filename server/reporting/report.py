"""Puts a report together: everything that its page shows, as plain values."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from server.answering.model import Response
from server.directory.model import Account
from server.errors import not_found
from server.reporting import periods, queries
from server.reporting.filters import Filters
from server.reporting.periods import Period
from server.reporting.queries import Comment, Counts
from server.reporting.tally import (
    TOO_FEW,
    Difference,
    ResponseRate,
    Tally,
    difference,
    survivors,
    tally_of,
)

NEWEST_COMMENTS = 12
NOTHING = "not known"
"""Stands for an empty segment or country."""


@dataclass(frozen=True)
class Group:
    """One of several groups side by side, and what can be told about it against all the others."""

    name: str
    tally: Tally
    verdict: str


@dataclass(frozen=True)
class Trend:
    """Scores of successive periods; the last one is still running where it holds today."""

    periods: Sequence[Period]
    tallies: Sequence[Tally]
    running: bool

    @property
    def points(self) -> list[tuple[Period, Tally]]:
        """Each period with its tally, oldest first."""
        return list(zip(self.periods, self.tallies, strict=True))

    @property
    def change(self) -> Difference | None:
        """The last period less the one before; None where one of them has too few answers to tell."""
        before, last = self.tallies[-2:]
        return difference(last, before) if before.can_tell and last.can_tell else None


@dataclass(frozen=True)
class Choices:
    """What the filters can be set to."""

    surveys: Mapping[UUID, str]
    managers: Mapping[UUID, str]


@dataclass(frozen=True)
class Report:
    """Everything on the page, of the chosen answers."""

    filters: Filters
    choices: Choices
    counts: Counts
    tally: Tally
    response_rate: ResponseRate
    trend: Trend
    managers: Sequence[Group]
    segments: Sequence[Group]
    countries: Sequence[Group]
    accounts: Sequence[Group]
    comments: Sequence[Comment]


def choices(session: Session, filters: Filters) -> Choices:
    """What can be chosen.

    Raises:
        Problem: 404 when the filters name a survey or person that the viewer doesn't see.
    """
    found = Choices(queries.surveys(session), queries.account_managers(session))
    strange_survey = filters.survey_id and filters.survey_id not in found.surveys
    strange_manager = filters.manager_id and filters.manager_id not in found.managers
    if strange_survey or strange_manager:
        raise not_found()
    return found


def build(session: Session, filters: Filters, today: date, by_month: bool) -> Report:
    """The report as of `today`.

    Raises:
        Problem: 404 when the filters name a survey or person that the viewer doesn't see.
    """
    offered = choices(session, filters)
    counts = queries.counts(session, filters)

    def groups(column: Any, names: Mapping[Any, str] | None = None) -> list[Group]:
        tallies: dict[str, Tally] = defaultdict(Tally)
        for key, found in queries.by(session, filters, column).items():
            tallies[(names or {}).get(key, key) or NOTHING] += tally_of(found)
        return side_by_side(tallies)

    return Report(
        filters=filters,
        choices=offered,
        counts=counts,
        tally=tally_of(counts),
        response_rate=queries.response_rate(session, filters),
        trend=_trend(session, filters, today, by_month),
        managers=groups(Response.asked_by_id, offered.managers),
        segments=groups(Account.segment),
        countries=groups(Account.country),
        accounts=groups(Account.name),
        comments=queries.newest_comments(session, filters, NEWEST_COMMENTS),
    )


def side_by_side(tallies: Mapping[str, Tally]) -> list[Group]:
    """The groups by their scores, the best first; those with too few answers to tell come last.

    Each is compared with all the others together, and all comparisons are judged together (Holm).
    """
    total = sum(tallies.values(), Tally())
    compared = {
        name: found
        for name, tally in tallies.items()
        if tally.can_tell and (found := difference(tally, total - tally))
    }
    marked = survivors({name: found.p_value for name, found in compared.items()})
    groups = [
        Group(name, tally, _verdict(tally, compared[name] if name in marked else None))
        for name, tally in tallies.items()
    ]
    return sorted(groups, key=_place)


def _verdict(tally: Tally, marked: Difference | None) -> str:
    if not tally.can_tell:
        return TOO_FEW
    if marked is None:
        return ""
    return "above the others" if marked.points > 0 else "below the others"


def _place(group: Group) -> tuple[bool, float, int, str]:
    score = group.tally.score if group.tally.can_tell else None
    return not group.tally.can_tell, -(score or 0.0), -group.tally.n, group.name.casefold()


def _trend(session: Session, filters: Filters, today: date, by_month: bool) -> Trend:
    last = min(filters.until or today, today)
    chosen = periods.months(last) if by_month else periods.quarters(last)
    found = queries.by_period(session, filters, chosen)
    return Trend(chosen, [tally_of(counts) for counts in found], running=today < chosen[-1].before)
