"""Two years of asking and answering, played from a seed: who was asked when, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import exp, log
from random import Random
from typing import TypeVar

from server.demonstration import calendar
from server.demonstration.comments import REMARKS
from server.demonstration.customers import PlannedContact
from server.demonstration.people import NEWCOMER
from server.invitations.model import State
from server.invitations.rules import QUARANTINE_DAYS
from server.reporting.tally import category_of

T = TypeVar("T")

DAYS = 730
INVITATIONS, RESPONSES = 4_000, 1_500
COMMENTED = 0.4
_NEWCOMERS_DAYS = 50
_MEAN_PAUSE_DAYS = 14
_STATES = {State.INSERTED: 0.88, State.SENT: 0.06, State.CREATED: 0.03, State.WITHDRAWN: 0.03}
_DELIVERY_SHARE = 0.3
_DELIVERY_LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Reply:
    """What somebody answered."""

    made_at: datetime
    score: int
    comment: str | None


@dataclass(frozen=True)
class Ask:
    """One invitation. `looks`: when its link was opened, and by which button."""

    contact: PlannedContact
    about_delivery: bool
    made_at: datetime
    state: State
    looks: tuple[tuple[datetime, int | None], ...]
    reply: Reply | None


def play(people: Sequence[PlannedContact], moment: datetime, random: Random) -> list[Ask]:
    """`INVITATIONS` asks before `moment`, oldest first; `RESPONSES` of them were answered."""
    possible = [(one, at) for one in people for at in _moments(one, moment, random)]
    asked = sorted(
        _weighted(possible, [_growth(at, moment) for _, at in possible], INVITATIONS, random), key=_when
    )
    willing = [_willingness(one, at, moment) for one, at in asked]
    answered = set(_weighted(range(len(asked)), willing, RESPONSES, random))
    latest = _latest_replies(asked, moment)
    return [
        _ask(one, at, latest[number] if number in answered else None, moment, random)
        for number, (one, at) in enumerate(asked)
    ]


def _moments(one: PlannedContact, moment: datetime, random: Random) -> Iterator[datetime]:
    """Working hours at which somebody could be asked, never sooner than they may be."""
    if one.asked_until is None:
        return
    last = moment.date() - timedelta(days=one.asked_until)
    back = _NEWCOMERS_DAYS if one.account.owner is NEWCOMER else DAYS
    day = moment.date() - timedelta(days=back - random.randint(0, 15 if back < DAYS else 45))
    while day <= last:
        if calendar.is_workday(day) and random.random() < calendar.activity(day):
            at = datetime.combine(day, time(random.randint(7, 16), random.randint(0, 59)), moment.tzinfo)
            if at < moment - timedelta(minutes=30):
                yield at
            day += timedelta(days=QUARANTINE_DAYS + 1 + int(random.expovariate(1 / _MEAN_PAUSE_DAYS)))
        else:
            day += timedelta(days=1)


def _weighted(things: Sequence[T], weights: Sequence[float], count: int, random: Random) -> list[T]:
    """`count` of `things` without repetition; the heavier the likelier (Efraimidis and Spirakis 2006)."""
    keys = {number: log(random.random()) / weight for number, weight in enumerate(weights)}
    chosen = sorted(keys, key=keys.__getitem__, reverse=True)[:count]
    return [things[number] for number in chosen]


def _when(asked: tuple[PlannedContact, datetime]) -> tuple[datetime, str]:
    return asked[1], asked[0].email


def _progress(at: datetime, moment: datetime) -> float:
    """From 0, two years ago, to 1, now."""
    return 1 - (moment - at) / timedelta(days=DAYS)


def _growth(at: datetime, moment: datetime) -> float:
    """Ever more is asked."""
    return 0.6 + 0.8 * _progress(at, moment)


def _willingness(one: PlannedContact, at: datetime, moment: datetime) -> float:
    """How likely an ask is answered, against others."""
    fresh = min(1.0, (moment - at) / timedelta(days=2))
    return one.account.owner.diligence * calendar.activity(at.date()) * exp(one.charm * 0.3) * fresh


def _latest_replies(asked: Sequence[tuple[PlannedContact, datetime]], moment: datetime) -> list[datetime]:
    """Until when each ask can be answered so that the contact had their peace before the next one."""
    upcoming: dict[str, datetime] = {}
    latest = []
    for one, at in reversed(asked):
        following = upcoming.get(one.email)
        peace = following - timedelta(days=QUARANTINE_DAYS) if following else moment
        latest.append(min(peace, moment, at + timedelta(days=21)))
        upcoming[one.email] = at
    return latest[::-1]


def _ask(one: PlannedContact, at: datetime, latest: datetime | None, moment: datetime, random: Random) -> Ask:
    about_delivery = one.account.country.language in _DELIVERY_LANGUAGES and random.random() < _DELIVERY_SHARE
    if latest is None:
        state = random.choices(list(_STATES), list(_STATES.values()))[0]
        arrived = state in (State.INSERTED, State.SENT)
        looks = _idle_looks(at, moment, random) if arrived else ()
        return Ask(one, about_delivery, at, state, looks, None)
    hours = min(random.lognormvariate(log(20), 1.3), random.random() * (latest - at) / timedelta(hours=1))
    opened = at + timedelta(hours=hours)
    score = _score(one, _progress(at, moment), about_delivery, random)
    reply = Reply(opened + timedelta(seconds=random.randint(4, 90)), score, _comment(one, score, random))
    clicked = score if random.random() < 0.9 else max(0, score - 1)
    return Ask(one, about_delivery, at, State.INSERTED, ((opened, clicked),), reply)


def _idle_looks(at: datetime, moment: datetime, random: Random) -> tuple[tuple[datetime, int | None], ...]:
    """Visits without an answer: mail scanners open links within seconds, people later."""
    if random.random() < 0.1:
        return ((at + timedelta(seconds=random.randint(3, 40)), None),)
    later = at + timedelta(hours=random.lognormvariate(log(20), 1.3))
    return ((later, random.randint(4, 10)),) if random.random() < 0.08 and later < moment else ()


def _score(one: PlannedContact, progress: float, about_delivery: bool, random: Random) -> int:
    """Ever better, but for the bad months of the new warehouse, which the logistics people felt most."""
    warehouse = (1.6 if one.account.segment == "Logistics" else 0.8) * exp(-(((progress - 0.5) / 0.07) ** 2))
    mood = 7.75 + one.account.charm + one.charm + 0.9 * progress - warehouse - 0.25 * about_delivery
    trouble = random.uniform(2, 6) if random.random() < 0.07 else 0.0
    return max(0, min(10, round(random.gauss(mood, 1.5) - trouble)))


def _comment(one: PlannedContact, score: int, random: Random) -> str | None:
    """A remark or two in the contact's language; who is unhappy writes more."""
    if random.random() >= COMMENTED * (1.35 if score <= 6 else 0.9):
        return None
    remarks = REMARKS[one.account.country.language][category_of(score)]
    return " ".join(random.sample(remarks, random.choice((1, 1, 2))))
