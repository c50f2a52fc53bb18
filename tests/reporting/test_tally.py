"""Scores, intervals and differences, against published and computed figures."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reporting.tally import (
    Category,
    ResponseRate,
    Tally,
    category_of,
    difference,
    needed_answers,
    survivors,
    tally_of,
)

VECTORS = [
    (45, 20, 100, 25.0, 14.79, 9.48, 39.06),
    (450, 200, 1000, 25.0, 4.74, 20.18, 29.67),
    (4, 2, 10, 20.0, 40.43, -25.05, 55.82),
    (9, 0, 10, 90.0, 31.15, 38.08, 100.0),
    (10, 0, 10, 100.0, 29.42, 47.50, 100.0),
    (0, 0, 10, 0.0, 18.47, -18.47, 18.47),
    (0, 5, 5, -100.0, 45.01, -100.0, -17.49),
    (1, 0, 1, 100.0, 73.50, -48.50, 98.50),
]
"""Promoters, detractors, answers; score, margin, and the interval's ends (Rocks 2016)."""

some = st.integers(0, 500)
tallies = st.builds(Tally, some, some, some)


@pytest.mark.parametrize(("promoters", "detractors", "n", "score", "margin", "low", "high"), VECTORS)
def test_score_and_interval_are_those_of_the_formula(
    promoters: int, detractors: int, n: int, score: float, margin: float, low: float, high: float
) -> None:
    tally = Tally(promoters, n - promoters - detractors, detractors)
    interval = tally.interval()
    assert interval is not None
    assert tally.score == score
    assert [round(value, 2) for value in (interval.margin, interval.low, interval.high)] == [
        margin,
        low,
        high,
    ]


def test_nobody_is_no_score_rather_than_zero() -> None:
    assert (Tally().score, Tally().whole_score, Tally().interval(), Tally().can_tell) == (
        None,
        None,
        None,
        False,
    )


def test_each_score_has_its_category() -> None:
    assert [category_of(score).value[0] for score in range(11)] == list("ddddddd" + "pp" + "pp")
    assert [category_of(score) for score in (6, 7, 8, 9)] == [
        Category.DETRACTOR,
        Category.PASSIVE,
        Category.PASSIVE,
        Category.PROMOTER,
    ]


def test_halves_are_rounded_as_excel_rounds_them() -> None:
    tally = Tally(promoters=49, passives=351, detractors=0)
    assert tally.score == 12.3  # 12.25: to the even neighbour it would be 12.2
    assert Tally(0, 351, 49).score == -12.3
    assert Tally(1, 7, 0).whole_score == 13  # 12.5


def test_the_whole_score_is_rounded_once() -> None:
    tally = Tally(promoters=3745, passives=6255, detractors=0)
    assert tally.score == 37.5
    assert tally.whole_score == 37  # 37.45, not 37.5


@given(tallies)
def test_the_interval_stays_on_the_scale_and_keeps_a_width(tally: Tally) -> None:
    interval = tally.interval()
    if interval is not None:
        assert -100 <= interval.low < interval.high <= 100


@given(tallies)
def test_turning_all_answers_round_turns_the_interval_round(tally: Tally) -> None:
    interval, turned = tally.interval(), Tally(tally.detractors, tally.passives, tally.promoters).interval()
    if interval is not None and turned is not None:
        assert isclose(interval.low, -turned.high, abs_tol=1e-9)


@given(st.dictionaries(st.integers(0, 10), st.integers(0, 99)))
def test_the_score_is_the_mean_of_the_points(counts: dict[int, int]) -> None:
    tally, n = tally_of(counts), sum(counts.values())
    assert tally.n == n
    if n:
        mean = sum(category_of(score).points * count for score, count in counts.items()) / n
        assert tally.score is not None
        assert abs(tally.score - mean) <= 0.05 + 1e-9


@pytest.mark.parametrize(
    ("tally", "can_tell"),
    [
        (Tally(19, 0, 0), False),  # one answer short
        (Tally(20, 0, 0), True),
        (Tally(10, 0, 10), False),  # enough answers, but they disagree too much: a margin of 41
        (Tally(9, 7, 4), False),  # a margin of 31
        (Tally(10, 8, 4), True),  # a margin of 29
        (Tally(25, 0, 25), True),
    ],
)
def test_few_or_contradicting_answers_are_too_few_to_tell(tally: Tally, can_tell: bool) -> None:
    assert tally.can_tell is can_tell


def test_a_difference_is_tested_on_the_adjusted_scores() -> None:
    found = difference(Tally(110, 70, 20), Tally(90, 70, 40))
    assert found is not None
    # By hand: s' 0.44335 and 0.24631, v' 0.45122 and 0.58711 over 203 each; z = 2.7551.
    assert found.points == 20.0
    assert round(found.p_value, 4) == 0.0059
    assert found.can_tell


def test_a_difference_between_few_answers_is_not_told() -> None:
    found = difference(Tally(6, 3, 1), Tally(4, 4, 2))
    assert found is not None
    assert found.points == 30.0
    assert not found.can_tell
    assert found.seen_from > 60


def test_what_would_be_seen_is_the_known_figure_for_two_hundred_answers() -> None:
    """A real change of about 20 points is seen in 79 % of samples of 200 and 200 (simulated)."""
    found = difference(Tally(110, 70, 20), Tally(90, 70, 40))
    assert found is not None
    assert 19 < found.seen_from < 21


def test_there_is_no_difference_to_nobody() -> None:
    assert difference(Tally(1, 0, 0), Tally()) is None


def test_of_several_differences_only_those_survive_that_chance_hardly_makes() -> None:
    """The example of Holm's procedure: 0.01 and 0.005 survive at four comparisons, 0.03 and 0.04 don't."""
    assert survivors({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}) == {"a", "d"}
    assert survivors({}) == set()


def test_the_needed_answers_are_those_of_the_usual_tables() -> None:
    assert [needed_answers(margin) for margin in (10, 5, 30)] == [384, 1537, 43]


def test_the_response_rate_of_nobody_is_unknown() -> None:
    assert ResponseRate(0, 0).percent is None
    assert ResponseRate(3, 8).percent == 37.5
