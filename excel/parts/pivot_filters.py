"""The filters of a PivotTable's fields, `filters`: by label, by value, and the largest."""

from collections.abc import Iterator

from excel.book import Field, Filter, LabelFilter, Top, ValueFilter
from excel.data.contents import number
from excel.layout.axes import AxisField
from excel.layout.picture import Picture
from excel.markup import Attributes, element

_LABEL_TYPES = {
    "equals": "captionEqual",
    "not_equals": "captionNotEqual",
    "begins_with": "captionBeginsWith",
    "not_begins_with": "captionNotBeginsWith",
    "ends_with": "captionEndsWith",
    "not_ends_with": "captionNotEndsWith",
    "contains": "captionContains",
    "not_contains": "captionNotContains",
    "greater": "captionGreaterThan",
    "greater_or_equal": "captionGreaterThanOrEqual",
    "less": "captionLessThan",
    "less_or_equal": "captionLessThanOrEqual",
    "between": "captionBetween",
    "not_between": "captionNotBetween",
}
_OPERATORS: dict[str, tuple[str | None, ...]] = {
    "equals": (None,),
    "not_equals": ("notEqual",),
    "greater": ("greaterThan",),
    "greater_or_equal": ("greaterThanOrEqual",),
    "less": ("lessThan",),
    "less_or_equal": ("lessThanOrEqual",),
    "between": ("greaterThanOrEqual", "lessThanOrEqual"),
    "not_between": ("lessThan", "greaterThan"),
}
_TOP_TYPES = {"items": "count", "percent": "percent", "sum": "sum"}


def xml(picture: Picture) -> str:
    """The whole list; "" without filters."""
    filtered = [
        (one, one.described.filter)
        for one in (*picture.rows.fields, *picture.columns.fields)
        if isinstance(one.described, Field) and one.described.filter is not None
    ]
    filters = [_filter(picture, one, rule, place) for place, (one, rule) in enumerate(filtered, 1)]
    return element("filters", {"count": len(filters)}, "".join(filters)) if filters else ""


def _filter(picture: Picture, one: AxisField, rule: Filter, place: int) -> str:
    attributes: Attributes = {
        "fld": one.field.number,
        "type": _type(rule),
        "evalOrder": -1,
        "id": place,
        "iMeasureFld": None if isinstance(rule, LabelFilter) else _measure(picture, rule.value),
        "stringValue1": rule.text if isinstance(rule, LabelFilter) else None,
        "stringValue2": rule.second if isinstance(rule, LabelFilter) else None,
    }
    column = element("filterColumn", {"colId": 0}, _column(rule))
    return element("filter", attributes, element("autoFilter", {"ref": "A1"}, column))


def _measure(picture: Picture, caption: str) -> int:
    captions = [measure.caption.casefold() for measure in picture.measures]
    return captions.index(caption.casefold())


def _type(rule: Filter) -> str:
    match rule:
        case LabelFilter(test):
            return _LABEL_TYPES[test]
        case Top():
            return _TOP_TYPES[rule.by]
        case ValueFilter(_, test):
            return _LABEL_TYPES[test].replace("caption", "value")


def _column(rule: Filter) -> str:
    match rule:
        case Top():
            attributes: Attributes = {
                "top": 0 if rule.bottom else None,
                "percent": 1 if rule.by == "percent" else None,
                "val": number(rule.count),
                "filterVal": number(rule.count),
            }
            return element("top10", attributes)
        case ValueFilter():
            ends = (rule.number, rule.number if rule.second is None else rule.second)
            return _custom(rule.test, [number(end) for end in ends])
        case LabelFilter():
            return _custom_label(rule)


def _custom_label(rule: LabelFilter) -> str:
    """Excel writes what begins, ends or is contained with wildcards."""
    negative, test = rule.test.startswith("not_"), rule.test.removeprefix("not_")
    before = "*" if test in ("ends_with", "contains") else ""
    after = "*" if test in ("begins_with", "contains") else ""
    if before or after:
        return _custom("not_equals" if negative else "equals", [f"{before}{rule.text}{after}"])
    return _custom(rule.test, [rule.text, rule.second or ""])


def _custom(test: str, ends: list[str]) -> str:
    def each() -> Iterator[str]:
        for operator, end in zip(_OPERATORS[test], ends, strict=False):
            yield element("customFilter", {"operator": operator, "val": end})

    both: Attributes = {"and": 1 if test == "between" else None}
    return element("customFilters", both, "".join(each()))
