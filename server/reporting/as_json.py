"""Scores and answers as the data API tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.reporting.pages import Given
from server.reporting.periods import Period
from server.reporting.scores import Part, Scored
from server.reporting.tally import category_of
from server.web import as_utc

Json = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """What ids are called."""

    surveys: Mapping[UUID, str]
    managers: Mapping[UUID, str]
    accounts: Mapping[UUID, str]


def of_score(scored: Scored, by: Sequence[Part], names: Names) -> Json:
    """A score with what it is of, in the order in which that was asked for."""
    tally, interval = scored.tally, scored.tally.interval()
    return {
        **{part.value: _of_part(part, scored, names) for part in by},
        "answers": tally.n,
        "promoters": tally.promoters,
        "passives": tally.passives,
        "detractors": tally.detractors,
        "score": tally.score,
        "interval": interval and {"low": round(interval.low, 1), "high": round(interval.high, 1)},
        "enough_to_tell": tally.can_tell,
    }


def order(score: Json) -> list[str]:
    """Sorts scores by what they are of: names without regard to case, periods by time."""
    return [_sorted_by(score[part.value]).casefold() for part in Part if part.value in score]


def of_answer(given: Given, names: Names) -> Json:
    """An answer."""
    return {
        "id": given.id,
        "answered_at": as_utc(given.made_at),
        "score": given.score,
        "category": category_of(given.score).value,
        "comment": given.comment,
        "language": given.language,
        "survey": {"id": given.survey_id, "title": names.surveys[given.survey_id]},
        "account_manager": {"id": given.asked_by_id, "name": names.managers[given.asked_by_id]},
        "account": {
            "id": given.account_id,
            "name": given.account,
            "segment": given.segment,
            "country": given.country,
        },
    }


def _of_part(part: Part, scored: Scored, names: Names) -> Json | str | None:
    if part in (Part.QUARTER, Part.MONTH):
        return _of_period(scored.period) if scored.period else None
    value = scored.values[part]
    if not isinstance(value, UUID):
        return value
    if part is Part.SURVEY:
        return {"id": value, "title": names.surveys[value]}
    called = names.managers if part is Part.ACCOUNT_MANAGER else names.accounts
    return {"id": value, "name": called[value]}


def _of_period(period: Period) -> Json:
    return {
        "name": period.name,
        "since": period.since.isoformat(),
        "before": period.before.isoformat(),
    }


def _sorted_by(part: Json | str | None) -> str:
    if isinstance(part, dict):
        return str(part.get("since") or part.get("title") or part["name"])
    return part or ""
