"""Filters by value: which items of a field are large enough, within each group of the fields before it."""

from collections.abc import Sequence

import polars as pl

from excel.book import Filter, Top, ValueFilter
from excel.layout.cube import Cube, merged
from excel.layout.measures import Measure, result

_NUMBER = pl.col("number")


def kept(
    frame: pl.DataFrame, rule: Filter | None, keys: Sequence[str], measures: Sequence[Measure], cube: Cube
) -> pl.DataFrame:
    """The lines whose items pass.

    keys: the columns of the field's axis down to the field itself, which is the last one.
    """
    if not isinstance(rule, Top | ValueFilter):
        return frame
    measure = next(one for one in measures if one.caption.casefold() == rule.value.casefold())
    totals = merged(frame, keys, cube.statistics).with_columns(result(measure).alias("number"))
    passed = _largest(rule, keys[:-1]) if isinstance(rule, Top) else _tested(rule)
    return frame.join(totals.filter(passed).select(keys), on=list(keys), how="semi", maintain_order="left")


def _tested(rule: ValueFilter) -> pl.Expr:
    first, second = rule.number, rule.number if rule.second is None else rule.second
    match rule.test.removeprefix("not_"):
        case "equals":
            passed = _NUMBER.eq(first)
        case "greater":
            passed = _NUMBER.gt(first)
        case "greater_or_equal":
            passed = _NUMBER.ge(first)
        case "less":
            passed = _NUMBER.lt(first)
        case "less_or_equal":
            passed = _NUMBER.le(first)
        case _:
            passed = _NUMBER.is_between(first, second)
    return ~passed if rule.test.startswith("not_") else passed


def _largest(rule: Top, group: Sequence[str]) -> pl.Expr:
    """Those that come before the limit is reached, and their equals; the first one always."""
    rank = _NUMBER.rank("min", descending=not rule.bottom)
    if rule.by == "items":
        return _within(rank, group) <= rule.count
    goal = pl.lit(rule.count)
    if rule.by == "percent":
        goal = _within(_NUMBER.sum(), group) * rule.count / 100
    return (_within(_before(rule), group) < goal) | (_within(rank, group) == 1)


def _before(rule: Top) -> pl.Expr:
    """For each item the sum of those that are strictly larger (or smaller)."""
    order = _NUMBER.rank("min", descending=not rule.bottom)
    running = _NUMBER.sort_by(order, nulls_last=True).cum_sum()
    first = order.cast(pl.Int64, strict=False) - 2
    return pl.when(order == 1).then(0.0).otherwise(running.gather(pl.when(first >= 0).then(first)))


def _within(expression: pl.Expr, group: Sequence[str]) -> pl.Expr:
    return expression.over(list(group)) if group else expression
