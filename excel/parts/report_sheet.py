"""A sheet that people read: `xl/worksheets/sheetN.xml` with all cells of its pivots and figures computed.

PivotTables are joined to their sheet by relationships alone: nothing in the sheet names them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from excel.layout.grid import SheetCell
from excel.markup import DECLARATION, MAIN, RELATIONS, element, extensions
from excel.parts.sheet_cells import sheet_data
from excel.styles import Styles

NARROWEST, WIDEST = 11, 60
# Room for a drop-down button and for bold letters.
_AIR = 4


@dataclass(frozen=True)
class ReportSheet:
    """What a sheet holds.

    widths: of its columns, in characters; formats: conditional formats as XML; drawing: the relationship to
        what
    floats above it; extensions: as XML.
    """

    cells: Sequence[SheetCell]
    widths: Mapping[int, float]
    active: bool
    protected: bool
    formats: str = ""
    drawing: str | None = None
    extensions: tuple[str, ...] = ()


def xml(sheet: ReportSheet, styles: Styles) -> str:
    """The whole part; the looks of its cells are added to the styles."""
    selected = {"showGridLines": 0, "tabSelected": 1 if sheet.active else None, "workbookViewId": 0}
    columns = [
        element("col", {"min": n, "max": n, "width": f"{width:g}", "customWidth": 1})
        for n, width in sorted(sheet.widths.items())
    ]
    # The order of the children is the schema's.
    children = (
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        element("sheetViews", {}, element("sheetView", selected)),
        '<sheetFormatPr defaultRowHeight="15"/>',
        element("cols", {}, "".join(columns)) if columns else "",
        sheet_data(sheet.cells, styles),
        PROTECTION if sheet.protected else "",
        sheet.formats,
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
        # As many pages high as it takes, one page wide.
        '<pageSetup orientation="landscape" fitToHeight="0"/>',
        element("drawing", {"r:id": sheet.drawing}) if sheet.drawing else "",
        extensions(sheet.extensions),
    )
    return DECLARATION + element("worksheet", {"xmlns": MAIN, "xmlns:r": RELATIONS}, "".join(children))


# Nothing can be changed, but everything selected and copied. There is no password: it keeps slips away,
# nobody out.
PROTECTION = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'


def widths(cells: Sequence[SheetCell]) -> Mapping[int, float]:
    """Columns as wide as their texts; titles may run over the cells beside them."""
    longest: dict[int, int] = {}
    for one in cells:
        length = 0
        if isinstance(one.content, str) and one.look.role != "title":
            length = len(one.content) + (one.look.indent or 0)
        longest[one.column] = max(longest.get(one.column, 0), length)
    return {column: min(max(length + _AIR, NARROWEST), WIDEST) for column, length in longest.items()}
