"""Filters, orders and comparisons of a pivot: what they refer to must be there."""

from collections.abc import Iterator

from excel.checks.pivots import VALUES_UNSIGNED, PivotPart
from excel.checks.reading import children, tag, whole

# Excel's numbers for the item before and the item behind.
_NEIGHBOURS = (1048828, 1048829)


def findings(where: str, pivot: PivotPart) -> Iterator[str]:
    """What is wrong with them."""
    values = len(pivot.data_fields)
    for one in children(pivot.root, "filters", "filter"):
        field = whole(one, "fld")
        if field not in pivot.own_axis("row") + pivot.own_axis("col"):
            yield f"{where} has a filter of field {field}, which is on none of its axes."
        if whole(one, "iMeasureFld", 0) >= values:
            yield f"{where} filters by value {one.get('iMeasureFld')}, but there are {values}."
    yield from _orders(where, pivot, values)
    for one in pivot.data_fields:
        if one.get("showDataAs") in (None, "normal"):
            continue
        base, item = whole(one, "baseField", 0), whole(one, "baseItem", 0)
        if not 0 <= base < len(pivot.fields):
            yield f"{where} compares along field {base}, which is not there."
        elif item not in _NEIGHBOURS and item > max(len(pivot.fields[base].items), 1) - 1:
            yield f"{where} compares with item {item} of {pivot.field_name(base)}, which has fewer."


def _orders(where: str, pivot: PivotPart, values: int) -> Iterator[str]:
    """Fields that are ordered by a value."""
    for number, one in enumerate(children(pivot.root, "pivotFields", "pivotField")):
        for reference in one.findall(f"{tag('autoSortScope')}//{tag('reference')}"):
            if whole(reference, "field") == VALUES_UNSIGNED and any(
                whole(x, "v") >= values for x in reference.findall(tag("x"))
            ):
                yield f"{where} orders {pivot.field_name(number)} by a value that it doesn't have."
