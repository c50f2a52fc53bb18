"""A layout and its files become a book that can be written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import polars as pl
from polars.selectors import by_name

from excel import references
from excel.book import Book, Column, DataSheet
from excel.data.doors import described
from excel.problems import DataProblem, LayoutProblem
from excel.shell.csv_file import csv_file
from excel.shell.csv_kinds import kinds_of, values
from excel.shell.files import files_of
from excel.shell.layout import BookLayout, ColumnLayout, CsvForm, DataLayout
from excel.shell.parquet_file import parquet_file
from excel.shell.wording import meant

_CSV = (".csv", ".tsv", ".txt")
_PARQUET = (".parquet", ".pq")


@dataclass(frozen=True)
class Asked:
    """What the command says about CSV files; None leaves it to the layout."""

    delimiter: str | None = None
    encoding: str | None = None
    decimal_comma: bool | None = None


def book_of(
    layout: BookLayout,
    folder: Path,
    data: Sequence[str],
    asked: Asked,
    room: Path,
    tell: Callable[[str], None],
) -> Book:
    """The book that a layout describes, with the data of its files.

    folder: where the layout lies; data: the files that the command names, as `files_of` takes them;
    room: a folder for copies, needed until the book is written. tell: called with what is being done.
    Raises:
        LayoutProblem: the files don't go with the layout.
        DataProblem: a file can't be read as it should.
        OSError: a file can't be read at all.
    """
    files = files_of(layout, folder, data)

    def filled(sheet: DataLayout) -> DataSheet:
        tell(f"Looking through {files[sheet.table].name}")
        return _data_sheet(sheet, files[sheet.table], asked, room)

    sheets = tuple(filled(one) if isinstance(one, DataLayout) else one for one in layout.sheets)
    return Book(sheets, layout.title, layout.author, layout.created)


def _data_sheet(layout: DataLayout, path: Path, asked: Asked, room: Path) -> DataSheet:
    if not str(path).isprintable():
        # Polars takes only names that are text, and bytes that are none come as lone surrogates.
        raise LayoutProblem([f"{str(path)!r} has characters that can't be printed; rename it."])
    match path.suffix.lower():
        case ending if ending in _CSV:
            columns, frame = _from_csv(layout, path, _form(layout.csv, asked), room)
        case ending if ending in _PARQUET:
            columns, frame = _from_parquet(layout, path)
        case _:
            endings = ", ".join((*_CSV, *_PARQUET))
            raise LayoutProblem([f"{path} has none of the endings that data can have: {endings}."])
    return DataSheet(
        layout.name,
        layout.table,
        frame,
        columns,
        layout.groups,
        layout.calculated,
        layout.refresh_on_open,
        layout.protected,
    )


def _form(form: CsvForm, asked: Asked) -> CsvForm:
    given = {field.name: getattr(asked, field.name) for field in fields(asked)}
    return replace(form, **{name: value for name, value in given.items() if value is not None})


def _from_csv(
    layout: DataLayout, path: Path, form: CsvForm, room: Path
) -> tuple[tuple[Column, ...], pl.LazyFrame]:
    file = csv_file(path, form, room)
    _refuse_too_many(file.name, file.rows)
    columns = _columns(layout, file.name, file.header)
    kinds = kinds_of(file, {column.name: column.kind for column in columns})
    return tuple(column.column(kinds[column.name]) for column in columns), values(file, kinds)


def _from_parquet(layout: DataLayout, path: Path) -> tuple[tuple[Column, ...], pl.LazyFrame]:
    file = parquet_file(path)
    _refuse_too_many(file.name, file.rows)
    columns = _columns(layout, file.name, file.header)
    frame = file.frame.select(by_name(list(dict.fromkeys(column.name for column in columns))))
    kinds = {one.name: one.kind for one in described(DataSheet(layout.name, layout.table, frame)).columns}
    return tuple(column.column(kinds[column.name]) for column in columns), frame


def _columns(layout: DataLayout, file: str, header: Iterable[str]) -> tuple[ColumnLayout, ...]:
    """The columns that the Table takes from a file with this header."""
    names = list(header)
    own = [column.name for column in layout.columns]
    if strangers := [name for name in own if name not in names]:
        raise LayoutProblem(
            f"{file} has no column {name!r}, which Table {layout.table!r} asks for{meant(name, names)}"
            for name in strangers
        )
    if layout.columns and not layout.other_columns:
        return layout.columns
    return (*layout.columns, *(ColumnLayout(name) for name in names if name not in own))


def _refuse_too_many(file: str, rows: int) -> None:
    if rows >= references.LAST_ROW:
        raise DataProblem(
            f"{file} has {rows:,} rows; a sheet holds {references.LAST_ROW - 1:,} and a header."
        )
