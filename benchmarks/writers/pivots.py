"""Ours: three pivots on one cache with all its records, three slicers and a pivot chart, from a frame."""

from pathlib import Path

import polars as pl

from benchmarks.books import pivot_book
from excel.book import Book
from excel.write import write as write_book


def prepare(frame: pl.DataFrame) -> Book:
    return pivot_book(frame)


def write(prepared: Book, path: Path) -> None:
    write_book(prepared, path)
