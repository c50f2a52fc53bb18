"""jetxl: Rust, over Arrow.

Arrow's older layout of texts is the one that it reads quickest.
"""

from pathlib import Path

import jetxl
import polars as pl
import pyarrow as pa


def prepare(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def write(prepared: pa.Table, path: Path) -> None:
    jetxl.write_sheet_arrow(prepared, str(path))
