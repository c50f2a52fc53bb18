"""Which answers a report is about, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from server.errors import invalid, not_found


@dataclass(frozen=True)
class Filters:
    """What was chosen; None leaves it open. Days are days in UTC, both included."""

    survey_id: UUID | None = None
    manager_id: UUID | None = None
    since: date | None = None
    until: date | None = None

    @property
    def begins(self) -> datetime | None:
        """The first moment."""
        return start_of(self.since) if self.since else None

    @property
    def ends(self) -> datetime | None:
        """The moment after the last one."""
        return start_of(self.until + timedelta(days=1)) if self.until else None

    def over(self, preset: "Preset") -> dict[str, str]:
        """The parameters of the address that chooses the same, but the days of `preset`."""
        return replace(self, since=preset.since, until=preset.until).as_query()

    def as_query(self) -> dict[str, str]:
        """The parameters of the address that chooses the same."""
        chosen = {
            "survey": self.survey_id and str(self.survey_id),
            "manager": self.manager_id and str(self.manager_id),
            "from": self.since and self.since.isoformat(),
            "to": self.until and self.until.isoformat(),
        }
        return {name: value for name, value in chosen.items() if value}


def read(parameters: Mapping[str, str]) -> Filters:
    """From the address; empty parameters choose nothing.

    Raises:
        Problem: 422 for days that are none or the wrong way round, 404 for ids that are none.
    """
    filters = Filters(
        survey_id=_id(parameters.get("survey", "")),
        manager_id=_id(parameters.get("manager", "")),
        since=_day(parameters.get("from", "")),
        until=_day(parameters.get("to", "")),
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise invalid("The first day lies after the last one. Swap them.")
    return filters


@dataclass(frozen=True)
class Preset:
    """Days that are chosen by one click."""

    words: str
    since: date | None
    until: date | None


def presets(today: date) -> tuple[Preset, ...]:
    """From the whole past to the running quarter."""
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return (
        Preset("All answers", None, None),
        Preset("Last 12 months", today - timedelta(days=364), today),
        Preset("Last 90 days", today - timedelta(days=89), today),
        Preset("This quarter", quarter, today),
    )


def start_of(day: date) -> datetime:
    """Midnight, in UTC."""
    return datetime.combine(day, time(), UTC)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise not_found() from error


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise invalid(f"{text!r} is no day. Write it like 2026-11-23.") from error
    if day and not 2000 <= day.year <= 2999:
        raise invalid(f"There are no answers in the year {day.year}. Choose a later or earlier one.")
    return day
