"""The limit of the data sheet: its own XML, rendered and then deflated, on all cores.

The very functions of the product work on the very same batches, one stage after the other, so that neither
waits for the other, for reading the data or for a disk.
"""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from benchmarks.books import plain_book
from excel.book import Column
from excel.data.coding import Coding, worth_coding
from excel.data.column_reader import FEW, ColumnReader
from excel.data.columns import DTYPES, CellColumn
from excel.data.doors import batches, described
from excel.data.finishing import Finishing
from excel.data.rendering import Finished, Plain, sheet_rows
from excel.data.shared_strings import SharedStrings
from excel.package.deflating import deflate
from excel.parts.data_sheet import column_styles
from excel.styles import Styles

Rows = Sequence[Finished | Plain]


def render_and_deflate(frame: pl.DataFrame) -> dict[str, float]:
    """Seconds of both stages and of each, and the megabytes of XML."""
    ready = _ready(frame)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        start = time.perf_counter()
        xml = list(pool.map(sheet_rows, ready))
        rendered = time.perf_counter()
        list(pool.map(deflate, xml))
        deflated = time.perf_counter()
    size = sum(len(piece) for piece in xml) / 1e6
    stages = {"render_s": rendered - start, "deflate_s": deflated - rendered}
    return {"seconds": deflated - start, **stages, "xml_mb": size}


def _ready(frame: pl.DataFrame) -> list[Rows]:
    """The data in batches whose columns wait to be rendered."""
    sheet = described(plain_book(frame).data_sheets[0])
    strings, styles = SharedStrings(), column_styles(sheet, Styles())
    readers: list[ColumnReader] = []
    ready: list[Rows] = []
    for batch in batches(sheet):
        if not readers:
            readers = [
                _reader(column, style, cells, strings)
                for column, style, cells in zip(sheet.columns, styles, batch, strict=True)
            ]
        ready.append([reader.read(cells) for reader, cells in zip(readers, batch, strict=True)])
    return ready


def _reader(column: Column, style: int, cells: CellColumn, strings: SharedStrings) -> ColumnReader:
    if not worth_coding(cells, FEW):
        return ColumnReader(column, style, None)
    return ColumnReader(column, style, Finishing(Coding(DTYPES[column.kind], False), strings, style))
