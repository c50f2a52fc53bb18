"""What a PivotTable should show, computed anew from the records of its cache."""

import math
from collections import defaultdict

from excel.checks.caches import BLANK, Value
from excel.checks.pivots import VALUES, PivotPart
from excel.checks.reading import whole
from excel.formula import evaluate, fields_in, parse

Key = tuple[Value, ...]


class Aggregates:
    """The records of a pivot, grouped by every row and column that it could show."""

    def __init__(self, pivot: PivotPart) -> None:
        self._pivot = pivot
        self._records = list(pivot.cache.resolved())
        self._numbers = {field.name.casefold(): n for n, field in enumerate(pivot.cache.fields)}
        rows = pivot.axis("row")
        columns = [number for number in pivot.axis("col") if number != VALUES]
        self._groups: dict[tuple[Key, Key], list[int]] = defaultdict(list)
        for place, record in enumerate(self._records):
            row_key, column_key = (tuple(record[n] for n in axis) for axis in (rows, columns))
            for length in range(len(row_key) + 1):
                for across in {(), column_key}:
                    self._groups[row_key[:length], across].append(place)
        self.row_keys = {row for row, _ in self._groups}

    def value(self, row: Key, column: Key, number: int) -> float | None:
        """The number at a row and a column for one of the pivot's values; None where nothing shows."""
        data = self._pivot.data_fields[number]
        field, places = whole(data, "fld"), self._groups.get((row, column), [])
        formula = self._pivot.cache.fields[field].formula
        if formula is not None:
            return self._calculated(formula, places)
        values = [self._records[place][field] for place in places]
        return _aggregate(data.get("subtotal", "sum"), [value for value in values if value != BLANK])

    def _calculated(self, formula: str, places: list[int]) -> float | None:
        tree = parse(formula)
        sums = {}
        for name in fields_in(tree):
            field = self._numbers[name.casefold()]
            values = [self._records[place][field] for place in places]
            sums[name.casefold()] = float(sum(float(text) for kind, text in values if kind == "n"))
        return _finite(evaluate(tree, sums))


def _aggregate(function: str, filled: list[Value]) -> float | None:
    numbers = [float(text) for kind, text in filled if kind == "n"]
    if not filled:
        return None
    if function == "count":
        return len(filled)
    if function == "average":
        return _finite(sum(numbers) / len(numbers)) if numbers else None
    if function == "sum":
        return _finite(sum(numbers))
    return min(numbers, default=0.0) if function == "min" else max(numbers, default=0.0)


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None
