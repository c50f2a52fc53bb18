"""What a score is, how well it is known, and when two of them differ: the one definition.

Points run from -100 to +100. Formulas: Rocks, "Interval Estimation for the Net Promoter Score", The American
Statistician 70 (2016), adjusted Wald interval, at the 95 % level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import erfc, sqrt

Z = 1.959964
"""The standard normal quantile of a two-sided 95 % interval."""

_SEEN_AT_80_PERCENT = Z + 0.841621
"""Standard errors that a real difference must span to be noticed in four of five samples."""

_ADDED = 0.75
"""Added to promoters and detractors each; with twice that for the passives, three answers in all."""

FEWEST = 20
"""Below this many answers nothing is said: there even the adjusted interval covers less than 95 %."""

WIDEST_MARGIN = 30.0
"""Points; with a wider one, *very good* and *mediocre* are both possible, and nothing is said either."""

TOO_FEW = "too few answers to tell"


class Category(StrEnum):
    """What a score from 0 to 10 makes of its sender."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"

    @property
    def points(self) -> int:
        """What one such answer adds: the mean over all answers is the score."""
        return {Category.PROMOTER: 100, Category.PASSIVE: 0, Category.DETRACTOR: -100}[self]


def category_of(score: int) -> Category:
    """The category of an answer from 0 to 10."""
    if score >= 9:
        return Category.PROMOTER
    return Category.PASSIVE if score >= 7 else Category.DETRACTOR


@dataclass(frozen=True)
class Interval:
    """Where the score lies at the 95 % level, in points."""

    low: float
    high: float
    margin: float
    """Half its width before it was clipped to the scale."""


@dataclass(frozen=True)
class Tally:
    """How many answers of each category; people who gave no score are in none of them."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
        )

    def __sub__(self, part: "Tally") -> "Tally":
        """What is left without `part`, which must be contained."""
        return self + Tally(-part.promoters, -part.passives, -part.detractors)

    @property
    def n(self) -> int:
        """The number of answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float | None:
        """Points with one decimal, halves away from zero as in Excel; None without answers."""
        return self._points("0.1")

    @property
    def whole_score(self) -> int | None:
        """Points without decimals, rounded once from the exact value; None without answers."""
        points = self._points("1")
        return None if points is None else int(points)

    def interval(self) -> Interval | None:
        """The adjusted Wald interval, clipped to the scale; None without answers.

        It is centred on an adjusted score nearer to zero, so that the raw score may lie at its edge.
        """
        if not self.n:
            return None
        score, variance = self._adjusted()
        margin = 100 * Z * sqrt(variance)
        return Interval(max(-100.0, 100 * score - margin), min(100.0, 100 * score + margin), margin)

    @property
    def can_tell(self) -> bool:
        """Whether there are answers enough to say something: `FEWEST` of them, and no wider a margin than
        `WIDEST_MARGIN`.
        """
        interval = self.interval()
        return interval is not None and self.n >= FEWEST and interval.margin <= WIDEST_MARGIN

    def _points(self, digits: str) -> float | None:
        if not self.n:
            return None
        exact = Decimal(100 * (self.promoters - self.detractors)) / self.n
        return float(exact.quantize(Decimal(digits), ROUND_HALF_UP))

    def _adjusted(self) -> tuple[float, float]:
        """The adjusted score as a fraction, and the variance of its mean."""
        n = self.n + 4 * _ADDED
        promoters, detractors = (self.promoters + _ADDED) / n, (self.detractors + _ADDED) / n
        score = promoters - detractors
        return score, (promoters + detractors - score**2) / n


def tally_of(counts: Mapping[int, int]) -> Tally:
    """The tally of answers counted by their score from 0 to 10."""
    by_category = dict.fromkeys(Category, 0)
    for score, count in counts.items():
        by_category[category_of(score)] += count
    return Tally(
        by_category[Category.PROMOTER], by_category[Category.PASSIVE], by_category[Category.DETRACTOR]
    )


@dataclass(frozen=True)
class Difference:
    """One score less another, of two groups without a common answer."""

    points: float
    p_value: float
    """Two-sided, of the test on the adjusted scores."""
    seen_from: float
    """A real difference of this many points would be noticed in four of five samples of this size."""

    @property
    def can_tell(self) -> bool:
        """Whether chance alone is an unlikely reason, at the 5 % level."""
        return self.p_value < 0.05


def difference(one: Tally, other: Tally) -> Difference | None:
    """`one` less `other`, with the test on their adjusted scores; None where one has no answers."""
    if not one.n or not other.n:
        return None
    (score, variance), (other_score, other_variance) = one._adjusted(), other._adjusted()
    error = sqrt(variance + other_variance)
    exact = 100 * ((one.promoters - one.detractors) / one.n - (other.promoters - other.detractors) / other.n)
    return Difference(
        points=round(exact, 1),
        p_value=erfc(abs(score - other_score) / error / sqrt(2)),
        seen_from=100 * _SEEN_AT_80_PERCENT * error,
    )


def survivors(p_values: Mapping[str, float], level: float = 0.05) -> set[str]:
    """The names whose p value still counts when all of them are looked at together (Holm 1979)."""
    kept: set[str] = set()
    for left, name in zip(
        range(len(p_values), 0, -1), sorted(p_values, key=p_values.__getitem__), strict=True
    ):
        if p_values[name] > level / left:
            break
        kept.add(name)
    return kept


def needed_answers(margin: float) -> int:
    """Answers that make the margin this many points whatever people say: the worst case, half of them
    promoters and half detractors; to the nearest whole answer.
    """
    return round((100 * Z / margin) ** 2)


@dataclass(frozen=True)
class ResponseRate:
    """Answers / asked. Asked: the question was put into a mail or sent by us; opens count for nothing."""

    answered: int
    asked: int

    @property
    def percent(self) -> float | None:
        """None when nobody was asked."""
        return 100 * self.answered / self.asked if self.asked else None
