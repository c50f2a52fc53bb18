"""Which rows of the data count for a pivot: those of chosen pages and slicers, less what is hidden or
filtered.

Excel's totals are those of what is left, so all of this comes before any number is computed.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from excel.book import Item, Pivot, Slicer
from excel.layout.cube import Cube, merged
from excel.layout.fields import CacheField, CacheFields
from excel.layout.items import found
from excel.layout.labels import passes
from excel.layout.measures import Measure
from excel.layout.ranking import kept
from excel.problems import LayoutProblem


def selecting_names(pivot: Pivot, slicers: Iterable[Slicer]) -> tuple[str, ...]:
    """The fields off the rows and columns by whose items some rows are left out."""
    pages = [page.name for page in pivot.page_fields if page.chosen]
    return tuple(dict.fromkeys([*pages, *(slicer.field for slicer in slicers if slicer.chosen)]))


def hidden_items(
    pivot: Pivot, slicers: Iterable[Slicer], fields: CacheFields
) -> Mapping[int, frozenset[int]]:
    """The items that are switched off, by the field's number: by hand, on a page or by a slicer.

    Raises: LayoutProblem for an item that isn't there, and where none would be left.
    """
    hidden: dict[int, frozenset[int]] = {}

    def hide(field: CacheField, items: frozenset[int]) -> None:
        hidden[field.number] = hidden.get(field.number, frozenset()) | items
        if len(hidden[field.number]) == len(field.items):
            raise LayoutProblem([f"Pivot {pivot.name!r} would hide every item of {field.name!r}."])

    where = f"Pivot {pivot.name!r}"
    for described in (*pivot.row_fields, *pivot.column_fields):
        if described.hidden:
            field = fields[described.name]
            hide(field, found(field, described.hidden, where))
    for name, chosen in _choices(pivot, slicers):
        field = fields[name]
        hide(field, frozenset(range(len(field.items))) - found(field, chosen, where))
    return hidden


def _choices(pivot: Pivot, slicers: Iterable[Slicer]) -> Iterable[tuple[str, tuple[Item, ...]]]:
    chosen = [(page.name, page.chosen) for page in pivot.page_fields]
    chosen += [(slicer.field, slicer.chosen) for slicer in slicers]
    return [(name, items) for name, items in chosen if items]


def selected(
    pivot: Pivot,
    fields: CacheFields,
    cube: Cube,
    measures: Sequence[Measure],
    hidden: Mapping[int, frozenset[int]],
) -> pl.DataFrame:
    """The sums of what counts: a line for each combination of the row and column fields' items.

    Keys are "k" and the field's number, holding item indexes; statistics as in the cube.
    """
    rows = [fields[one.name] for one in pivot.row_fields]
    columns = [fields[one.name] for one in pivot.column_fields]
    frame = cube.sums().with_columns(
        _items(field)
        for field in {f.number: f for f in (*rows, *columns, *(fields.fields[n] for n in hidden))}.values()
    )
    for number, items in hidden.items():
        frame = frame.filter(~pl.col(f"k{number}").is_in(sorted(items)))
    for described in (*pivot.row_fields, *pivot.column_fields):
        field = fields[described.name]
        labelled = [n for n in range(len(field.items)) if passes(described.filter, field.label(n))]
        if len(labelled) < len(field.items):
            frame = frame.filter(pl.col(f"k{field.number}").is_in(labelled))
    frame = merged(frame, [f"k{field.number}" for field in (*rows, *columns)], cube.statistics)
    for axis, described_fields in ((rows, pivot.row_fields), (columns, pivot.column_fields)):
        for depth, described in enumerate(described_fields, 1):
            frame = kept(frame, described.filter, [f"k{f.number}" for f in axis[:depth]], measures, cube)
    return frame


def _items(field: CacheField) -> pl.Expr:
    """The field's items instead of the codes of the column that it shows or groups."""
    codes = pl.col(f"i{field.column}")
    if field.grouped is None:
        return codes.alias(f"k{field.number}")
    item_of_code = pl.Series(list(field.item_of_code), dtype=pl.UInt32)
    return pl.lit(item_of_code).gather(codes).alias(f"k{field.number}")
