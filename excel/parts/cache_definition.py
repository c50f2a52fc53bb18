"""The part that defines a pivot cache: `xl/pivotCache/pivotCacheDefinitionN.xml`.

Its fields are the Table's columns in their order, then groups that are fields of their own, then formulas.
"""

from datetime import datetime

from excel.book import CalculatedField, DataSheet
from excel.data.cache_values import cache_value
from excel.data.contents import Content, Contents, moment, number
from excel.data.fitting import serial
from excel.data.reading import TableData
from excel.formula import parse, written
from excel.layout.fields import CacheField, CacheFields
from excel.layout.grouping import Grouped
from excel.markup import DECLARATION, MAIN, RELATIONS, Attributes, element, extension, extensions
from excel.styles import Styles

# Excel 2010 writes 4 and reads what needs 3, which is 2007.
CREATED_VERSION, MINIMUM_VERSION = 4, 3
_VERSIONS: Attributes = {
    "createdVersion": CREATED_VERSION,
    "refreshedVersion": CREATED_VERSION,
    "minRefreshableVersion": MINIMUM_VERSION,
}
_CACHE_ID = "{725AE2AE-9491-48be-B2B4-4EB974FC3084}"


def xml(
    sheet: DataSheet,
    data: TableData,
    fields: CacheFields,
    cache: int,
    styles: Styles,
    records_id: str,
    author: str,
    created: datetime | None,
) -> str:
    """The whole part.

    cache: its number, from 1, by which slicers know it; records_id: the relationship that leads to its
        records.
    """
    attributes = {
        "xmlns": MAIN,
        "xmlns:r": RELATIONS,
        "r:id": records_id,
        "refreshOnLoad": 1 if sheet.refresh_on_open else None,
        "refreshedBy": author or None,
        "refreshedDate": number(serial(created)) if created else None,
        **_VERSIONS,
        "recordCount": max(data.rows, 1),
    }
    # By the Table's name: the source follows it when rows are added.
    by_name = element("worksheetSource", {"name": sheet.table})
    listed = _fields(sheet, data, fields, styles)
    own_id = extension(_CACHE_ID, element("x14:pivotCacheDefinition", {"pivotCacheId": cache}))
    return DECLARATION + element(
        "pivotCacheDefinition",
        attributes,
        element("cacheSource", {"type": "worksheet"}, by_name)
        + element("cacheFields", {"count": len(listed)}, "".join(listed))
        + extensions([own_id]),
    )


def _fields(sheet: DataSheet, data: TableData, fields: CacheFields, styles: Styles) -> list[str]:
    calculated = {field.name.casefold(): field for field in sheet.calculated}
    return [
        _calculated(calculated[field.name.casefold()], sheet)
        if field.column is None
        else _field(field, data, styles)
        for field in fields.fields
    ]


def _field(field: CacheField, data: TableData, styles: Styles) -> str:
    """A column, or groups of one."""
    if field.number != field.column:
        attributes: Attributes = {"name": field.name, "numFmtId": 0, "databaseField": 0}
        return element("cacheField", attributes, _groups(field))
    column = data.columns[field.number]
    shared = _shared_items(column.contents, column.items)
    formatted = styles.format_number(column.column.shown_format)
    return element("cacheField", {"name": field.name, "numFmtId": formatted}, shared + _groups(field))


def _shared_items(contents: Contents, items: tuple[Content, ...]) -> str:
    count = {"count": len(items)} if items else {}
    return element("sharedItems", {**contents.flags(), **count}, "".join(cache_value(item) for item in items))


def _groups(field: CacheField) -> str:
    """How the field groups, and which field groups it."""
    if field.grouped is None:
        return "" if field.top is None else element("fieldGroup", {"par": field.top})
    attributes: Attributes = {"par": field.top, "base": field.column}
    labels = element(
        "groupItems",
        {"count": len(field.grouped.labels)},
        "".join(cache_value(label) for label in field.grouped.labels),
    )
    return element("fieldGroup", attributes, _rule(field, field.grouped) + labels)


def _rule(field: CacheField, grouped: Grouped) -> str:
    if isinstance(grouped.start, datetime) and isinstance(grouped.end, datetime):
        bounds: Attributes = {"startDate": moment(grouped.start), "endDate": moment(grouped.end)}
        return element("rangePr", {"groupBy": field.part, **bounds})
    if grouped.interval is not None:
        own: Attributes = {
            "autoStart": 0,
            "autoEnd": 0,
            "startNum": _number(grouped.start),
            "endNum": _number(grouped.end),
            "groupInterval": _number(grouped.interval),
        }
        return element("rangePr", own)
    members = "".join(element("x", {"v": group}) for group in grouped.item_of_code)
    return element("discretePr", {"count": len(grouped.item_of_code)}, members)


def _number(bound: datetime | float | None) -> str:
    return number(bound) if isinstance(bound, int | float) else "0"


def _calculated(field: CalculatedField, sheet: DataSheet) -> str:
    spellings = {column.name.casefold(): column.name for column in sheet.columns}
    formula = written(parse(field.formula), spellings)
    return element("cacheField", {"name": field.name, "numFmtId": 0, "formula": formula, "databaseField": 0})
