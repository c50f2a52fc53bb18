"""Where things stand in a chart. Across, in percent, so that a chart fills any width and its letters keep
their size; down, in pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from server.reporting.queries import Counts
from server.reporting.tally import Category, Tally, category_of
from server.reporting.words import signed

_STEP = 25


@dataclass(frozen=True)
class Axis:
    """A part of the scale from -100 to +100; both ends are multiples of the step between its ticks."""

    low: int
    high: int
    step: int = _STEP

    def share(self, points: float) -> float:
        """From 0 at the low end to 1 at the high one; what lies outside stands at the end."""
        return min(1.0, max(0.0, (points - self.low) / (self.high - self.low)))

    def across(self, points: float) -> str:
        """The place on a horizontal axis, leaving half a mark free at both ends."""
        return f"{2 + 96 * self.share(points):.2f}%"

    @property
    def ticks(self) -> list[tuple[int, str]]:
        """Points and words of each tick."""
        return [(points, signed(points)) for points in range(self.low, self.high + 1, self.step)]


WHOLE_SCALE = Axis(-100, 100, 50)


def axis_for(tallies: Iterable[Tally]) -> Axis:
    """The part of the scale that holds the intervals of all that can be told, and zero."""
    intervals = [found for tally in tallies if tally.can_tell and (found := tally.interval())]
    low = min([0.0, *(one.low for one in intervals)])
    high = max([0.0, *(one.high for one in intervals)])
    axis = Axis(int(low // _STEP * _STEP), int(-(-high // _STEP) * _STEP))
    return axis if axis.low < axis.high else Axis(-_STEP, _STEP)


@dataclass(frozen=True)
class Mark:
    """A period of the trend: the middle of its column across; its score and interval down, in pixels."""

    x: str
    y: float
    top: float
    bottom: float
    tally: Tally


@dataclass(frozen=True)
class TrendChart:
    """The trend between two heights in pixels."""

    axis: Axis
    tallies: Sequence[Tally]
    top: int
    bottom: int

    def down(self, points: float) -> float:
        """The place on the vertical axis."""
        return round(self.bottom - self.axis.share(points) * (self.bottom - self.top), 1)

    @property
    def marks(self) -> list[Mark | None]:
        """One for each period; None where it has too few answers to tell."""
        return [self._mark(place, tally) for place, tally in enumerate(self.tallies)]

    @property
    def lines(self) -> list[tuple[Mark, Mark]]:
        """From each mark to the next one, where no period between them is missing."""
        return [(one, other) for one, other in pairwise(self.marks) if one and other]

    def _mark(self, place: int, tally: Tally) -> Mark | None:
        score, interval = tally.score, tally.interval()
        if score is None or interval is None or not tally.can_tell:
            return None
        x = middle(place, len(self.tallies))
        return Mark(x, self.down(score), self.down(interval.high), self.down(interval.low), tally)


def trend_chart(tallies: Sequence[Tally], top: int, bottom: int) -> TrendChart:
    """The trend on the axis that suits it."""
    return TrendChart(axis_for(tallies), tallies, top, bottom)


def middle(place: int, count: int) -> str:
    """The middle of a column, right of the room for the vertical axis."""
    return f"{7 + 93 * (place + 0.5) / count:.2f}%"


@dataclass(frozen=True)
class Bar:
    """How often a score was given; `height` is a share of the highest bar."""

    score: int
    count: int
    height: float
    category: Category


def bars(counts: Counts) -> list[Bar]:
    """One for each score from 0 to 10."""
    highest = max(counts.values(), default=0) or 1
    return [
        Bar(score, counts.get(score, 0), counts.get(score, 0) / highest, category_of(score))
        for score in range(11)
    ]
