"""What a description must fulfil; everything that it gets wrong is told at once, in sentences."""

from collections.abc import Iterable, Iterator, Sized
from itertools import chain

from excel import references
from excel.book import Book, DataSheet, PivotSheet
from excel.cells import FIRST_DATE
from excel.formula import fields_in, parse
from excel.names import twins, wrong_label, wrong_sheet_name, wrong_table_name
from excel.problems import LayoutProblem
from excel.rules_for_pivots import wrong_in_pivot

_LONGEST_FORMULA = 1_000
_WIDEST_COLUMN = 255


def refuse_impossible(book: Book) -> None:
    """Raises: LayoutProblem with a sentence for each thing that can't be had."""
    if not book.sheets:
        raise LayoutProblem(["A book needs at least one sheet."])
    tables = {sheet.table: sheet for sheet in book.data_sheets}
    sentences = [
        *_wrong_in_book(book),
        *chain.from_iterable(_wrong_in_data(sheet) for sheet in book.data_sheets),
        *chain.from_iterable(_wrong_in_pivots(sheet, tables) for sheet in book.pivot_sheets),
    ]
    if sentences:
        raise LayoutProblem(sentences)


def _wrong_in_book(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        if wrong := wrong_sheet_name(sheet.name):
            yield f"The sheet name {sheet.name!r} {wrong}."
    pivots = [pivot.name for sheet in book.pivot_sheets for pivot in sheet.pivots]
    yield from _repeated("sheet", [sheet.name for sheet in book.sheets])
    yield from _repeated("Table", [sheet.table for sheet in book.data_sheets])
    yield from _repeated("pivot", pivots)
    for what, text in (("title", book.title), ("author", book.author)):
        if text and (wrong := wrong_label(text)):
            yield f"The book's {what} {text!r} {wrong}."
    if book.created and (book.created.tzinfo or book.created.date() < FIRST_DATE):
        yield "The book's time of creation must be in UTC without a time zone, and after February 1900."


def _wrong_in_data(sheet: DataSheet) -> Iterator[str]:
    where = f"on sheet {sheet.name!r}"
    if wrong := wrong_table_name(sheet.table):
        yield f"The Table name {sheet.table!r} {wrong}."
    if not 1 <= len(sheet.columns) <= references.LAST_COLUMN:
        yield f"The Table {where} has {len(sheet.columns):,} columns; 1 to {references.LAST_COLUMN:,} fit."
    for column in sheet.columns:
        if wrong := wrong_label(column.name):
            yield f"The column name {column.name!r} {where} {wrong}."
        if column.width is not None and not 0 < column.width <= _WIDEST_COLUMN:
            yield f"The width of column {column.name!r} {where} must be above 0 and at most {_WIDEST_COLUMN}."
        if column.number_format is not None and (wrong := wrong_label(column.number_format)):
            yield f"The number format of column {column.name!r} {where} {wrong}."
    yield from _repeated(f"column {where}", sheet.field_names)
    if isinstance(sheet.rows, Sized) and len(sheet.rows) >= references.LAST_ROW:
        yield f"{len(sheet.rows):,} rows don't fit {where}; {references.LAST_ROW - 1:,} do."
    yield from _wrong_in_calculated(sheet)


def _wrong_in_calculated(sheet: DataSheet) -> Iterator[str]:
    numbers = {c.name.casefold() for c in sheet.columns if c.kind in ("integer", "decimal")}
    for field in sheet.calculated:
        if wrong := wrong_label(field.name):
            yield f"The calculated field name {field.name!r} {wrong}."
        if len(field.formula) > _LONGEST_FORMULA:
            yield f"The formula of {field.name!r} is longer than {_LONGEST_FORMULA:,} characters."
            continue
        try:
            tree = parse(field.formula)
        except ValueError as problem:
            yield f"The formula of {field.name!r} {problem}."
            continue
        for name in dict.fromkeys(fields_in(tree)):
            if name.casefold() not in numbers:
                yield f"The formula of {field.name!r} names {name!r}, which is no integer or decimal column."


def _wrong_in_pivots(sheet: PivotSheet, tables: dict[str, DataSheet]) -> Iterator[str]:
    if not sheet.pivots:
        yield f"The pivot sheet {sheet.name!r} has no pivot."
    for pivot in sheet.pivots:
        if pivot.source not in tables:
            yield f"Pivot {pivot.name!r} reads Table {pivot.source!r}, which no data sheet has."
        else:
            yield from wrong_in_pivot(pivot, tables[pivot.source])
    for pivot in sheet.pivots[:-1]:
        if pivot.columns:
            yield f"Pivot {pivot.name!r} can grow to the right, into its neighbour: put it last on its sheet."


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name in twins(list(names)):
        yield f"The name {name!r} is given to more than one {what}; Excel doesn't tell case apart."
