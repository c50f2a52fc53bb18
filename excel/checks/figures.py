"""GETPIVOTDATA: each such formula must lead into a pivot, and have one of its numbers."""

import re
from collections.abc import Iterator

from excel import references
from excel.checks.caches import caches
from excel.checks.pivots import PivotPart, pivots
from excel.checks.reading import Opened, needed, tag
from excel.checks.sheets import placed, sheets
from excel.markup import unescape

_CALL = re.compile(
    r'GETPIVOTDATA\("((?:[^"]|"")*)",(?:\'((?:[^\']|\'\')+)\'|([^!\'"]+))!\$?([A-Z]+)\$?(\d+)[,)].*',
    re.DOTALL,
)


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the formulas that read pivots; of other formulas nothing is said."""
    by_name = sheets(workbook)
    listed = pivots(workbook, list(by_name.values()), caches(workbook))
    if not listed:
        return
    data = {part for part in by_name.values() if workbook.targets(part, "table")}
    for name, sheet in by_name.items():
        for place, cell in placed(workbook, sheet) if sheet not in data else ():
            formula = unescape(cell.findtext(tag("f")) or "")
            if formula.startswith("GETPIVOTDATA("):
                where = f"Sheet {name!r}, cell {references.cell(*place)}"
                yield from _figure(where, formula, by_name, listed)


def _figure(where: str, formula: str, by_name: dict[str, str], listed: list[PivotPart]) -> Iterator[str]:
    call = _CALL.fullmatch(formula)
    if call is None:
        # Written otherwise than programs write it.
        return
    caption, quoted, plain, column, row = call.groups()
    sheet = by_name.get((quoted or plain).replace("''", "'"))
    line, across = references.parse_cell(f"{column}{row}")
    found = [
        one
        for one in listed
        if one.sheet == sheet
        and one.location.top <= line <= one.location.bottom
        and one.location.left <= across <= one.location.right
    ]
    if not found:
        yield f"{where}: its formula reads {column}{row}, where no pivot is."
    elif caption.replace('""', '"') not in {needed(one, "name") for one in found[0].data_fields}:
        yield f"{where}: its formula reads {caption!r}, which {found[0].name!r} doesn't show."
