"""Ours: the data alone, from a frame."""

from pathlib import Path

import polars as pl

from benchmarks.books import plain_book
from excel.book import Book
from excel.write import write as write_book


def prepare(frame: pl.DataFrame) -> Book:
    return plain_book(frame)


def write(prepared: Book, path: Path) -> None:
    write_book(prepared, path)
