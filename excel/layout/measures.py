"""What a pivot computes: for each value the sums that it needs of which columns, and the number they make."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from excel.book import DataSheet, Function, Pivot, Value
from excel.formula import Field, Formula, Number, Operation, evaluate, fields_in, parse

_CAPTIONS: dict[Function, str] = {
    "sum": "Sum of {}",
    "count": "Count of {}",
    "count_numbers": "Count of numbers in {}",
    "average": "Average of {}",
    "min": "Min of {}",
    "max": "Max of {}",
    "product": "Product of {}",
    "stdev": "StdDev of {}",
    "stdevp": "StdDevp of {}",
    "var": "Var of {}",
    "varp": "Varp of {}",
}
# Of a column in a group of rows: how many cells are filled (p) and are numbers (c), and of those numbers the
# sum (s), the least (l), the most (h), the product (x) and the squares' sum around the mean (q).
STATISTICS: dict[Function, str] = {
    "sum": "ps",
    "count": "p",
    "count_numbers": "pc",
    "average": "cs",
    "min": "pl",
    "max": "ph",
    "product": "pcx",
    "stdev": "csq",
    "stdevp": "csq",
    "var": "csq",
    "varp": "csq",
}


@dataclass(frozen=True)
class Measure:
    """One value of a pivot.

    field: its position among the cache's fields; operands: the columns of its formula by casefolded name.
    """

    value: Value
    field: int
    formula: Formula | None = None
    operands: tuple[tuple[str, int], ...] = ()

    @property
    def caption(self) -> str:
        return caption(self.value)

    @property
    def statistics(self) -> frozenset[str]:
        """The columns of a cube that it is made from, such as "s7": the sum of column 7."""
        if self.formula is not None:
            return frozenset(f"s{column}" for _, column in self.operands)
        return frozenset(f"{letter}{self.field}" for letter in STATISTICS[self.value.function])

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns of the Table that it measures."""
        return tuple(column for _, column in self.operands) if self.formula else (self.field,)


def caption(value: Value) -> str:
    """A value's heading, its own or the one that its function gives."""
    return value.caption if value.caption is not None else _CAPTIONS[value.function].format(value.field)


def measures(pivot: Pivot, sheet: DataSheet) -> tuple[Measure, ...]:
    """What a pivot computes, with fields by their position in the cache."""
    return tuple(_measure(value, sheet) for value in pivot.values)


def _measure(value: Value, sheet: DataSheet) -> Measure:
    numbers = {name.casefold(): number for number, name in enumerate(sheet.field_names)}
    formulas = {field.name.casefold(): field.formula for field in sheet.calculated}
    folded = value.field.casefold()
    if folded not in formulas:
        return Measure(value, numbers[folded])
    tree = parse(formulas[folded])
    operands = tuple((name, numbers[name]) for name in dict.fromkeys(n.casefold() for n in fields_in(tree)))
    return Measure(value, numbers[folded], tree, operands)


def result(measure: Measure) -> pl.Expr:
    """The number of each group, from the statistics of its columns; null where Excel shows nothing.

    Empty values alone show nothing; texts among numbers count, but add nothing.
    """
    number = _by_formula(measure) if measure.formula is not None else _by_function(measure)
    number = number.cast(pl.Float64)
    return pl.when(number.is_finite()).then(number)


def of_nothing(measure: Measure) -> float | None:
    """What shows where a row and a column have no data in common: as in Excel the formula over sums of 0."""
    if measure.formula is None:
        return None
    return evaluate(measure.formula, {name: 0.0 for name, _ in measure.operands})


def _by_function(measure: Measure) -> pl.Expr:
    def of(letter: str) -> pl.Expr:
        return pl.col(f"{letter}{measure.field}")

    match measure.value.function:
        case "count":
            return pl.when(of("p") > 0).then(of("p"))
        case "count_numbers":
            return pl.when(of("p") > 0).then(of("c"))
        case "sum":
            return pl.when(of("p") > 0).then(of("s"))
        case "average":
            return pl.when(of("c") > 0).then(of("s") / of("c"))
        case "min":
            return pl.when(of("p") > 0).then(of("l").fill_null(0))
        case "max":
            return pl.when(of("p") > 0).then(of("h").fill_null(0))
        case "product":
            return pl.when(of("p") > 0).then(pl.when(of("c") > 0).then(of("x")).otherwise(0))
        case function:
            sample = function in ("stdev", "var")
            spread = pl.when(of("c") > sample).then(of("q") / (of("c") - int(sample)))
            return spread.sqrt() if function in ("stdev", "stdevp") else spread


def _by_formula(measure: Measure) -> pl.Expr:
    columns: Mapping[str, int] = dict(measure.operands)

    def expression(tree: Formula) -> pl.Expr:
        match tree:
            case Number(text):
                return pl.lit(float(text))
            case Field(name):
                return pl.col(f"s{columns[name.casefold()]}").fill_null(0.0)
            case Operation(sign, left, right):
                return _operation(sign, expression(left), expression(right))

    return expression(measure.formula or Number("0"))


def _operation(sign: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return pl.when(right != 0).then(left / right)
