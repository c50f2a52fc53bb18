"""Which file is the data of which Table: what the command says, and what the layout says."""

from collections.abc import Sequence
from pathlib import Path

from excel.problems import LayoutProblem
from excel.shell.layout import BookLayout
from excel.shell.wording import meant


def files_of(layout: BookLayout, folder: Path, data: Sequence[str]) -> dict[str, Path]:
    """The file of each Table, by the Table's name.

    folder: where the layout lies; its own files are seen from there.
    data: what the command names: FILE for the one Table that needs it, or TABLE=FILE. Names of Tables don't
        tell case apart.
    Raises: LayoutProblem when a Table has no file, or a file no Table.
    """
    tables = [sheet.table for sheet in layout.data_layouts]
    given = _given(tables, data)
    own = {sheet.table: folder / sheet.file for sheet in layout.data_layouts if sheet.file is not None}
    plain = [one for one in data if _table_in(one, tables) is None]
    if plain:
        waiting = [table for table in tables if table not in given and table not in own]
        given[_only_table(plain, tables, waiting)] = Path(plain[0])
    files = {**own, **given}
    if without := [table for table in tables if table not in files]:
        raise LayoutProblem(
            f"Table {table!r} has no data: name its file in the command as {table}=FILE, or in the layout as "
            'file = "…".'
            for table in without
        )
    return files


def _given(tables: Sequence[str], data: Sequence[str]) -> dict[str, Path]:
    """The files that the command gives by a Table's name."""
    files: dict[str, Path] = {}
    for one in data:
        if (table := _table_in(one, tables)) is None:
            continue
        if table in files:
            raise LayoutProblem([f"The command gives Table {table!r} more than one file."])
        files[table] = Path(one.partition("=")[2])
    return files


def _table_in(argument: str, tables: Sequence[str]) -> str | None:
    """The Table that stands before a file; None where none does."""
    named, equals, _ = argument.partition("=")
    return next((one for one in tables if equals and one.casefold() == named.casefold()), None)


def _only_table(plain: Sequence[str], tables: Sequence[str], waiting: Sequence[str]) -> str:
    """The Table that a file is for when the command doesn't say which.

    plain: the files without a Table; waiting: the Tables without a file.
    """
    if not tables:
        raise LayoutProblem(['The layout has no data sheet (kind = "data") for the data.'])
    named, equals, _ = plain[-1].partition("=")
    if equals and not Path(plain[-1]).exists():
        raise LayoutProblem([f"The layout has no Table {named!r}{meant(named, tables)}"])
    possible = waiting or tables
    if len(plain) > 1 or len(possible) > 1:
        raise LayoutProblem([f"{plain[-1]}: say which Table it is for, as TABLE=FILE{meant('', tables)}"])
    return possible[0]
