"""The one pass over the rows: a batch goes to the sheet, to the cache's records and into the pivots' sums."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO

from excel import cache_records, data_sheet, references
from excel.book import DataSheet, Raw
from excel.cells import Content
from excel.columns import ColumnReader
from excel.problems import DataProblem
from excel.summary import Summary

Progress = Callable[[int], None]

_BATCH = 5_000


def pass_rows(
    sheet: DataSheet,
    readers: Sequence[ColumnReader],
    styles: Sequence[int],
    sheet_part: IO[bytes],
    records: IO[bytes] | None,
    summaries: Iterable[Summary],
    progress: Progress | None,
) -> int:
    """Read all rows once and answer how many there were.

    readers, styles: of the columns; records: where the records go, None without a cache; progress: is called
    with the number of rows so far.
    Raises: DataProblem when a row doesn't fit the columns, or there are more than a sheet holds.
    """
    done = 0
    for batch in _batches(sheet):
        raw = _columns(batch, len(readers), done + 1, sheet)
        columns = [reader.read(values, done + 1) for reader, values in zip(readers, raw, strict=True)]
        sheet_part.write(data_sheet.rows(columns, done + 2, styles).encode())
        if records is not None:
            _count(columns, readers, records, summaries)
        done += len(batch)
        if progress is not None:
            progress(done)
    if done == 0 and records is not None:
        _count([reader.read([None], 1) for reader in readers], readers, records, summaries)
    return done


def _batches(sheet: DataSheet) -> Iterator[list[Sequence[Raw]]]:
    rows = iter(sheet.rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _columns(
    batch: Sequence[Sequence[Raw]], width: int, first_row: int, sheet: DataSheet
) -> Sequence[Sequence[Raw]]:
    """The values of each column."""
    if first_row + len(batch) > references.LAST_ROW:
        raise DataProblem(
            f"Sheet {sheet.name!r} gets more than {references.LAST_ROW - 1:,} rows; use several data sheets."
        )
    for number, row in enumerate(batch, first_row):
        if len(row) != width:
            raise DataProblem(
                f"Row {number} of sheet {sheet.name!r} has {len(row)} values for {width} columns."
            )
    return list(zip(*batch, strict=True))


def _count(
    columns: Sequence[Sequence[Content]],
    readers: Sequence[ColumnReader],
    records: IO[bytes],
    summaries: Iterable[Summary],
) -> None:
    """A batch's records, and its share in every pivot."""
    indexes: Mapping[int, Sequence[int]] = {
        number: reader.indexes(columns[number]) for number, reader in enumerate(readers) if reader.listed
    }
    records.write(cache_records.batch(columns, indexes).encode())
    for summary in summaries:
        summary.add(indexes, columns)
