"""The two years of the demonstration as they are planned: no database is needed."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from server.demonstration import customers, history
from server.demonstration.comments import REMARKS
from server.demonstration.customers import PlannedContact
from server.demonstration.history import Ask
from server.demonstration.load import SEED
from server.demonstration.people import ACCOUNT_MANAGERS, NEWCOMER
from server.invitations.model import State
from server.invitations.rules import QUARANTINE_DAYS
from server.reporting.tally import Tally, category_of, tally_of
from server.surveys.definition import LANGUAGES

MOMENTS = [datetime(2026, 11, 23, 21, tzinfo=UTC), datetime(2027, 1, 2, 0, tzinfo=UTC)]


def played(moment: datetime) -> tuple[list[PlannedContact], list[Ask]]:
    random = Random(SEED)
    people = customers.contacts(customers.accounts(random), random)
    return people, history.play(people, moment, random)


@pytest.fixture(scope="module", params=MOMENTS, ids=str)
def moment(request: pytest.FixtureRequest) -> datetime:
    """When it is loaded."""
    found: datetime = request.param
    return found


@pytest.fixture(scope="module")
def world(moment: datetime) -> tuple[list[PlannedContact], list[Ask]]:
    """Everybody, and all that was asked."""
    return played(moment)


def score_of(asks: list[Ask]) -> Tally:
    counts: dict[int, int] = defaultdict(int)
    for ask in asks:
        if ask.reply:
            counts[ask.reply.score] += 1
    return tally_of(counts)


def test_the_numbers_are_those_that_are_promised(world: tuple[list[PlannedContact], list[Ask]]) -> None:
    people, asks = world
    assert len({person.account.name for person in people}) == 40
    assert len({person.email for person in people}) == 300
    assert len(asks) == 4_000
    assert sum(ask.reply is not None for ask in asks) == 1_500


def test_the_same_moment_gives_the_same_history(
    moment: datetime, world: tuple[list[PlannedContact], list[Ask]]
) -> None:
    assert played(moment) == world


def test_nothing_happens_before_its_cause_or_in_the_future(
    moment: datetime, world: tuple[list[PlannedContact], list[Ask]]
) -> None:
    for ask in world[1]:
        assert moment - timedelta(days=history.DAYS) <= ask.made_at < moment
        for at, _ in ask.looks:
            assert ask.made_at < at < moment
        if ask.reply:
            assert ask.looks[0][0] < ask.reply.made_at < moment
            assert ask.state == State.INSERTED


def test_everybody_is_left_in_peace_as_long_as_the_rules_say(
    world: tuple[list[PlannedContact], list[Ask]],
) -> None:
    by_person: dict[str, list[Ask]] = defaultdict(list)
    for ask in world[1]:
        by_person[ask.contact.email].append(ask)
    for asks in by_person.values():
        for earlier, later in pairwise(asks):
            since = earlier.reply.made_at if earlier.reply else earlier.made_at
            assert (later.made_at.date() - since.date()).days >= QUARANTINE_DAYS


def test_some_can_be_asked_now_and_some_not_yet(
    moment: datetime, world: tuple[list[PlannedContact], list[Ask]]
) -> None:
    people, asks = world
    limit = moment - timedelta(days=QUARANTINE_DAYS)
    waiting = {ask.contact.email for ask in asks if ask.made_at > limit}
    for manager in ACCOUNT_MANAGERS:
        theirs = {p.email for p in people if p.account.owner is manager and not p.opted_out}
        assert len(theirs & waiting) >= 3
        assert len(theirs - waiting) >= 5


def test_who_opted_out_is_not_asked_again(
    moment: datetime, world: tuple[list[PlannedContact], list[Ask]]
) -> None:
    gone = [person for person in world[0] if person.opted_out]
    assert len(gone) == 8
    for ask in world[1]:
        if ask.contact.opted_out:
            assert (moment.date() - ask.made_at.date()).days >= (ask.contact.asked_until or 0)


def test_it_gets_better_over_time_and_managers_differ(
    moment: datetime, world: tuple[list[PlannedContact], list[Ask]]
) -> None:
    half = moment - timedelta(days=history.DAYS / 2)
    first = score_of([ask for ask in world[1] if ask.made_at < half]).score
    second = score_of([ask for ask in world[1] if ask.made_at >= half]).score
    assert first is not None and second is not None and second > first + 5
    scores = [
        score_of([ask for ask in world[1] if ask.contact.account.owner is manager]).score or 0.0
        for manager in ACCOUNT_MANAGERS
    ]
    assert max(scores) > min(scores) + 25
    newcomer = score_of([ask for ask in world[1] if ask.contact.account.owner is NEWCOMER])
    assert newcomer.n and not newcomer.can_tell


def test_comments_fit_language_and_score(world: tuple[list[PlannedContact], list[Ask]]) -> None:
    answered = [(ask, ask.reply) for ask in world[1] if ask.reply]
    commented = [(ask, reply, reply.comment) for ask, reply in answered if reply.comment]
    assert 0.35 < len(commented) / len(answered) < 0.45
    assert len({comment for _, _, comment in commented}) >= 120
    for ask, reply, comment in commented:
        remarks = REMARKS[ask.contact.account.country.language][category_of(reply.score)]
        assert any(remark in comment for remark in remarks)


def test_every_language_has_its_own_remarks() -> None:
    assert set(REMARKS) == set(LANGUAGES)
    remarks = [text for kinds in REMARKS.values() for texts in kinds.values() for text in texts]
    assert len(set(remarks)) == len(remarks) >= 120


def test_nobody_here_can_be_written_to(world: tuple[list[PlannedContact], list[Ask]]) -> None:
    for person in world[0]:
        assert person.email.isascii()
        assert person.email.endswith(".example")
