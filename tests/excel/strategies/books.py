"""Whole workbooks drawn at random."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from hypothesis import strategies as st

from excel.book import (
    Book,
    Chart,
    ChartKind,
    Figure,
    Pivot,
    PivotSheet,
    Sheet,
    Slicer,
    Stacking,
    SummarySheet,
)
from tests.excel.recomputing.pivots import expected
from tests.excel.recomputing.wording import caption
from tests.excel.strategies.fields import rarely
from tests.excel.strategies.pivots import pivots
from tests.excel.strategies.tables import Rows, Table, tables

KINDS: tuple[ChartKind, ...] = get_args(ChartKind)
STACKINGS: tuple[Stacking, ...] = get_args(Stacking)
STYLES = ("SlicerStyleLight1", "SlicerStyleDark6", "SlicerStyleOther2")


@dataclass(frozen=True)
class Drawn:
    """A workbook, and the rows of each of its Tables by the Table's name."""

    book: Book
    rows: dict[str, Rows]


@st.composite
def books(draw: st.DrawFn) -> Drawn:
    """One Table or two, one to three pivots over each, and what may stand beside them."""
    several = draw(st.sampled_from((1, 1, 1, 2)))
    drawn = [draw(tables(name)) for name in ("Data", "Other")[:several]]
    sheets: list[Sheet] = []
    for table in drawn:
        made = [draw(pivots(table, f"{table.sheet.table} {n}")) for n in range(draw(st.integers(1, 3)))]
        sheets += _pivot_sheets(draw, table, made)
    shown = [pivot for sheet in sheets if isinstance(sheet, PivotSheet) for pivot in sheet.pivots]
    if figures := _figures(shown):
        sheets.append(SummarySheet("Summary", figures, draw(st.sampled_from((None, "In short")))))
    created = draw(st.sampled_from((None, datetime(2026, 1, 2, 3, 4, 5))))
    book = Book((*sheets, *(table.sheet for table in drawn)), "A <title> & more", "Müller", created)
    rows = {table.sheet.table: table.rows for table in drawn}
    return Drawn(_with_something_left(book, rows), rows)


def _pivot_sheets(draw: st.DrawFn, table: Table, made: Sequence[Pivot]) -> list[PivotSheet]:
    """Those without column fields side by side; one with them grows to the right and stands last."""
    narrow = [pivot for pivot in made if not pivot.columns]
    wide = [pivot for pivot in made if pivot.columns]
    together = [(*narrow, *wide[:1]), *((pivot,) for pivot in wide[1:])]
    return [_pivot_sheet(draw, table, side, number) for number, side in enumerate(filter(None, together))]


def _pivot_sheet(draw: st.DrawFn, table: Table, side: tuple[Pivot, ...], number: int) -> PivotSheet:
    return PivotSheet(
        f"{table.sheet.table} pivots {number}",
        side,
        _slicers(draw, table, side, number),
        _charts(draw, side),
        protected=not table.sheet.refresh_on_open and draw(st.integers(0, 9)) == 9,
    )


def _slicers(draw: st.DrawFn, table: Table, side: Sequence[Pivot], number: int) -> tuple[Slicer, ...]:
    """Of fields that are nowhere filtered in another way."""
    filtered = {page.name for pivot in side for page in pivot.page_fields}
    for pivot in side:
        fields = (*pivot.row_fields, *pivot.column_fields)
        filtered |= {field.name for field in fields if field.hidden or field.filter}
    free = [name for name in table.items if name not in filtered]
    names = draw(st.lists(st.sampled_from(free), max_size=2, unique=True)) if free else []
    return tuple(_slicer(draw, table, name, number) for name in names)


def _slicer(draw: st.DrawFn, table: Table, name: str, number: int) -> Slicer:
    items = table.items[name]
    return Slicer(
        f"{table.sheet.table} {number} {name}",
        name,
        chosen=tuple(items[: draw(st.integers(1, len(items)))]) if items and draw(rarely) else (),
        caption=draw(st.sampled_from((None, "Choose <one>"))),
        columns=draw(st.integers(1, 3)),
        style=draw(st.sampled_from(STYLES)),
    )


def _charts(draw: st.DrawFn, side: Sequence[Pivot]) -> tuple[Chart, ...]:
    if not draw(rarely):
        return ()
    kind = draw(st.sampled_from(KINDS))
    stacking = "none" if kind in ("pie", "doughnut") else draw(st.sampled_from(STACKINGS))
    title = draw(st.sampled_from((None, "Over <time>")))
    return (Chart(draw(st.sampled_from(side)).name, kind, stacking, title, legend=draw(st.booleans())),)


def _figures(shown: Sequence[Pivot]) -> tuple[Figure, ...]:
    """The grand totals of those pivots that show them."""
    return tuple(
        Figure(f"{pivot.name}, {caption(value)}", pivot.name, caption(value))
        for pivot in shown
        for value in pivot.values[:1]
        if pivot.column_totals and pivot.row_totals
    )


def _with_something_left(book: Book, rows: dict[str, Rows]) -> Book:
    """The book without filters of pivots, and choices of their slicers, that would leave nothing to show."""
    bare = [pivot.name for pivot in book.pivots if not expected(book, pivot, rows[pivot.source]).count]
    return replace(book, sheets=tuple(_unfiltered(sheet, bare) for sheet in book.sheets)) if bare else book


def _unfiltered(sheet: Sheet, bare: Sequence[str]) -> Sheet:
    if not isinstance(sheet, PivotSheet) or not any(pivot.name in bare for pivot in sheet.pivots):
        return sheet
    slicers = tuple(replace(slicer, chosen=()) for slicer in sheet.slicers)
    pivots = tuple(_open(pivot) if pivot.name in bare else pivot for pivot in sheet.pivots)
    return replace(sheet, slicers=slicers, pivots=pivots)


def _open(pivot: Pivot) -> Pivot:
    rows, columns = (
        tuple(replace(field, hidden=(), filter=None) for field in fields)
        for fields in (pivot.row_fields, pivot.column_fields)
    )
    pages = tuple(replace(page, chosen=()) for page in pivot.page_fields)
    return replace(pivot, rows=rows, columns=columns, pages=pages)
