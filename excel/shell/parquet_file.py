"""A Parquet file: its columns are described in it, and its rows are read in pieces."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from excel.problems import DataProblem


@dataclass(frozen=True)
class ParquetFile:
    """A Parquet file whose description was read.

    name: what to call it in a sentence.
    frame: its rows, not read yet.
    """

    name: str
    frame: pl.LazyFrame
    header: tuple[str, ...]
    rows: int


def parquet_file(path: Path) -> ParquetFile:
    """Read what the file says of itself.

    Raises:
        DataProblem: it is no Parquet file, or broken.
        OSError: it can't be read at all.
    """
    # Polars looks for files in its own way; whether this one can be read is better asked of the system.
    path.open("rb").close()
    frame = pl.scan_parquet(path, glob=False)
    try:
        header = tuple(frame.collect_schema().names())
        rows: int = frame.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as problem:
        why = str(problem).partition("\n")[0].removesuffix(".")
        raise DataProblem(f"{path.name} can't be read as Parquet: {why}.") from None
    return ParquetFile(path.name, frame, header, rows)
