"""The values of columns: plain ones to count on, and all that is known to be awkward."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from excel.book import Kind, Raw

AWKWARD_TEXTS = (
    "Berlin",
    "BERLIN",
    "berlin",
    "O'Neil",
    "A & B",
    "<x>",
    'say "yes"',
    "=1+1",
    "+49 30",
    "-5",
    "@home",
    "1",
    "007",
    "TRUE",
    "2024-02-29",
    "(blank)",
    " leading",
    "trailing ",
    "two\nlines",
    "tab\there",
    "return\r\n",
    "_x0041_",
    "bell\x07",
    "\ufffe",
    "straße",
    "STRASSE",
    "Ünïcode",
    "名前",
    "עברית",
    "😀",
    "👩\u200d👩\u200d👧",
    "e\u0301",
    "é",
    "x" * 256,
    "",
    None,
)
LONG_TEXTS = (None, "x" * 32_767, "y" * 32_768, "😀" * 20_000, "short", "=SUM(A1)", "<&>\r\n" * 300)
DATES = (
    None,
    date(1900, 3, 1),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 6, 15),
    date(2025, 10, 2),
    date(9999, 12, 31),
)
EARLY_DATES = (None, date(1899, 12, 31), date(1, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2024, 1, 1))
TIMES = (None, time(0), time(9, 30), time(12), time(23, 59, 59))
NASTY_NUMBERS = (None, math.nan, math.inf, 0.1, 1 / 3, -0.0, 1e15, 123456789012345.0, 1e-12, Decimal("0.10"))
LONG_INTEGERS = (None, 10**15 - 1, 10**15, -(10**18), 10**25, 7)

_texts = st.sampled_from(AWKWARD_TEXTS) | st.text(max_size=5)
_days = st.sampled_from(DATES[:-1]) | st.dates(date(2022, 1, 1), date(2026, 12, 31))
_moments = st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 31)).map(lambda m: m.replace(microsecond=0))


@dataclass(frozen=True)
class Content:
    """A kind of column.

    pool: some values of which the rows take theirs; items: whether it may stand on rows and columns.
    number: whether sums of it are to be trusted to the last of nine digits.
    """

    kind: Kind
    pool: st.SearchStrategy[list[Raw]]
    items: bool = True
    number: bool = False


def _some(values: st.SearchStrategy[Raw], most: int = 6) -> st.SearchStrategy[list[Raw]]:
    """Hypothesis prefers what stands first, and short lists."""
    return st.lists(values, min_size=most, max_size=2 * most) | st.lists(values, min_size=1, max_size=most)


CONTENTS: Mapping[str, Content] = {
    "Region": Content("text", _some(_texts)),
    "Account's 'manager' & <team>": Content("text", _some(_texts)),
    "Segment": Content("text", _some(st.sampled_from(("Enterprise", "Mid", "Small", None)), 4)),
    "Urgent?": Content("boolean", _some(st.sampled_from((True, False, None)), 3)),
    "Score": Content("integer", _some(st.none() | st.integers(0, 10)), number=True),
    "Stufe 😀": Content("decimal", _some(st.none() | st.sampled_from((-1.5, 0.0, 0.5, 2.25, 3.0, 10.0)))),
    "Day": Content("date", _some(_days)),
    "Answered at": Content("datetime", _some(st.none() | _moments)),
    "Hour": Content("time", _some(st.sampled_from(TIMES), 4)),
    "Very early": Content("date", _some(st.sampled_from(EARLY_DATES), 4)),
    "Long id": Content("integer", _some(st.sampled_from(LONG_INTEGERS), 4)),
    "Order value": Content(
        "decimal",
        _some(st.none() | st.integers(-100_000, 1_000_000).map(lambda cents: cents / 100), 8),
        items=False,
        number=True,
    ),
    "Pieces": Content("integer", _some(st.none() | st.integers(-50, 1_000), 8), items=False, number=True),
    "Took": Content(
        "duration",
        _some(st.none() | st.integers(0, 500_000).map(lambda seconds: timedelta(seconds=seconds))),
        items=False,
        number=True,
    ),
    "Nasty number": Content("decimal", _some(st.sampled_from(NASTY_NUMBERS)), items=False),
    "Comment": Content("text", _some(st.sampled_from(LONG_TEXTS), 3), items=False),
}
