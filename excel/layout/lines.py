"""The rows and columns of a PivotTable: Excel's `rowItems` and `colItems`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from excel.book import Field, Form
from excel.layout.axes import Axis, Key

LineType = Literal["data", "subtotal", "grand"]


@dataclass(frozen=True)
class Line:
    """A row or a column of a pivot: one `<i>`.

    key: the items whose data it shows, by index, outermost first; shorter for a group, () for a grand total.
    value: which of the pivot's values it shows; None where the other axis or no line decides.
    repeated: how many labels it shares with the line before (`r`); labels: how many fields it labels itself,
        the values among them.
    shown: whether it has numbers; a group whose subtotals stand below or nowhere has none.
    leaf: whether it stands for a whole combination of items (or a collapsed one), and not for a group.
    """

    key: Key
    value: int | None = None
    type: LineType = "data"
    repeated: int = 0
    labels: int = 0
    shown: bool = True
    leaf: bool = False


@dataclass(frozen=True)
class Rules:
    """How an axis is laid out.

    stepped: each group has a row of its own above its members (compact and outline rows); otherwise its label
        stands on the first of its members.
    values: how many values stand on the axis; 0 where they stand on the other one or there is only one.
    total: whether there is a grand total.
    """

    stepped: bool
    values: int
    total: bool


def row_rules(form: Form, values: int, total: bool) -> Rules:
    return Rules(form != "tabular", values, total)


def lines(axis: Axis, rules: Rules) -> tuple[Line, ...]:
    """All lines of an axis, grand totals last."""
    if not axis.depth:
        return tuple(_values_alone(rules))
    body = _below(axis, rules, (), 0)
    totals = [Line((), value, "grand", labels=1) for value in _values(rules)] if rules.total else []
    return (*body, *totals)


def _values_alone(rules: Rules) -> Iterator[Line]:
    if not rules.values:
        yield Line((), leaf=True)
    for value in range(rules.values):
        yield Line((), value, labels=1, leaf=True)


def _values(rules: Rules) -> tuple[int | None, ...]:
    return tuple(range(rules.values)) if rules.values else (None,)


def _below(axis: Axis, rules: Rules, key: Key, begun: int) -> Iterator[Line]:
    """The lines of everything below a key.

    begun: from which level on the first line has to label the key itself (stepped axes have labelled it).
    """
    field = axis.fields[len(key)]
    for number, item in enumerate(axis.below.get(key, ())):
        below = (*key, item)
        first = len(key) if number or rules.stepped else begun
        if len(below) == axis.depth or item in field.collapsed:
            yield from _leaf(below, rules, first)
        else:
            yield from _group(axis, rules, below, first)


def _leaf(key: Key, rules: Rules, first: int) -> Iterator[Line]:
    labels = len(key) - first
    if not rules.values:
        yield Line(key, repeated=first, labels=labels, leaf=True)
        return
    if rules.stepped:
        yield Line(key, repeated=first, labels=labels, shown=False)
    for value in range(rules.values):
        whole = value == 0 and not rules.stepped
        repeated = first if whole else len(key)
        yield Line(key, value, repeated=repeated, labels=labels + 1 if whole else 1, leaf=True)


def _group(axis: Axis, rules: Rules, key: Key, first: int) -> Iterator[Line]:
    described, level = axis.fields[len(key) - 1].described, len(key) - 1
    subtotals = isinstance(described, Field) and described.subtotals
    on_top = (
        rules.stepped and not rules.values and isinstance(described, Field) and described.subtotals_on_top
    )
    if rules.stepped:
        yield Line(key, repeated=level, labels=1, shown=subtotals and on_top)
    yield from _below(axis, rules, key, first)
    if subtotals and not on_top:
        for value in _values(rules):
            yield Line(key, value, "subtotal", repeated=level, labels=1)
