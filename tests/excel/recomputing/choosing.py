"""Which rows count: those of chosen items, and of items that pass their field's filter."""

import re
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from excel.book import Field, Item, LabelFilter, Pivot, Slicer, Top, Value, ValueFilter
from tests.excel.recomputing.items import known
from tests.excel.recomputing.numbers import Key, Measured, aggregated
from tests.excel.recomputing.wording import caption


def choose(
    rows: pl.DataFrame, pivot: Pivot, slicers: Sequence[Slicer], values: Sequence[Measured]
) -> pl.DataFrame:
    """The rows of a pivot, whose items are in columns named after the fields."""
    for page in pivot.page_fields:
        rows = _only(rows, page.name, page.chosen)
    for slicer in slicers:
        rows = _only(rows, slicer.field, slicer.chosen)
    for field in (*pivot.row_fields, *pivot.column_fields):
        hidden = [known(item) for item in field.hidden]
        rows = rows.filter(~_is_in(field.name, hidden))
        if isinstance(field.filter, LabelFilter):
            passed = [item for item in rows[field.name].unique() if _passes(field.filter, item or "(blank)")]
            rows = rows.filter(_is_in(field.name, passed))
    for axis in (pivot.row_fields, pivot.column_fields):
        for depth, field in enumerate(axis):
            rows = _by_value(rows, [one.name for one in axis[: depth + 1]], field, pivot.values, values)
    return rows


def _only(rows: pl.DataFrame, field: str, chosen: Sequence[Item]) -> pl.DataFrame:
    return rows.filter(_is_in(field, [known(item) for item in chosen])) if chosen else rows


def _is_in(field: str, items: Sequence[str | None]) -> pl.Expr:
    texts = [item for item in items if item is not None]
    found = pl.col(field).is_in(texts).fill_null(False)
    return found | pl.col(field).is_null() if None in items else found


def _passes(rule: LabelFilter, label: str) -> bool:
    first, second = rule.text.casefold(), (rule.second or "").casefold()
    wild = "".join(_PIECES.get(piece, re.escape(piece[-1])) for piece in re.findall(r"~[~?*]|.", first, re.S))
    tests: Mapping[str, Callable[[], bool]] = {
        "equals": lambda: re.fullmatch(wild, label, re.S) is not None,
        "begins_with": lambda: re.match(wild, label, re.S) is not None,
        "ends_with": lambda: re.search(f"(?:{wild})\\Z", label, re.S) is not None,
        "contains": lambda: re.search(wild, label, re.S) is not None,
        "greater": lambda: label > first,
        "greater_or_equal": lambda: label >= first,
        "less": lambda: label < first,
        "less_or_equal": lambda: label <= first,
        "between": lambda: first <= label <= second,
    }
    negative = rule.test.startswith("not_")
    return tests[rule.test.removeprefix("not_")]() != negative


_PIECES = {"*": ".*", "?": "."}


def _by_value(
    rows: pl.DataFrame,
    axis: Sequence[str],
    field: Field,
    described: Sequence[Value],
    values: Sequence[Measured],
) -> pl.DataFrame:
    """Asks the field's items of each group of the fields before it."""
    rule = field.filter
    if not isinstance(rule, Top | ValueFilter):
        return rows
    place = [caption(value).casefold() for value in described].index(rule.value.casefold())
    totals = {key: shown[0] for key, shown in aggregated(rows, axis, [values[place]])}
    groups: dict[Key, dict[Key, float]] = {}
    for key, number in totals.items():
        if number is not None:
            groups.setdefault(key[:-1], {})[key] = number
    kept = [key for group in groups.values() for key in _kept(rule, group)]
    return rows.filter(
        pl.Series([line in set(kept) for line in rows.select(axis).iter_rows()], dtype=pl.Boolean)
    )


def _kept(rule: Top | ValueFilter, group: Mapping[Key, float]) -> list[Key]:
    if isinstance(rule, ValueFilter):
        return [key for key, number in group.items() if _tested(rule, number)]
    ranked = sorted(group.values(), reverse=not rule.bottom)
    return [key for key, number in group.items() if _enough(rule, ranked, number)]


def _tested(rule: ValueFilter, number: float) -> bool:
    first, second = rule.number, rule.number if rule.second is None else rule.second
    return {
        "equals": number == first,
        "not_equals": number != first,
        "greater": number > first,
        "greater_or_equal": number >= first,
        "less": number < first,
        "less_or_equal": number <= first,
        "between": first <= number <= second,
        "not_between": not first <= number <= second,
    }[rule.test]


def _enough(rule: Top, ranked: Sequence[float], number: float) -> bool:
    """Whether those before a number, in order of size, leave the goal unreached."""
    before = ranked[: ranked.index(number)]
    if rule.by == "items":
        return len(before) < rule.count
    goal = sum(ranked) * rule.count / 100 if rule.by == "percent" else rule.count
    return not before or sum(before) < goal
