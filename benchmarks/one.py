"""One measurement in a process of its own: `python -m benchmarks.one WHAT DATA.parquet FOLDER`.

WHAT is a module of `benchmarks.writers`, or "limit" or "memory". Prints JSON: what was measured, by name;
seconds, and megabytes of a million bytes.
"""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

import polars as pl

from benchmarks.books import pivot_book
from benchmarks.stages import render_and_deflate
from excel.write import write


def main(what: str, data: Path, folder: Path) -> dict[str, float]:
    """Measure one thing."""
    target = folder / f"{what}.xlsx"
    if what == "memory":
        return _memory(data, target)
    if what == "limit":
        return render_and_deflate(pl.read_parquet(data))
    writer = importlib.import_module(f"benchmarks.writers.{what}")
    prepared = writer.prepare(pl.read_parquet(data))
    start = time.perf_counter()
    writer.write(prepared, target)
    return {"seconds": time.perf_counter() - start, "file_mb": target.stat().st_size / 1e6}


def _memory(data: Path, target: Path) -> dict[str, float]:
    """The peak of ours with pivots and all, where only batches of the data are ever in memory."""
    start = time.perf_counter()
    write(pivot_book(pl.scan_parquet(data)), target)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # given in kilobytes, on Linux
    return {"seconds": seconds, "peak_mb": peak / 1e6}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
