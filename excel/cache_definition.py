"""The part that defines a pivot cache: `xl/pivotCache/pivotCacheDefinitionN.xml`.

Its fields are the Table's columns in their order, then the calculated fields.
"""

from collections.abc import Sequence
from datetime import datetime

from excel.book import DataSheet
from excel.cache_records import child
from excel.cells import serial
from excel.columns import ColumnReader
from excel.contents import number
from excel.data_sheet import number_format
from excel.formula import parse, written
from excel.markup import DECLARATION, MAIN, RELATIONS, element
from excel.pivot_table import CREATED_VERSION, MINIMUM_VERSION
from excel.styles import Styles


def xml(
    source: DataSheet,
    readers: Sequence[ColumnReader],
    rows: int,
    styles: Styles,
    records_id: str,
    author: str,
    created: datetime | None,
) -> str:
    """The whole part.

    readers: of the columns, after all rows; rows: how many records there are; records_id: the relationship
    that leads to them.
    """
    attributes = {
        "xmlns": MAIN,
        "xmlns:r": RELATIONS,
        "r:id": records_id,
        "refreshOnLoad": 1 if source.refresh_on_open else None,
        "refreshedBy": author or None,
        "refreshedDate": number(serial(created)) if created else None,
        "createdVersion": CREATED_VERSION,
        "refreshedVersion": CREATED_VERSION,
        "minRefreshableVersion": MINIMUM_VERSION,
        "recordCount": rows,
    }
    # By the Table's name: the source follows it when rows are added.
    by_name = element("worksheetSource", {"name": source.table})
    fields = [_field(reader, styles) for reader in readers] + _calculated(source)
    listed = element("cacheFields", {"count": len(fields)}, "".join(fields))
    return DECLARATION + element(
        "pivotCacheDefinition", attributes, element("cacheSource", {"type": "worksheet"}, by_name) + listed
    )


def _field(reader: ColumnReader, styles: Styles) -> str:
    items = "".join(child(item) for item in reader.items)
    count = {"count": len(reader.items)} if reader.items else {}
    shared = element("sharedItems", {**reader.contents.flags(), **count}, items)
    format_number = styles.format_number(number_format(reader.column))
    return element("cacheField", {"name": reader.column.name, "numFmtId": format_number}, shared)


def _calculated(source: DataSheet) -> list[str]:
    spellings = {column.name.casefold(): column.name for column in source.columns}
    return [
        element(
            "cacheField",
            {
                "name": field.name,
                "numFmtId": 0,
                "formula": written(parse(field.formula), spellings),
                "databaseField": 0,
            },
        )
        for field in source.calculated
    ]
