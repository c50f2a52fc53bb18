"""The limit of the data sheet: its own XML, rendered and then deflated, on all cores.

The very functions of the product work on the very same batches, one stage after the other, so that neither
waits for the other, for learning which values there are, or for a disk.
"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from benchmarks.books import plain_book
from excel.book import Column
from excel.data.coding import Coding, worth_coding
from excel.data.column_reader import FEW, ColumnReader, look_up
from excel.data.columns import DTYPES, CellColumn
from excel.data.doors import Batch, batches, described
from excel.data.finishing import Finishing
from excel.data.rendering import sheet_rows
from excel.data.shared_strings import SharedStrings
from excel.package.deflating import deflate
from excel.parts.data_sheet import column_styles
from excel.styles import Styles


def render_and_deflate(frame: pl.DataFrame) -> dict[str, float]:
    """Seconds of both stages and of each, and the megabytes of XML."""
    ready = list(batches(described(plain_book(frame).data_sheets[0])))
    render = _renderer(frame, ready)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        start = time.perf_counter()
        xml = list(pool.map(render, ready))
        rendered = time.perf_counter()
        list(pool.map(deflate, xml))
        deflated = time.perf_counter()
    size = sum(piece.nbytes for pieces in xml for piece in pieces) / 1e6
    stages = {"render_s": rendered - start, "deflate_s": deflated - rendered}
    return {"seconds": deflated - start, **stages, "xml_mb": size}


def _renderer(frame: pl.DataFrame, ready: list[Batch]) -> Callable[[Batch], Sequence[memoryview]]:
    """What turns a batch into XML, knowing all values already."""
    sheet = described(plain_book(frame).data_sheets[0])
    strings, styles = SharedStrings(), column_styles(sheet, Styles())
    readers = [
        _reader(column, style, cells, strings)
        for column, style, cells in zip(sheet.columns, styles, ready[0].columns(), strict=True)
    ]
    for batch in ready:
        for reader, cells in zip(readers, batch.columns(), strict=True):
            reader.learn(cells)
    looks = [reader.look() for reader in readers]

    def render(batch: Batch) -> Sequence[memoryview]:
        cells = batch.columns()
        codes = look_up(looks, cells) or []
        return sheet_rows([look.written(*both) for look, *both in zip(looks, cells, codes, strict=True)])

    return render


def _reader(column: Column, style: int, cells: CellColumn, strings: SharedStrings) -> ColumnReader:
    if not worth_coding(cells, FEW):
        return ColumnReader(column, style, None, False)
    finishing = Finishing(Coding(DTYPES[column.kind], False), strings, style, False)
    return ColumnReader(column, style, finishing, False)
