"""What a pivot's cell shows for a value: one function of a field's tally, or a formula over several sums."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from excel.book import Function
from excel.formula import Formula, evaluate
from excel.tally import Tally


@dataclass(frozen=True)
class Measure:
    """One value of a pivot.

    field: its position among the cache's fields; operands: those of the formula by casefolded name.
    """

    field: int
    function: Function
    caption: str
    number_format: str
    formula: Formula | None = None
    operands: tuple[tuple[str, int], ...] = ()

    @property
    def measured(self) -> tuple[int, ...]:
        """The fields whose tallies it needs."""
        return tuple(number for _, number in self.operands) if self.formula else (self.field,)


def result(measure: Measure, tallies: Mapping[int, Tally] | None) -> float | None:
    """The number to show; None leaves the cell empty.

    tallies: by field; None where a row and a column have no data in common. A formula is computed there all
    the same, over sums of 0: that is what Excel does.
    """
    if measure.formula is not None:
        sums = {name: tallies[number].total if tallies else 0.0 for name, number in measure.operands}
        return _finite(evaluate(measure.formula, sums))
    return _finite(_aggregate(measure.function, tallies[measure.field])) if tallies else None


def _aggregate(function: Function, tally: Tally) -> float | None:
    """Excel's rule: empty values alone show nothing; texts among numbers count, but add nothing."""
    if not tally.filled:
        return None
    match function:
        case "count":
            return tally.filled
        case "sum":
            return tally.total
        case "average":
            return tally.total / tally.numbers if tally.numbers else None
        case "min":
            return tally.least if tally.numbers else 0
        case "max":
            return tally.most if tally.numbers else 0


def _finite(number: float | None) -> float | None:
    """Where Excel would show an error, the pivot shows its error caption: nothing."""
    return number if number is not None and math.isfinite(number) else None
