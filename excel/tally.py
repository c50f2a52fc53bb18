"""Sums, counts and bounds of one field over some rows; two tallies merge into that of all their rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from excel.cells import Content


@dataclass(slots=True)
class Tally:
    """What a pivot can tell of a field's values in a group of rows.

    filled: values that aren't empty; numbers: those of them that are numbers.
    total: added up as doubles, like Excel's; infinite where that overflows.
    """

    filled: int = 0
    numbers: int = 0
    total: float = 0.0
    least: float = math.inf
    most: float = -math.inf

    def add(self, values: Sequence[Content]) -> None:
        """Count values in. Booleans and dates count as filled, not as numbers."""
        numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        self.filled += sum(value is not None for value in values)
        if numbers:
            self.numbers += len(numbers)
            self.total += float(sum(numbers))
            self.least = min(self.least, min(numbers))
            self.most = max(self.most, max(numbers))

    def merge(self, other: "Tally") -> None:
        """Count the rows of another group in."""
        self.filled += other.filled
        self.numbers += other.numbers
        self.total += other.total
        self.least = min(self.least, other.least)
        self.most = max(self.most, other.most)
