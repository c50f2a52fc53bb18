"""PivotTables drawn at random over a Table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, get_args

from hypothesis import strategies as st

from excel.book import ColourScale, DataBar, Field, Form, Format, IconSet, ManualGroups, Pivot, Value
from tests.excel.recomputing.items import group_of
from tests.excel.recomputing.wording import caption
from tests.excel.strategies.fields import (
    compared,
    drawn_field,
    drawn_filter,
    drawn_page,
    drawn_values,
    rarely,
)
from tests.excel.strategies.tables import Table

FORMS: tuple[Form, ...] = get_args(Form)
STYLES = ("PivotStyleMedium2", "PivotStyleLight16", "PivotStyleDark28", None)
SHAPES = ((1, 0), (2, 0), (3, 0), (0, 0), (1, 1), (2, 1), (1, 2), (2, 2), (0, 1), (0, 2))


@st.composite
def pivots(draw: st.DrawFn, table: Table, name: str) -> Pivot:
    """A pivot with any fields, values and options."""
    values = drawn_values(draw, table)
    deep, wide = draw(st.sampled_from(SHAPES))
    values_on: Literal["columns", "rows"] = "rows" if draw(rarely) else "columns"
    if wide and not deep and len(values) > 1:
        values_on = "rows"
    fields = draw(st.permutations([*table.items]))
    captions = [caption(value) for value in values]
    several = len(values) > 1
    rows = _axis(draw, fields[:deep], table, captions, several and values_on == "rows")
    columns = _axis(draw, fields[deep : deep + wide], table, captions, several and values_on == "columns")
    rows, columns = _filtered(draw, rows, columns, table, captions)
    pages = fields[deep + wide :][: draw(st.sampled_from((0, 0, 1, 2)))]
    form = draw(st.sampled_from(FORMS))
    return Pivot(
        name,
        table.sheet.table,
        rows,
        tuple(compared(draw, value, [*rows, *columns], table) for value in values),
        columns,
        tuple(drawn_page(draw, page, table) for page in pages),
        form=form,
        repeat_labels=form != "compact" and draw(st.booleans()),
        values_on=values_on,
        row_totals=draw(st.booleans()) or draw(st.booleans()),
        column_totals=draw(st.booleans()) or draw(st.booleans()),
        title=draw(st.sampled_from((None, "A title & more"))),
        row_caption=draw(st.sampled_from((None, "Down"))),
        column_caption=draw(st.sampled_from((None, "Across"))),
        values_caption=draw(st.sampled_from(("Values", "Zahlen"))),
        total_caption=draw(st.sampled_from(("Grand Total", "Alles"))),
        empty_caption=draw(st.sampled_from(("", "", "–"))),
        style=draw(st.sampled_from(STYLES)),
        banded=draw(st.booleans()),
        formats=_formats(draw, values),
    )


def _axis(
    draw: st.DrawFn, names: Sequence[str], table: Table, captions: Sequence[str], values_below: bool
) -> tuple[Field, ...]:
    """values_below: whether several values stand innermost on this axis, so that nothing can be collapsed."""
    return tuple(
        drawn_field(draw, name, table, captions, last=values_below or name == names[-1]) for name in names
    )


def _filtered(
    draw: st.DrawFn,
    rows: tuple[Field, ...],
    columns: tuple[Field, ...],
    table: Table,
    captions: Sequence[str],
) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Perhaps with one filter by value and some by label, on fields where nothing is hidden by hand."""
    fields = [*rows, *columns]
    by_value = draw(st.integers(0, len(fields) - 1)) if fields and draw(rarely) else None
    for number, field in enumerate(fields):
        if not field.hidden and (number == by_value or draw(rarely)):
            found = drawn_filter(draw, captions, number == by_value, _is_text(table, field.name))
            fields[number] = replace(field, filter=found)
    return tuple(fields[: len(rows)]), tuple(fields[len(rows) :])


def _is_text(table: Table, field: str) -> bool:
    if group := group_of(table.sheet, field):
        return isinstance(group, ManualGroups)
    return any(column.name == field and column.kind == "text" for column in table.sheet.columns)


def _formats(draw: st.DrawFn, values: Sequence[Value]) -> tuple[Format, ...]:
    return tuple(draw(_format(caption(value))) for value in values if draw(rarely))


def _format(value: str) -> st.SearchStrategy[Format]:
    two = ColourScale(value, ("FFFFFF", "FF0000"))
    icons = IconSet(value, "5Quarters", reverse=True)
    return st.sampled_from((ColourScale(value), two, DataBar(value), IconSet(value), icons))
