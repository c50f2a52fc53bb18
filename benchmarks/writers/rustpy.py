"""rustpy-xlsxwriter: Rust, from a frame."""

from pathlib import Path

import polars as pl
import rustpy_xlsxwriter


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


def write(prepared: pl.DataFrame, path: Path) -> None:
    rustpy_xlsxwriter.write_worksheet(prepared, str(path))
