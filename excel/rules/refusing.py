"""Refuses a description that can't be had, with a sentence for each thing."""

from collections.abc import Iterator
from itertools import chain

from excel.book import Book
from excel.data.fitting import FIRST_DATE
from excel.names import wrong_label, wrong_sheet_name
from excel.problems import LayoutProblem
from excel.rules.data import wrong_in_data
from excel.rules.drawings import wrong_in_charts, wrong_in_figures, wrong_in_formats, wrong_in_slicers
from excel.rules.pivots import wrong_in_pivot
from excel.rules.repeated import repeated
from excel.rules.sheets import wrong_in_places


def refuse_impossible(book: Book) -> None:
    """Raises: LayoutProblem with a sentence for each thing that can't be had."""
    if not book.sheets:
        raise LayoutProblem(["A book needs at least one sheet."])
    # What shows pivots is looked at when these are right.
    for wrong in (_wrong_in_tables_and_pivots, _wrong_in_drawings):
        if sentences := list(wrong(book)):
            raise LayoutProblem(sentences)


def _wrong_in_tables_and_pivots(book: Book) -> Iterator[str]:
    yield from _wrong_in_book(book)
    yield from chain.from_iterable(map(wrong_in_data, book.data_sheets))
    yield from _wrong_in_pivots(book)


def _wrong_in_book(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        if wrong := wrong_sheet_name(sheet.name):
            yield f"The sheet name {sheet.name!r} {wrong}."
    yield from repeated("sheet", [sheet.name for sheet in book.sheets])
    yield from repeated("Table", [sheet.table for sheet in book.data_sheets])
    yield from repeated("pivot", [pivot.name for pivot in book.pivots])
    for what, text in (("title", book.title), ("author", book.author)):
        if text and (wrong := wrong_label(text)):
            yield f"The book's {what} {text!r} {wrong}."
    if book.created and (book.created.tzinfo or book.created.date() < FIRST_DATE):
        yield "The book's time of creation must be in UTC without a time zone, and after February 1900."


def _wrong_in_pivots(book: Book) -> Iterator[str]:
    tables = {sheet.table: sheet for sheet in book.data_sheets}
    for pivot in book.pivots:
        if pivot.source in tables:
            yield from wrong_in_pivot(pivot, tables[pivot.source])
            yield from wrong_in_formats(pivot)
        else:
            yield f"Pivot {pivot.name!r} reads Table {pivot.source!r}, which no data sheet has."


def _wrong_in_drawings(book: Book) -> Iterator[str]:
    for sheet in book.drawing_sheets:
        yield from wrong_in_places(sheet)
    yield from wrong_in_slicers(book)
    yield from wrong_in_charts(book)
    yield from wrong_in_figures(book)
