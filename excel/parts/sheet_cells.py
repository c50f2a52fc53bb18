"""Cells of the sheets that people read, as XML; data sheets have a faster way of their own."""

from collections.abc import Iterable
from datetime import date, time
from itertools import groupby
from operator import attrgetter

from excel import markup, references
from excel.data.contents import Content, number
from excel.data.fitting import serial
from excel.layout.grid import SheetCell
from excel.markup import Attributes, element
from excel.styles import Styles


def sheet_data(cells: Iterable[SheetCell], styles: Styles) -> str:
    """The element `sheetData`; the looks of the cells are added to the styles."""
    ordered = sorted(cells, key=attrgetter("row", "column"))
    rows = (
        element("row", {"r": row}, "".join(_cell(one, styles) for one in group))
        for row, group in groupby(ordered, attrgetter("row"))
    )
    return element("sheetData", {}, "".join(rows))


def _cell(one: SheetCell, styles: Styles) -> str:
    kind, content = _content(one.content, one.formula is not None)
    attributes: Attributes = {
        "r": references.cell(one.row, one.column),
        "s": styles.number(one.look) or None,
        "t": kind,
    }
    formula = "" if one.formula is None else f"<f>{markup.text(one.formula)}</f>"
    return element("c", attributes, formula + content)


def _content(content: Content, calculated: bool) -> tuple[str | None, str]:
    """The type of a cell and the elements of its value."""
    match content:
        case None:
            return None, ""
        case str():
            # A formula's text can't be inline.
            return ("str", f"<v>{markup.text(content)}</v>") if calculated else ("inlineStr", inline(content))
        case bool():
            return "b", f"<v>{content:d}</v>"
        case date() | time():
            return None, f"<v>{number(serial(content))}</v>"
        case _:
            return None, f"<v>{number(content)}</v>"


def inline(text: str) -> str:
    """A text as a cell's own string; blanks at its ends and line breaks are kept."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{keep}>{markup.text(text)}</t></is>"
