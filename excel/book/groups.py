"""Fields that group the values of a column: dates by their parts, numbers in bands, anything by hand."""

from dataclasses import dataclass
from typing import Literal

from excel.book.values import Item

DatePart = Literal["years", "quarters", "months", "days"]
_CAPTIONS: dict[DatePart, str] = {
    "years": "Years",
    "quarters": "Quarters",
    "months": "Months",
    "days": "Days",
}


@dataclass(frozen=True)
class DateGroups:
    """Parts of a date, as Excel's *Group* dialog makes them.

    column: of dates or date-times. In pivots its name stands for the finest part from now on, and no longer
        for single days.
    by: the parts, the coarsest first, such as ("years", "quarters", "months").
    names: of the fields for all parts but the finest, in that order; () takes Years, Quarters and Months. A
        second grouped column of a Table needs names of its own.

    The items read 2026, Qtr1, Jan and 1-Jan. Rows without a date come first, as "(blank)".
    """

    column: str
    by: tuple[DatePart, ...] = ("years", "quarters", "months")
    names: tuple[str, ...] = ()

    @property
    def upper_names(self) -> tuple[str, ...]:
        """The names of the fields for all parts but the finest."""
        return self.names or tuple(_CAPTIONS[part] for part in self.by[:-1])


@dataclass(frozen=True)
class NumberBands:
    """Bands of equal width, as Excel's *Group* dialog makes them.

    column: of integers or decimals. In pivots its name stands for the bands on rows, columns and pages; as a
        value it is still the numbers.
    start, end: of the bands; numbers outside get the items "<start" and ">end". Empty values come first, as
        "(blank)"; a column that has them may hold no numbers below the start.
    interval: the width of a band.

    Bands of integers read 0-4 and 5-9, of decimals 0-5 and 5-10 (which then begins at 5); the last band holds
    the end too.
    """

    column: str
    start: float
    end: float
    interval: float


@dataclass(frozen=True)
class ManualGroups:
    """Items of a column put together by hand.

    name: of the field with the groups; the column stays a field of its own.
    column: of text, integers, booleans or dates.
    groups: the label of each group and the items in it, none of them twice; in the order in which they are
        shown where a field's order is "given". Items in no group stay by themselves.

    For a survey's score: (("Detractor", range(0, 7)), ("Passive", (7, 8)), ("Promoter", (9, 10))), each as a
    tuple.
    """

    name: str
    column: str
    groups: tuple[tuple[str, tuple[Item, ...]], ...]


Group = DateGroups | NumberBands | ManualGroups
