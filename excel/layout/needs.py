"""What the pivots of a Table need of its columns: known before the rows are read."""

from collections.abc import Mapping
from dataclasses import dataclass

from excel.book import Book, DataSheet
from excel.book.data import own_fields
from excel.layout.computing import cube, listed_names
from excel.layout.cube import Cube
from excel.layout.measures import measures


@dataclass(frozen=True)
class Needs:
    """listed: the columns whose items the cache lists; measured: those with numbers to add up; by position.

    cubes: an empty one for each pivot, by its name.
    """

    listed: frozenset[int]
    measured: frozenset[int]
    cubes: Mapping[str, Cube]


def needs(book: Book, sheet: DataSheet) -> Needs:
    """What all pivots of a Table need together; nothing when none reads it."""
    pivots, columns = book.pivots_of(sheet.table), columns_of_fields(sheet)
    names = [name for pivot in pivots for name in listed_names(pivot, book.slicers_of(pivot.name))]
    grouped = [group.column for group in sheet.groups] if pivots else []
    measured = [column for pivot in pivots for one in measures(pivot, sheet) for column in one.columns]
    return Needs(
        frozenset(columns[name.casefold()] for name in (*names, *grouped)),
        frozenset(measured),
        {pivot.name: cube(pivot, sheet, book.slicers_of(pivot.name), columns) for pivot in pivots},
    )


def columns_of_fields(sheet: DataSheet) -> Mapping[str, int]:
    """For each field, by its casefolded name, the column whose values it shows or groups."""
    columns = {column.name.casefold(): number for number, column in enumerate(sheet.columns)}
    groups = {
        name.casefold(): columns[group.column.casefold()]
        for group in sheet.groups
        for name in own_fields(group)
    }
    return columns | groups
