"""What Excel would stumble over in a finished workbook, in sentences: `check("survey.xlsx")`."""

from os import PathLike
from pathlib import Path

from excel.checks import cache, cells, package, pivot
from excel.checks.reading import Unreadable, opened


def check(workbook: str | PathLike[str] | bytes) -> list[str]:
    """The findings on a workbook, given by its path or its bytes; an empty list when all is in order.

    The package, the pivot caches, the PivotTables and their cells are looked at in this order, each only when
    what it builds on is sound: a workbook may show new findings once the first are mended.

    Raises: OSError when the file can't be read.
    """
    try:
        parts = opened(workbook if isinstance(workbook, bytes) else Path(workbook))
        for look in (package.findings, cache.findings, pivot.findings, cells.findings):
            if found := list(look(parts)):
                return found
    except Unreadable as problem:
        return [str(problem)]
    except ValueError as problem:
        return [f"The workbook holds something that can't be read: {problem}."]
    return []
