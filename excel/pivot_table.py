"""The part of one PivotTable: `xl/pivotTables/pivotTableN.xml`."""

from excel.axes import AxisField
from excel.book import DataSheet
from excel.layout import Line
from excel.markup import DECLARATION, MAIN, Attributes, element
from excel.picture import Picture
from excel.styles import Styles

# Excel 2010 writes 4 and reads what needs 3, which is 2007.
CREATED_VERSION, MINIMUM_VERSION = 4, 3
# The position that stands for "the values" where a field is expected.
VALUES = -2
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_HIDE_VALUES_ROW = (
    f'<extLst><ext uri="{{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}}" xmlns:x14="{_X14}">'
    '<x14:pivotTableDefinition hideValuesRow="1"/></ext></extLst>'
)


def xml(picture: Picture, source: DataSheet, cache_id: int, styles: Styles) -> str:
    """The whole part; number formats that it names are added to the styles."""
    # The order of the children is the schema's.
    children = (
        _location(picture),
        _fields(picture, source, styles),
        _axis("row", [field.number for field in picture.rows], picture.row_lines),
        _axis("col", _column_fields(picture), picture.column_lines),
        _page_fields(picture),
        _data_fields(picture, styles),
        element("pivotTableStyleInfo", _STYLE),
        _HIDE_VALUES_ROW if len(picture.measures) > 1 else "",
    )
    return DECLARATION + element(
        "pivotTableDefinition", {"xmlns": MAIN, **_attributes(picture, cache_id)}, "".join(children)
    )


_STYLE: Attributes = {
    "name": "PivotStyleMedium2",
    "showRowHeaders": 1,
    "showColHeaders": 1,
    "showRowStripes": 0,
    "showColStripes": 0,
    "showLastColumn": 1,
}


def _attributes(picture: Picture, cache_id: int) -> dict[str, str | int | None]:
    untouched = ("Number", "Border", "Font", "Pattern", "Alignment")
    return {
        "name": picture.pivot.name,
        "cacheId": cache_id,
        **{f"apply{what}Formats": 0 for what in untouched},
        "applyWidthHeightFormats": 1,
        "dataCaption": "Values",
        # A division by zero shows this caption: nothing.
        "errorCaption": "",
        "showError": 1,
        "updatedVersion": CREATED_VERSION,
        "minRefreshableVersion": MINIMUM_VERSION,
        "useAutoFormatting": 1,
        "itemPrintTitles": 1,
        "createdVersion": CREATED_VERSION,
        "indent": 0,
        "outline": 1,
        "outlineData": 1,
        "multipleFieldFilters": 0,
        "rowHeaderCaption": picture.row_caption,
        "colHeaderCaption": picture.column_caption,
    }


def _location(picture: Picture) -> str:
    pages = len(picture.pages) or None
    attributes: Attributes = {
        "ref": picture.location,
        "firstHeaderRow": picture.header.first_header_row,
        "firstDataRow": picture.header.first_data_row,
        "firstDataCol": 1,
        "rowPageCount": pages,
        "colPageCount": 1 if pages else None,
    }
    return element("location", attributes)


def _fields(picture: Picture, source: DataSheet, styles: Styles) -> str:
    """One pivotField for each field of the cache: columns first, then calculated ones."""
    axis_of = {
        **{field.number: ("axisRow", field) for field in picture.rows},
        **{field.number: ("axisCol", field) for field in picture.columns},
        **{field.number: ("axisPage", field) for field in picture.pages},
    }
    shown = {measure.field for measure in picture.measures}
    count = len(source.columns)
    fields = [_field(axis_of.get(n), n in shown, styles) for n in range(count)]
    calculated = [_calculated_field(n in shown) for n in range(count, count + len(source.calculated))]
    return element("pivotFields", {"count": count + len(calculated)}, "".join(fields + calculated))


def _field(axis: tuple[str, AxisField] | None, shown: bool, styles: Styles) -> str:
    data = 1 if shown else None
    if axis is None:
        return element("pivotField", {"dataField": data, "showAll": 0})
    name, field = axis
    attributes = {
        "axis": name,
        "dataField": data,
        "numFmtId": styles.format_number(field.number_format) or None,
        "showAll": 0,
        "sortType": "ascending",
    }
    items = [element("item", {"x": index}) for index in field.order] + ['<item t="default"/>']
    return element("pivotField", attributes, element("items", {"count": len(items)}, "".join(items)))


def _calculated_field(shown: bool) -> str:
    """A calculated field can only be a value: Excel mustn't let it be dragged elsewhere."""
    data = 1 if shown else None
    fixed = {"dragToRow": 0, "dragToCol": 0, "dragToPage": 0, "showAll": 0, "defaultSubtotal": 0}
    return element("pivotField", {"dataField": data, **fixed})


def _column_fields(picture: Picture) -> list[int]:
    several = [VALUES] if len(picture.measures) > 1 else []
    return [field.number for field in picture.columns] + several


def _axis(axis: str, fields: list[int], lines: tuple[Line, ...]) -> str:
    numbers = "".join(element("field", {"x": number}) for number in fields)
    items = "".join(_line(line) for line in lines)
    named = element(f"{axis}Fields", {"count": len(fields)}, numbers) if fields else ""
    return named + element(f"{axis}Items", {"count": len(lines)}, items)


def _line(line: Line) -> str:
    """An `<i>`; what is 0 is its default and left out."""
    attributes = {
        "t": "grand" if line.grand else None,
        "r": line.repeated or None,
        "i": line.value or None,
    }
    return element("i", attributes, "".join(element("x", {"v": item or None}) for item in line.items))


def _page_fields(picture: Picture) -> str:
    if not picture.pages:
        return ""
    pages = [element("pageField", {"fld": field.number, "hier": -1}) for field in picture.pages]
    return element("pageFields", {"count": len(pages)}, "".join(pages))


def _data_fields(picture: Picture, styles: Styles) -> str:
    fields = [
        element(
            "dataField",
            {
                "name": measure.caption,
                "fld": measure.field,
                "subtotal": None if measure.function == "sum" else measure.function,
                "baseField": 0,
                "baseItem": 0,
                "numFmtId": styles.format_number(measure.number_format) or None,
            },
        )
        for measure in picture.measures
    ]
    return element("dataFields", {"count": len(fields)}, "".join(fields))
