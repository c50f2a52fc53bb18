"""An Excel Table: `xl/tables/tableN.xml`."""

from excel import references
from excel.book import DataSheet
from excel.markup import DECLARATION, MAIN, Attributes, element


def xml(sheet: DataSheet, number: int, data_rows: int) -> str:
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
