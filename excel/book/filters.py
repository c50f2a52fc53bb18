"""Filters of a field on a pivot's rows or columns. Totals are those of what is left."""

from dataclasses import dataclass
from typing import Literal

TextTest = Literal[
    "equals",
    "not_equals",
    "begins_with",
    "not_begins_with",
    "ends_with",
    "not_ends_with",
    "contains",
    "not_contains",
    "greater",
    "greater_or_equal",
    "less",
    "less_or_equal",
    "between",
    "not_between",
]
NumberTest = Literal[
    "equals", "not_equals", "greater", "greater_or_equal", "less", "less_or_equal", "between", "not_between"
]


@dataclass(frozen=True)
class LabelFilter:
    """Keeps the items whose labels pass a test, without regard to case.

    text: what to compare with; ? stands for any character and * for any characters, ~ before them for
        themselves. The tests greater to not_between compare by alphabet.
    second: the other end, for between and not_between, both ends included.
    """

    test: TextTest
    text: str
    second: str | None = None


@dataclass(frozen=True)
class ValueFilter:
    """Keeps the items for which a value passes a test; within each group of the fields before it.

    value: its caption (with a caption of None: the one that the function gives, such as "Sum of Amount").
    second: the other end, for between and not_between, both ends included.
    """

    value: str
    test: NumberTest
    number: float
    second: float | None = None


@dataclass(frozen=True)
class Top:
    """Keeps the largest items; within each group of the fields before it.

    count: how many items; or with `by="percent"` how many per cent of the sum of all; or with `by="sum"` as
        many of the largest as are needed to reach this sum. Items as large as the last one stay too.
    value: the caption of the value that is compared.
    bottom: keep the smallest instead.
    """

    count: float
    value: str
    by: Literal["items", "percent", "sum"] = "items"
    bottom: bool = False


Filter = LabelFilter | ValueFilter | Top
