"""The report's workbook over fixed answers, and the parts that it must have.

`python -m tests.reporting.golden` renews the parts in `golden/` after a change that was meant.
"""

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from excel.book import Book, DataSheet, Raw
from excel.write import write
from server.reporting import periods
from server.reporting.tally import Category, category_of
from server.reporting.workbook_sheets import CALCULATED, COLUMNS, TABLE, sheets

FOLDER = Path(__file__).parent / "golden"


def answers(count: int = 40) -> Iterator[tuple[Raw, ...]]:
    """Always the same."""
    chance = random.Random(5)
    for _ in range(count):
        score, day = chance.randrange(11), date(2025, 10, 1) + timedelta(days=chance.randrange(200))
        category = category_of(score)
        yield (
            day,
            periods.month_name(day),
            periods.quarter_name(day),
            chance.choice(("Acme", "Brixton & Sons")),
            chance.choice(("Enterprise", "Small")),
            chance.choice(("Denmark", "Ireland")),
            chance.choice(("Alice", "Bob", "Çelik")),
            "Relationship",
            score,
            category.value,
            category.points,
            *(int(category is each) for each in Category),
            1,
            chance.choice((None, "Fast & friendly", "=1+1")),
            "en",
        )


def golden_book(count: int = 40) -> Book:
    data = DataSheet("Responses", TABLE, answers(count), COLUMNS, calculated=(CALCULATED,))
    return Book((*sheets("North"), data), title="North: report", author="Rapport")


def golden_parts() -> dict[str, str]:
    """The parts of the workbook as it is written now, by path."""
    file = BytesIO()
    write(golden_book(), file)
    with ZipFile(file) as package:
        # An element a line, so that a difference can be read.
        return {name: package.read(name).decode().replace("><", ">\n<") for name in package.namelist()}


def renew() -> None:
    """Take what is written now for what must be written."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, xml in golden_parts().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(xml)


if __name__ == "__main__":
    renew()
