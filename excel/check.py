"""What Excel would stumble over in a finished workbook, in sentences: `check("survey.xlsx")`."""

from collections.abc import Callable
from contextlib import closing
from os import PathLike
from pathlib import Path

from excel.checks import cache, cells, charts, figures, formats, package, pivot, slicers
from excel.checks.reading import Unreadable, opened

_LOOKS = {
    "the package": package.findings,
    "the pivot caches": cache.findings,
    "the PivotTables": pivot.findings,
    "the slicers": slicers.findings,
    "the conditional formats": formats.findings,
    "the cells": cells.findings,
    "the charts": charts.findings,
    "the figures": figures.findings,
}


def check(workbook: str | PathLike[str] | bytes, progress: Callable[[str], None] | None = None) -> list[str]:
    """The findings on a workbook, given by its path or its bytes; an empty list when all is in order.

    The package, the pivot caches, the PivotTables, slicers and conditional formats, cells, charts and figures
    are looked at in this order, each only when what it builds on is sound: a workbook may show new findings
    once the first are mended. Of what isn't understood in workbooks of others nothing is said.

    progress: called with what is being done.
    Raises: OSError when the file can't be read.
    """
    try:
        with closing(opened(workbook if isinstance(workbook, bytes) else Path(workbook))) as parts:
            for what, look in _LOOKS.items():
                if progress is not None:
                    progress(f"Looking at {what}")
                if found := list(look(parts)):
                    return found
    except Unreadable as problem:
        return [str(problem)]
    except ValueError as problem:
        return [f"The workbook holds something that can't be read: {problem}."]
    return []
