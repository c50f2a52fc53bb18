"""XlsxWriter: Python, in constant memory, from rows of Python values."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from xlsxwriter import Workbook

Rows = Sequence[tuple[Any, ...]]


def prepare(frame: pl.DataFrame) -> Rows:
    return [tuple(frame.columns), *frame.rows()]


def write(prepared: Rows, path: Path) -> None:
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(prepared):
            sheet.write_row(number, 0, row)
