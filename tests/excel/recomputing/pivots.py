"""A PivotTable's numbers from the rows that a test has, and the description of the workbook."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from excel.book import Book, DataSheet, Pivot, Raw, Slicer
from tests.excel.recomputing.cells import Held, held, number_of
from tests.excel.recomputing.choosing import choose
from tests.excel.recomputing.formulas import evaluated
from tests.excel.recomputing.items import column_of, itemised, known
from tests.excel.recomputing.numbers import Key, Measured, Place, measured, numbers
from tests.excel.recomputing.showing import Comparison, Ordered, shown

Rows = Sequence[Sequence[Raw]]


@dataclass(frozen=True)
class Expected:
    """What a pivot has to show.

    rows, columns: the keys of its innermost items, one item for each field.
    count: of the Table's rows that are left.
    numbers: each value at each row key and column key and at their beginnings, before anything is compared.
    """

    pivot: Pivot
    measured: tuple[Measured, ...]
    rows: frozenset[Key]
    columns: frozenset[Key]
    count: int
    numbers: Mapping[Place, tuple[float | None, ...]]

    def number(self, value: int, place: Place) -> float | None:
        """A number before it is compared; a formula over nothing is one over zeros."""
        if place in self.numbers:
            return self.numbers[place][value]
        formula = self.measured[value].formula
        return evaluated(formula, _Zeros()) if formula else None

    def shown(self, value: int, place: Place, row_order: Ordered, column_order: Ordered) -> float | None:
        """What a cell shows, where items stand in these orders."""
        described = self.pivot.values[value]
        axis = level = 0
        for side, fields in enumerate((self.pivot.row_fields, self.pivot.column_fields)):
            for number, field in enumerate(fields):
                if described.base_field and field.name.casefold() == described.base_field.casefold():
                    axis, level = side, number
        siblings = (row_order, column_order)[axis]
        compared = Comparison(described, lambda at: self.number(value, at), axis, level, siblings)
        return shown(compared, place)


class _Zeros(dict[str, float]):
    def __missing__(self, name: str) -> float:
        return 0.0


def expected(book: Book, pivot: Pivot, rows: Rows) -> Expected:
    """The numbers of a pivot of a book, whose Table has these rows in the order of its columns."""
    sheet = next(sheet for sheet in book.data_sheets if sheet.table == pivot.source)
    values = tuple(measured(sheet, value) for value in pivot.values)
    slicers = book.slicers_of(pivot.name)
    listed = {column_of(sheet, field) for field in _fields_of_table(book, sheet)}
    cells = _cells(sheet, rows, listed)
    frame = choose(_frame(sheet, cells, _fields(pivot, slicers), values), pivot, slicers, values)
    across, down = [f.name for f in pivot.column_fields], [f.name for f in pivot.row_fields]
    return Expected(
        pivot,
        values,
        frozenset(frame.select(down).iter_rows()),
        frozenset(frame.select(across).iter_rows()),
        len(frame),
        numbers(frame, down, across, values),
    )


def _fields(pivot: Pivot, slicers: Sequence[Slicer]) -> list[str]:
    return list(dict.fromkeys([*pivot.axis_names, *(slicer.field for slicer in slicers)]))


def _fields_of_table(book: Book, sheet: DataSheet) -> list[str]:
    """The fields of which items are listed: those that any pivot or slicer uses, and what is grouped."""
    pivots = book.pivots_of(sheet.table)
    used = [field for pivot in pivots for field in _fields(pivot, book.slicers_of(pivot.name))]
    return [*used, *(group.column for group in sheet.groups)]


def _cells(sheet: DataSheet, rows: Rows, listed: Collection[int]) -> list[list[Held]]:
    """What each column's cells hold; a listed text can't be called as empty items are."""
    table = [*rows] or [[None] * len(sheet.columns)]
    cells = [[held(row[number], column.kind) for row in table] for number, column in enumerate(sheet.columns)]
    for number in listed:
        cells[number] = [None if known(cell) is None else cell for cell in cells[number]]
    return cells


def _frame(
    sheet: DataSheet, cells: Sequence[Sequence[Held]], fields: Sequence[str], values: Sequence[Measured]
) -> pl.DataFrame:
    """Items in columns named after the fields; of measured columns the numbers, "n…", and "f…": filled?"""
    named = {field: itemised(sheet, field, cells[column_of(sheet, field)]) for field in fields}
    frame = {name: pl.Series(items, dtype=pl.String) for name, items in named.items()}
    for column in {column for value in values for column in value.columns}:
        frame[f"n{column}"] = pl.Series([number_of(cell) for cell in cells[column]], dtype=pl.Float64)
        frame[f"f{column}"] = pl.Series([cell is not None for cell in cells[column]], dtype=pl.Boolean)
    return pl.DataFrame(frame) if frame else pl.DataFrame({"row": range(len(cells[0]))})
