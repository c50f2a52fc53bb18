"""What stands around the rows of a data sheet: `xl/worksheets/sheetN.xml`.

The rows themselves are rendered a batch at a time by `excel.data.rendering`.
"""

from excel import references
from excel.book import Column, DataSheet, Kind
from excel.markup import DECLARATION, MAIN, RELATIONS, element
from excel.parts.report_sheet import PROTECTION
from excel.parts.sheet_cells import inline
from excel.styles import Look, Styles

_WIDTHS: dict[Kind, float] = {"text": 18, "date": 12, "datetime": 17}
# Beside the header stand the Table's button and some air.
_BUTTON_WIDTH, _WIDEST_HEADER = 4, 40


def column_styles(sheet: DataSheet, styles: Styles) -> list[int]:
    """The style of each column's cells."""
    return [styles.number(Look(number_format=column.shown_format)) for column in sheet.columns]


def start(sheet: DataSheet, active: bool) -> str:
    """The sheet up to its header row, which stays in view when the rows scroll."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = element(
        "sheetView",
        {"tabSelected": 1 if active else None, "workbookViewId": 0},
        pane + '<selection pane="bottomLeft"/>',
    )
    columns = [
        element("col", {"min": n, "max": n, "width": f"{_width(column):g}", "customWidth": 1})
        for n, column in enumerate(sheet.columns, 1)
    ]
    header = [
        element("c", {"r": references.cell(1, n), "t": "inlineStr"}, inline(column.name))
        for n, column in enumerate(sheet.columns, 1)
    ]
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{element("sheetViews", {}, view)}'
        f'<sheetFormatPr defaultRowHeight="15"/>{element("cols", {}, "".join(columns))}<sheetData>'
        f"{element('row', {'r': 1}, ''.join(header))}"
    )


def _width(column: Column) -> float:
    if column.width is not None:
        return column.width
    header = min(len(column.name) + _BUTTON_WIDTH, _WIDEST_HEADER)
    return max(header, _WIDTHS.get(column.kind, 11))


def end(sheet: DataSheet, table_link: str) -> str:
    """The rest of the sheet, from behind the rows on."""
    protection = PROTECTION if sheet.protected else ""
    tables = f'<tableParts count="1"><tablePart r:id="{table_link}"/></tableParts>'
    return f"</sheetData>{protection}{tables}</worksheet>"
