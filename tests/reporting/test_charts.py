"""Where things stand in a chart."""

from hypothesis import given
from hypothesis import strategies as st

from server.reporting.charts import Axis, axis_for, bars, trend_chart
from server.reporting.tally import Tally

SURE, UNSURE = Tally(60, 30, 10), Tally(1, 0, 0)

some = st.integers(0, 200)
tallies = st.lists(st.builds(Tally, some, some, some), max_size=12)


@given(tallies)
def test_an_axis_holds_zero_and_every_interval_that_is_drawn(drawn: list[Tally]) -> None:
    axis = axis_for(drawn)
    assert -100 <= axis.low <= 0 <= axis.high <= 100
    assert axis.low < axis.high
    for tally in drawn:
        interval = tally.interval()
        if interval and tally.can_tell:
            assert axis.low <= interval.low and interval.high <= axis.high


def test_an_axis_ends_at_ticks() -> None:
    axis = axis_for([SURE])
    assert (axis.low, axis.high) == (0, 75)
    assert [label for _, label in axis.ticks] == ["0", "+25", "+50", "+75"]


def test_too_few_answers_stretch_no_axis() -> None:
    assert axis_for([SURE, UNSURE]) == axis_for([SURE])


def test_places_across_run_from_the_low_end_to_the_high_one() -> None:
    axis = Axis(-50, 50)
    assert [axis.across(points) for points in (-50, 0, 50, 99)] == ["2.00%", "50.00%", "98.00%", "98.00%"]


def test_a_trend_has_no_line_across_a_period_with_too_few_answers() -> None:
    chart = trend_chart([SURE, SURE, UNSURE, SURE], top=0, bottom=100)
    assert [mark is None for mark in chart.marks] == [False, False, True, False]
    assert [(one.x, other.x) for one, other in chart.lines] == [("18.62%", "41.88%")]


def test_a_higher_score_stands_higher() -> None:
    better, worse = trend_chart([Tally(80, 15, 5), SURE], top=0, bottom=100).marks
    assert better and worse
    assert better.top < better.y < better.bottom
    assert better.y < worse.y


def test_the_highest_bar_is_as_high_as_can_be() -> None:
    found = bars({9: 4, 3: 1})
    assert [(bar.score, bar.height) for bar in found if bar.count] == [(3, 0.25), (9, 1.0)]
    assert len(found) == 11
    assert all(bar.height == 0 for bar in bars({}))
