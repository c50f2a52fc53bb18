"""What a PivotTable should add up, computed anew from the records of its cache."""

import math
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from excel.checks.groups import members
from excel.checks.occurring import Column, Place, occurring
from excel.checks.pivots import Key, PivotPart
from excel.checks.reading import whole
from excel.formula import evaluate, fields_in, parse


@dataclass(frozen=True)
class Source:
    """Where a field's items come from: the column that it shows or groups, and which item each of its items
    is."""

    column: int
    item_of_code: Mapping[int, int]


def source(pivot: PivotPart, number: int) -> Source | None:
    """None for a field whose groups aren't understood."""
    shown = pivot.cache.fields[number]
    if shown.group is None:
        return Source(number, {code: code for code in range(len(shown.items))})
    places = members(pivot.cache, shown.group)
    return None if places is None else Source(shown.group.base, dict(enumerate(places)))


class Aggregates:
    """The records of a pivot that count, by every row and column that it could show.

    Raises: KeyError where a field isn't understood.
    """

    def __init__(self, pivot: PivotPart, kept: tuple[set[Key] | None, set[Key] | None]) -> None:
        self._pivot = pivot
        self._numbers = {one.name.casefold(): n for n, one in enumerate(pivot.cache.fields)}
        axes = [[self._positions(number) for number in pivot.own_axis(axis)] for axis in ("row", "col")]
        off = [self._switched_off(number) for number in range(len(pivot.fields))]
        measured = {column for data in pivot.data_fields for column in self.operands(data).values()}
        counted = occurring(pivot.cache, (axes[0], axes[1]), [one for one in off if one[1]], measured)
        self._whole = _with_totals(
            {
                place: columns
                for place, columns in counted
                if all(k is None or own in k for own, k in zip(place, kept, strict=True))
            }
        )

    @property
    def places(self) -> list[Place]:
        """Every row and column that has data, and their totals."""
        return list(self._whole)

    def operands(self, data: Element) -> dict[str, int]:
        """The columns that a value is computed from, by casefolded name."""
        number = whole(data, "fld")
        formula = self._pivot.cache.fields[number].formula
        if formula is None:
            return {self._pivot.cache.fields[number].name.casefold(): number}
        return {name.casefold(): self._numbers[name.casefold()] for name in fields_in(parse(formula))}

    def number(self, place: Place, value: int) -> float | None:
        """The number at a row and a column for one of the pivot's values; None where nothing shows."""
        data = self._pivot.data_fields[value]
        columns = self._whole.get(place, {})
        formula = self._pivot.cache.fields[whole(data, "fld")].formula
        if formula is not None:
            sums = {
                name: math.fsum(columns[n].numbers) if columns else 0.0
                for name, n in self.operands(data).items()
            }
            return _finite(evaluate(parse(formula), sums))
        return _finite(_aggregate(data.get("subtotal", "sum"), columns.get(whole(data, "fld"), Column())))

    def _positions(self, number: int) -> tuple[int, dict[int, int]]:
        """The column of a field, and for each code the display position of the field's item."""
        found = source(self._pivot, number)
        if found is None:
            raise KeyError(number)
        place_of = {item: place for place, item in enumerate(self._pivot.fields[number].items)}
        return found.column, {code: place_of[item] for code, item in found.item_of_code.items()}

    def _switched_off(self, number: int) -> tuple[int, set[int]]:
        """The column of a field, and the codes that don't count: hidden, or not chosen on a page."""
        shown, chosen = self._pivot.fields[number], self._pivot.pages.get(number)
        if not shown.hidden and chosen is None:
            return number, set()
        found = source(self._pivot, number)
        if found is None:
            raise KeyError(number)
        off = set(shown.hidden)
        if chosen is not None:
            off |= set(shown.items) - {shown.items[chosen]}
        return found.column, {code for code, item in found.item_of_code.items() if item in off}


def _with_totals(groups: Mapping[Place, Mapping[int, Column]]) -> dict[Place, dict[int, Column]]:
    """The same, and every beginning of their rows and columns added up."""
    added: dict[Place, dict[int, Column]] = {}
    for (row, column), columns in groups.items():
        for down in range(len(row) + 1):
            for across in range(len(column) + 1):
                total = added.setdefault((row[:down], column[:across]), {})
                for number, one in columns.items():
                    own = total.setdefault(number, Column())
                    own.filled += one.filled
                    own.dates += one.dates
                    own.numbers.extend(one.numbers)
    return added


def _aggregate(function: str, column: Column) -> float | None:
    numbers, count = column.numbers, len(column.numbers)
    if not column.filled:
        return None
    match function:
        case "count":
            return column.filled
        case "countNums":
            return count + column.dates
        case "sum":
            return math.fsum(numbers)
        case "average":
            return math.fsum(numbers) / count if count else None
        case "min" | "max":
            return (min if function == "min" else max)(numbers, default=0.0)
        case "product":
            return math.prod(numbers) if count else 0.0
        case _:
            return _spread(function, numbers)


def _spread(function: str, numbers: "array[float]") -> float | None:
    """Variance or standard deviation, of a sample or of the whole ("p")."""
    degrees = len(numbers) - (not function.endswith("p"))
    if degrees < 1:
        return None
    mean = math.fsum(numbers) / len(numbers)
    variance = math.fsum((number - mean) ** 2 for number in numbers) / degrees
    return math.sqrt(variance) if function.startswith("stdDev") else variance


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def kept_keys(pivot: PivotPart, axis: str) -> Iterator[Key]:
    """The whole combinations of items that an axis shows."""
    depth = len(pivot.own_axis(axis))
    return (key for key in pivot.keys(axis) if len(key) == depth)
