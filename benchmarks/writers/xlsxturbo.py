"""xlsxturbo: Rust; row by row and at the quickest level of compression, which is its quickest way."""

from pathlib import Path

import polars as pl
import xlsxturbo


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


def write(prepared: pl.DataFrame, path: Path) -> None:
    xlsxturbo.df_to_xlsx(prepared, str(path), constant_memory=True, compression_level=1)
