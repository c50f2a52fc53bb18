"""Numbers as the report writes them."""

from server.reporting.tally import Interval, Tally

MARKS = (
    "NPS and Net Promoter are registered marks of Bain & Company, Inc., NICE Satmetrix, Inc. and "
    "Fred Reichheld."
)

_MINUS = "\u2212"


def signed(points: float | int | None, decimals: int = 0) -> str:
    """Points with their sign, `+37` or `+37.4`; a dash where there are none."""
    if points is None:
        return "–"
    text = f"{abs(points):.{decimals}f}"
    if not text.strip("0."):
        return text
    return f"{_MINUS if points < 0 else '+'}{text}"


def interval(found: Interval | None, decimals: int = 0) -> str:
    """`+33 to +48`."""
    return "–" if found is None else f"{signed(found.low, decimals)} to {signed(found.high, decimals)}"


def answers(count: int) -> str:
    """`1 answer`, `1,500 answers`."""
    return f"{count:,} answer" if count == 1 else f"{count:,} answers"


def told(tally: Tally) -> str:
    """A score in words, for those who don't see the chart."""
    return f"{signed(tally.whole_score)}, interval {interval(tally.interval())}, {answers(tally.n)}"


def percent(part: int, whole: int) -> str:
    """`46 %`; a dash of nothing."""
    return f"{100 * part / whole:.0f} %" if whole else "–"
