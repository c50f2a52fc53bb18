"""The workbooks that Hypothesis draws for the proofs: always the same ones, drawn and written once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from excel.write import write
from tests.excel.strategies.books import Drawn, books

COUNT = 300
# After each new example Hypothesis makes five by changing it a little; most of these are left out.
ONE_OF = 3


@dataclass(frozen=True)
class Written:
    """A drawn workbook and its file."""

    drawn: Drawn
    path: Path


def drawn_books(count: int = COUNT) -> list[Drawn]:
    """So many books, the same in every run."""
    drawn: list[Drawn] = []

    @settings(
        max_examples=count * ONE_OF,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(books())
    def collect(book: Drawn) -> None:
        drawn.append(book)

    collect()
    return drawn[::ONE_OF]


def written_books(folder: Path, drawn: list[Drawn]) -> Iterator[Written]:
    """The books as files that are numbered in their order."""
    for number, one in enumerate(drawn):
        path = folder / f"{number:03}.xlsx"
        write(one.book, path)
        yield Written(one, path)
