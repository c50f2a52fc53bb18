"""Whether a writer leaves anything out or changes it: `python -m benchmarks.faithful WRITER FOLDER`.

Prints JSON: sentences on what doesn't read back as it was given, by another library's reader. The first part
looks at the data that is timed, so that nobody wins by leaving things out; the second at values that cells
can't hold or that XML must escape.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineWorkbook

from benchmarks.survey_data import frame
from excel.data.fitting import LONGEST_TEXT

_ROWS = 500
_HARD: dict[str, Any] = {
    "a text of 40,000 characters": "x" * 40_000,
    "a control character": "a\x01b",
    "a text that looks like an escape": "_x0041_",
    "blanks around a text": "  a  ",
    "a text that looks like a formula": "=1+1",
    "an integer of 19 digits": 1_234_567_890_123_456_789,
    "an infinite number": float("inf"),
    "a date of 1850": date(1850, 1, 1),
}


def main(name: str, folder: Path) -> list[str]:
    """What a writer changes."""
    return [*_timed(name, folder), *(said for what in _HARD for said in _hard(name, what, folder))]


def _timed(name: str, folder: Path) -> Iterator[str]:
    given = frame(_ROWS)
    read = _read_back(name, given, folder)
    if len(read) != _ROWS + 1:
        yield f"of {_ROWS} rows of the data it writes {len(read) - 1}"
    for number, column in enumerate(given.columns):
        different = sum(
            not _same(wanted, row[number]) for wanted, row in zip(given[column], read[1:], strict=False)
        )
        if different:
            yield f"{different} of {_ROWS} values of the column {column!r} differ"


def _hard(name: str, what: str, folder: Path) -> Iterator[str]:
    value = _HARD[what]
    given = pl.DataFrame({"Given": [value, value], "Other": [1, 2]})
    try:
        found = _read_back(name, given, folder)[1][0]
    # A writer in Rust panics with what is no Exception; whatever it is, it is the answer here.
    except BaseException as problem:
        yield f"{what}: fails ({type(problem).__name__})"
        return
    if isinstance(found, str) and len(found) > LONGEST_TEXT:
        yield f"{what}: is written whole, which Excel repairs"
    elif not (_same(value, found) or str(value) == found):
        shown = repr(found) if len(str(found)) < 40 else f"a text of {len(str(found)):,} characters"
        yield f"{what}: reads back as {shown}"


def _read_back(name: str, given: pl.DataFrame, folder: Path) -> list[list[Any]]:
    writer = importlib.import_module(f"benchmarks.writers.{name}")
    target = folder / f"faithful-{name}.xlsx"
    target.unlink(missing_ok=True)
    writer.write(writer.prepare(given), target)
    return CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()


def _same(given: Any, found: Any) -> bool:
    """Numbers are doubles in a workbook, and a reader gives empty cells as empty texts."""
    if given is None:
        return bool(found == "")
    return type(found) in (type(given), float) and bool(given == found)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
