"""Sheets and Tables read for checking."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from excel import references
from excel.checks.reading import LINK_ID, Opened, Unreadable, children, needed, tag, whole
from excel.markup import unescape
from excel.parts.paths import WORKBOOK

Shown = str | float | bool | None


@dataclass(frozen=True)
class Table:
    """A Table: its columns by name, its header cells as the sheet has them (the columns' names where it has
    no header), and how many rows of data it has."""

    name: str
    columns: tuple[str, ...]
    header: list[Shown]
    rows: int


def sheets(workbook: Opened) -> dict[str, str]:
    """The sheets' parts by name, in the order of their tabs."""
    listed = children(workbook.root(WORKBOOK), "sheets", "sheet")
    return {needed(one, "name"): workbook.target(WORKBOOK, one.get(LINK_ID)) for one in listed}


def sheet_ids(workbook: Opened) -> dict[int, str]:
    """The sheets' parts by the number by which slicers call them."""
    listed = children(workbook.root(WORKBOOK), "sheets", "sheet")
    return {whole(one, "sheetId"): workbook.target(WORKBOOK, one.get(LINK_ID)) for one in listed}


def tables(workbook: Opened) -> Iterator[Table]:
    """All Tables of the workbook."""
    for sheet in sheets(workbook).values():
        for part in workbook.targets(sheet, "table"):
            root = workbook.root(part)
            top, left, bottom, right = references.parse_area(needed(root, "ref"))
            names = tuple(needed(one, "name") for one in children(root, "tableColumns", "tableColumn"))
            heads, totals = whole(root, "headerRowCount", 1), whole(root, "totalsRowCount", 0)
            header: list[Shown] = list(names)
            if heads:
                shown = cells(workbook, sheet, last_row=top)
                header = [shown.get((top, column)) for column in range(left, right + 1)]
            yield Table(needed(root, "displayName"), names, header, bottom - top + 1 - heads - totals)


def cells(workbook: Opened, sheet: str, last_row: int = references.LAST_ROW) -> dict[tuple[int, int], Shown]:
    """The contents of a sheet's cells that aren't empty, by row and column, down to a last row."""
    shared = _shared_strings(workbook)
    found: dict[tuple[int, int], Shown] = {}
    for place, cell in placed(workbook, sheet):
        if place[0] > last_row:
            break
        content = _content(cell, shared)
        if content is not None:
            found[place] = content
    return found


def placed(workbook: Opened, sheet: str) -> Iterator[tuple[tuple[int, int], Element]]:
    """The cells of a sheet with their row and column: those that say no place stand behind the one before."""
    number = 0
    for row in workbook.stream(sheet, "row"):
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row:
            if reference := cell.get("r"):
                _, column = references.parse_cell(reference)
            else:
                column += 1
            yield (number, column), cell


def _shared_strings(workbook: Opened) -> list[str]:
    """The texts that cells of type s refer to."""
    parts = workbook.targets(WORKBOOK, "sharedStrings")
    return [_text(item) for part in parts for item in workbook.root(part)]


def _text(parent: Element) -> str:
    """A text, whole or in runs; how it is pronounced stands beside it."""
    texts = (*parent.findall(tag("t")), *parent.findall(f"{tag('r')}/{tag('t')}"))
    return unescape("".join(text.text or "" for text in texts))


def _content(cell: Element, shared: list[str]) -> Shown:
    value = cell.findtext(tag("v"))
    match cell.get("t", "n"):
        case "inlineStr":
            return "".join(_text(one) for one in cell.findall(tag("is")))
        case "s":
            number = int(value or 0)
            if number >= len(shared):
                raise Unreadable(f"A cell refers to shared string {number}, but there are {len(shared)}.")
            return shared[number]
        case "b":
            return value == "1"
        case "n":
            # Formulas that nobody has computed yet have an empty value.
            return float(value) if value else None
        case _:
            return None if value is None else unescape(value)
