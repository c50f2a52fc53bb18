"""A sheet of data with its Table: `xl/worksheets/sheetN.xml`, a batch of rows at a time, and `tableN.xml`."""

from collections.abc import Sequence

from excel import references
from excel.book import Column, DataSheet, Kind
from excel.cell_xml import tail
from excel.cells import Content
from excel.markup import DECLARATION, MAIN, RELATIONS, Attributes, element
from excel.styles import Look, Styles

_FORMATS: dict[Kind, str] = {"date": "mm-dd-yy", "datetime": "m/d/yy h:mm"}
_WIDTHS: dict[Kind, float] = {"text": 18, "date": 12, "datetime": 17}
# Beside the header stand the Table's button and some air.
_BUTTON_WIDTH, _WIDEST_HEADER = 4, 40


def number_format(column: Column) -> str:
    """The column's format, or the one of its kind: for dates those that follow the reader's settings."""
    return column.number_format or _FORMATS.get(column.kind, "General")


def column_styles(sheet: DataSheet, styles: Styles) -> list[int]:
    """The style of each column's cells."""
    return [styles.number(Look(number_format=number_format(column))) for column in sheet.columns]


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
    names = [column.name for column in sheet.columns]
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{element("sheetViews", {}, view)}'
        f'<sheetFormatPr defaultRowHeight="15"/>{element("cols", {}, "".join(columns))}<sheetData>'
        f"{rows([[name] for name in names], 1, [0] * len(names))}"
    )


def _width(column: Column) -> float:
    if column.width is not None:
        return column.width
    header = min(len(column.name) + _BUTTON_WIDTH, _WIDEST_HEADER)
    return max(header, _WIDTHS.get(column.kind, 11))


def rows(columns: Sequence[Sequence[Content]], first: int, styles: Sequence[int]) -> str:
    """Some rows of the sheet.

    columns: for each column the value of each row; first: the first one's row on the sheet; styles: of the
        columns.
    """
    cells = [
        _cells(values, f'<c r="{references.letters(place)}', first, style)
        for place, (values, style) in enumerate(zip(columns, styles, strict=True), 1)
    ]
    numbered = enumerate(zip(*cells, strict=True), first)
    return "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in numbered)


def _cells(values: Sequence[Content], opening: str, first: int, style: int) -> list[str]:
    """The cells of one column; an empty value has none."""
    known = {value: f'"{tail(value, style)}' for value in dict.fromkeys(values) if value is not None}
    return [
        "" if value is None else f"{opening}{number}{known[value]}"
        for number, value in enumerate(values, first)
    ]


def end(table_link: str) -> str:
    """The rest of the sheet, from behind the rows on."""
    return f'</sheetData><tableParts count="1"><tablePart r:id="{table_link}"/></tableParts></worksheet>'


def table_xml(sheet: DataSheet, number: int, data_rows: int) -> str:
    """The Table over header and rows; a Table without a row gets an empty one.

    number: of the Table in the workbook, from 1.
    """
    ref = references.area(1, 1, max(data_rows, 1) + 1, len(sheet.columns))
    columns = [element("tableColumn", {"id": n, "name": c.name}) for n, c in enumerate(sheet.columns, 1)]
    attributes: Attributes = {
        "id": number,
        "name": sheet.table,
        "displayName": sheet.table,
        "ref": ref,
        "totalsRowShown": 0,
    }
    style: Attributes = {"name": "TableStyleMedium2", "showFirstColumn": 0, "showLastColumn": 0}
    return DECLARATION + element(
        "table",
        {"xmlns": MAIN, **attributes},
        element("autoFilter", {"ref": ref})
        + element("tableColumns", {"count": len(columns)}, "".join(columns))
        + element("tableStyleInfo", {**style, "showRowStripes": 1, "showColumnStripes": 0}),
    )
