"""The fields of a PivotTable, `pivotFields`: one for each field of its cache, in the cache's order."""

from collections.abc import Iterator, Mapping

from excel.book import Field, Top, ValueFilter
from excel.layout.axes import AxisField, display_order
from excel.layout.fields import CacheField
from excel.layout.picture import Picture
from excel.markup import Attributes, element, extension, extensions
from excel.styles import Styles

_FIELD = "{2946ED86-A175-432a-8AC1-64E0C546D7DE}"
# The values where a field's number is expected: -2 as an unsigned number.
VALUES = 4294967294


def xml(picture: Picture, styles: Styles) -> str:
    """The whole list."""
    axes = _axes(picture)
    shown = {measure.field for measure in picture.measures}
    fields = [_field(picture, field, axes, field.number in shown, styles) for field in picture.fields.fields]
    return element("pivotFields", {"count": len(fields)}, "".join(fields))


def single_item(picture: Picture, page: AxisField) -> int | None:
    """The position of the one chosen item of a page field; None where all, several, or a slicer's are
    chosen."""
    kept = [index for index in page.order if index not in page.hidden]
    if not page.hidden or len(kept) > 1 or page.field.number in picture.sliced:
        return None
    return page.positions[kept[0]]


def _axes(picture: Picture) -> Mapping[int, tuple[str, AxisField]]:
    sides = {"axisRow": picture.rows.fields, "axisCol": picture.columns.fields, "axisPage": picture.pages}
    return {one.field.number: (axis, one) for axis, fields in sides.items() for one in fields}


def _field(
    picture: Picture,
    field: CacheField,
    axes: Mapping[int, tuple[str, AxisField]],
    shown: bool,
    styles: Styles,
) -> str:
    if field.column is None:
        # A calculated field can only be a value: Excel mustn't let it be dragged elsewhere.
        fixed = {"dragToRow": 0, "dragToCol": 0, "dragToPage": 0, "showAll": 0, "defaultSubtotal": 0}
        return element("pivotField", {"dataField": 1 if shown else None, **_form(picture), **fixed})
    if field.number in axes:
        return _on_axis(picture, *axes[field.number], shown, styles)
    items = ""
    if field.number in picture.hidden or field.number in picture.sliced or _related(field, axes):
        order = display_order(field, Field(field.name))
        items = _items(order, picture.hidden.get(field.number, frozenset()))
    return element("pivotField", {"dataField": 1 if shown else None, **_form(picture), "showAll": 0}, items)


def _related(field: CacheField, axes: Mapping[int, tuple[str, AxisField]]) -> bool:
    """Whether the field groups, or is grouped by, one on an axis: Excel lists the items of the whole
    family."""
    family = any(one.field.column == field.column for _, one in axes.values())
    return family and (field.grouped is not None or field.top is not None)


def _form(picture: Picture) -> Attributes:
    form = picture.pivot.form
    return {"compact": None if form == "compact" else 0, "outline": 0 if form == "tabular" else None}


def _on_axis(picture: Picture, axis: str, one: AxisField, shown: bool, styles: Styles) -> str:
    described = one.described if isinstance(one.described, Field) else Field(one.field.name)
    several = axis == "axisPage" and bool(one.hidden) and single_item(picture, one) is None
    attributes: Attributes = {
        "name": one.described.caption,
        "axis": axis,
        "dataField": 1 if shown else None,
        **_form(picture),
        "subtotalTop": None if described.subtotals_on_top else 0,
        "multipleItemSelectionAllowed": 1 if several else None,
        "numFmtId": styles.format_number(one.field.number_format) or None,
        "showAll": 0,
        "measureFilter": 1 if isinstance(described.filter, Top | ValueFilter) else None,
        "sortType": _sort_type(one, described),
        "defaultSubtotal": None if described.subtotals else 0,
    }
    whole_page = axis == "axisPage" and not several
    listed = _items(
        one.order,
        frozenset() if whole_page else one.hidden,
        one.collapsed,
        described.subtotals,
        {} if described.blank_label == "(blank)" else _blank(one, described),
    )
    filled = axis == "axisRow" and picture.pivot.repeat_labels and picture.pivot.form != "compact"
    own = [extension(_FIELD, element("x14:pivotField", {"fillDownLabels": 1}))] if filled else []
    return element("pivotField", attributes, listed + _sort_scope(picture, described) + extensions(own))


def _blank(one: AxisField, described: Field) -> Mapping[int, str]:
    return {} if one.blank is None else {one.blank: described.blank_label}


def _sort_type(one: AxisField, described: Field) -> str | None:
    if described.order_by is None and (described.order == "given" or one.field.natural):
        return "descending" if described.order == "descending" else None
    return "descending" if described.order == "descending" else "ascending"


def _items(
    order: tuple[int, ...],
    hidden: frozenset[int],
    collapsed: frozenset[int] = frozenset(),
    subtotals: bool = True,
    captions: Mapping[int, str] | None = None,
) -> str:
    """The items in display order, and one for their subtotals."""

    def each() -> Iterator[str]:
        for index in order:
            attributes: Attributes = {
                "n": (captions or {}).get(index),
                "h": 1 if index in hidden else None,
                "sd": 0 if index in collapsed else None,
                "x": index,
            }
            yield element("item", attributes)
        if subtotals:
            yield '<item t="default"/>'

    listed = list(each())
    return element("items", {"count": len(listed)}, "".join(listed))


def _sort_scope(picture: Picture, described: Field) -> str:
    """By which value the items are ordered."""
    if described.order_by is None:
        return ""
    captions = [measure.caption.casefold() for measure in picture.measures]
    value = element("x", {"v": captions.index(described.order_by.casefold())})
    reference = element("reference", {"field": VALUES, "count": 1, "selected": 0}, value)
    area = element(
        "pivotArea",
        {"dataOnly": 0, "outline": 0, "fieldPosition": 0},
        element("references", {"count": 1}, reference),
    )
    return element("autoSortScope", {}, area)
