"""openpyxl: Python, write-only, from rows of Python values."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook

Rows = Sequence[tuple[Any, ...]]


def prepare(frame: pl.DataFrame) -> Rows:
    return [tuple(frame.columns), *frame.rows()]


def write(prepared: Rows, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in prepared:
        sheet.append(row)
    book.save(path)
