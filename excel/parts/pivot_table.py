"""The part of one PivotTable: `xl/pivotTables/pivotTableN.xml`."""

from collections.abc import Sequence

from excel.book import PREVIOUS, Neighbour
from excel.layout import extent
from excel.layout.axes import Axis
from excel.layout.headings import column_caption, row_caption
from excel.layout.lines import Line
from excel.layout.measures import Measure
from excel.layout.picture import Picture
from excel.markup import DECLARATION, MAIN, Attributes, element, extension, extensions
from excel.parts import conditional_formats, pivot_fields, pivot_filters
from excel.parts.cache_definition import CREATED_VERSION, MINIMUM_VERSION
from excel.styles import Styles

# The position that stands for "the values" where a field is expected.
VALUES = -2
_DATA_FIELD, _TABLE = "{E15A36E0-9728-4e99-A89B-3F7291B0FE68}", "{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}"
# Excel's numbers for the item before and the item behind each item.
_PREVIOUS, _NEXT = 1048828, 1048829
_FUNCTIONS = {"count_numbers": "countNums", "stdev": "stdDev", "stdevp": "stdDevp"}
_SHOW_AS = {
    "difference": "difference",
    "percent": "percent",
    "percent_difference": "percentDiff",
    "running_total": "runTotal",
    "percent_of_row": "percentOfRow",
    "percent_of_column": "percentOfCol",
    "percent_of_total": "percentOfTotal",
    "index": "index",
}
# Those that came with Excel 2010 stand in an extension.
_SHOW_AS_2010 = {
    "percent_of_parent": "percentOfParent",
    "percent_of_parent_row": "percentOfParentRow",
    "percent_of_parent_column": "percentOfParentCol",
    "percent_running_total": "percentOfRunningTotal",
    "rank_ascending": "rankAscending",
    "rank_descending": "rankDescending",
}


def xml(picture: Picture, cache_id: int, priorities: Sequence[int], styles: Styles) -> str:
    """The whole part; number formats that it names are added to the styles.

    priorities: of the pivot's conditional formats on their sheet.
    """
    # The order of the children is the schema's.
    children = (
        _location(picture),
        pivot_fields.xml(picture, styles),
        _axis("row", picture.rows, picture.row_lines, picture.values_on_rows),
        _axis("col", picture.columns, picture.column_lines, picture.values_on_columns),
        _page_fields(picture),
        _data_fields(picture, styles),
        conditional_formats.pivot_xml(picture, priorities),
        _style(picture),
        pivot_filters.xml(picture),
        _hidden_values_row(picture),
    )
    return DECLARATION + element(
        "pivotTableDefinition", {"xmlns": MAIN, **_attributes(picture, cache_id)}, "".join(children)
    )


def _attributes(picture: Picture, cache_id: int) -> Attributes:
    pivot, compact = picture.pivot, picture.pivot.form == "compact"
    untouched = ("Number", "Border", "Font", "Pattern", "Alignment")
    return {
        "name": pivot.name,
        "cacheId": cache_id,
        "dataOnRows": 1 if picture.values_on_rows else None,
        **{f"apply{what}Formats": 0 for what in untouched},
        "applyWidthHeightFormats": 1,
        "dataCaption": pivot.values_caption,
        "grandTotalCaption": None if pivot.total_caption == "Grand Total" else pivot.total_caption,
        # A division by zero shows this caption: nothing.
        "errorCaption": "",
        "showError": 1,
        "missingCaption": pivot.empty_caption or None,
        "updatedVersion": CREATED_VERSION,
        "minRefreshableVersion": MINIMUM_VERSION,
        "useAutoFormatting": 1,
        # Named after the columns and rows whose totals they are, and not after where the totals stand.
        "rowGrandTotals": None if pivot.column_totals else 0,
        "colGrandTotals": None if pivot.row_totals else 0,
        "itemPrintTitles": 1,
        "createdVersion": CREATED_VERSION,
        "indent": 0,
        "compact": None if compact else 0,
        "compactData": None if compact else 0,
        "outline": None if pivot.form == "tabular" else 1,
        "outlineData": None if pivot.form == "tabular" else 1,
        "multipleFieldFilters": 0,
        "rowHeaderCaption": row_caption(picture) if compact else None,
        "colHeaderCaption": column_caption(picture) if compact else None,
    }


def _location(picture: Picture) -> str:
    pages = len(picture.pages) or None
    attributes: Attributes = {
        "ref": picture.location,
        "firstHeaderRow": extent.first_header_row(picture.pivot),
        "firstDataRow": picture.header_rows,
        "firstDataCol": picture.label_columns,
        "rowPageCount": pages,
        "colPageCount": 1 if pages else None,
    }
    return element("location", attributes)


def _axis(name: str, axis: Axis, lines: tuple[Line, ...], values: bool) -> str:
    numbers = [one.field.number for one in axis.fields] + [VALUES] * values
    fields = "".join(element("field", {"x": number}) for number in numbers)
    items = "".join(_line(axis, line) for line in lines)
    named = element(f"{name}Fields", {"count": len(numbers)}, fields) if numbers else ""
    return named + element(f"{name}Items", {"count": len(lines)}, items)


def _line(axis: Axis, line: Line) -> str:
    """An `<i>`; what is 0 is its default and left out."""
    kinds = {"data": None, "subtotal": "default", "grand": "grand"}
    attributes: Attributes = {
        "t": kinds[line.type],
        "r": line.repeated or None,
        "i": line.value or None,
    }
    return element("i", attributes, "".join(element("x", {"v": x or None}) for x in _positions(axis, line)))


def _positions(axis: Axis, line: Line) -> list[int]:
    """What the line labels: display positions of items, or the number of the value."""
    if line.type == "grand":
        return [0]
    levels = range(line.repeated, line.repeated + line.labels)
    return [
        axis.fields[level].positions[line.key[level]] if level < len(line.key) else line.value or 0
        for level in levels
    ]


def _page_fields(picture: Picture) -> str:
    if not picture.pages:
        return ""
    pages = [
        element(
            "pageField",
            {"fld": page.field.number, "item": pivot_fields.single_item(picture, page), "hier": -1},
        )
        for page in picture.pages
    ]
    return element("pageFields", {"count": len(pages)}, "".join(pages))


def _data_fields(picture: Picture, styles: Styles) -> str:
    fields = [_data_field(picture, number, one, styles) for number, one in enumerate(picture.measures)]
    return element("dataFields", {"count": len(fields)}, "".join(fields))


def _data_field(picture: Picture, number: int, measure: Measure, styles: Styles) -> str:
    value, show_as = measure.value, measure.value.show_as or ""
    base_field, base_item = _base(picture, number)
    attributes: Attributes = {
        "name": measure.caption,
        "fld": measure.field,
        "subtotal": None if value.function == "sum" else _FUNCTIONS.get(value.function, value.function),
        "showDataAs": _SHOW_AS.get(show_as),
        "baseField": base_field,
        "baseItem": base_item,
        "numFmtId": styles.format_number(value.number_format) or None,
    }
    if show_as not in _SHOW_AS_2010:
        return element("dataField", attributes)
    own = element("x14:dataField", {"pivotShowAs": _SHOW_AS_2010[show_as]})
    return element("dataField", attributes, extensions([extension(_DATA_FIELD, own)]))


def _base(picture: Picture, number: int) -> tuple[int, int]:
    """The field and the item that a value is compared with, by their positions."""
    if number not in picture.numbers.bases:
        return 0, 0
    side, level, item = picture.numbers.bases[number]
    field = (picture.rows, picture.columns)[side].fields[level]
    if isinstance(item, Neighbour):
        return field.field.number, _PREVIOUS if item is PREVIOUS else _NEXT
    return field.field.number, 0 if item is None else field.positions[item]


def _style(picture: Picture) -> str:
    attributes: Attributes = {
        "name": picture.pivot.style,
        "showRowHeaders": 1,
        "showColHeaders": 1,
        "showRowStripes": int(picture.pivot.banded),
        "showColStripes": 0,
        "showLastColumn": 1,
    }
    return element("pivotTableStyleInfo", attributes)


def _hidden_values_row(picture: Picture) -> str:
    """Several values side by side need no row of their own above them."""
    if len(picture.measures) == 1:
        return ""
    own = element("x14:pivotTableDefinition", {"hideValuesRow": 1})
    return extensions([extension(_TABLE, own)])
