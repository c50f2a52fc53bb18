"""Fields on rows, columns and pages, and values, drawn at random for one pivot."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from excel.book import (
    NEXT,
    PREVIOUS,
    Field,
    Filter,
    Function,
    Item,
    LabelFilter,
    Page,
    ShowAs,
    Top,
    Value,
    ValueFilter,
)
from excel.book.filters import NumberTest, TextTest
from tests.excel.strategies.contents import CONTENTS
from tests.excel.strategies.tables import Table

FUNCTIONS: tuple[Function, ...] = get_args(Function)
WAYS: tuple[ShowAs, ...] = get_args(ShowAs)
FROM_BASE: tuple[ShowAs, ...] = ("difference", "percent", "percent_difference")
ALONG: tuple[ShowAs, ...] = (
    "running_total",
    "percent_running_total",
    "percent_of_parent",
    "rank_ascending",
    "rank_descending",
)
# Of equal numbers they are nothing but what rounding leaves, of which there are no shares.
SPREADS: tuple[Function, ...] = ("stdev", "stdevp", "var", "varp")
TEXT_TESTS: tuple[TextTest, ...] = get_args(TextTest)
NUMBER_TESTS: tuple[NumberTest, ...] = get_args(NumberTest)
FORMATS = ("General", "0", "#,##0.00", "0.0%", '0 "pts"')
rarely = st.sampled_from((False, False, False, True))


def drawn_values(draw: st.DrawFn, table: Table) -> tuple[Value, ...]:
    """One to four values, no caption twice."""
    values = [_value(draw, table, number) for number in range(draw(st.integers(1, 4)))]
    return tuple(values)


def _value(draw: st.DrawFn, table: Table, number: int) -> Value:
    columns = table.sheet.columns
    numbers = [column.name for column in columns if CONTENTS[column.name].number]
    way = draw(st.sampled_from(("number", "number", "number", "any", "nasty", "formula")))
    field, function = draw(st.sampled_from(numbers)), draw(st.sampled_from(FUNCTIONS))
    if way == "any":
        field = draw(st.sampled_from([column.name for column in columns]))
        function = draw(st.sampled_from(("count", "count_numbers")))
    elif way == "nasty" and any(column.name == "Nasty number" for column in columns):
        field, function = "Nasty number", draw(st.sampled_from(("min", "max", "count_numbers", "sum")))
    elif way == "formula" and table.sheet.calculated:
        field, function = draw(st.sampled_from(table.sheet.calculated)).name, "sum"
    # Left to itself, Excel names a value by its function and field: at most one value can have no caption.
    caption = draw(st.sampled_from((None, f"Value {number}"))) if number == 0 else f"Value {number}"
    return Value(field, function, caption, draw(st.sampled_from(FORMATS)))


def compared(draw: st.DrawFn, value: Value, fields: Sequence[Field], table: Table) -> Value:
    """The value, perhaps shown as compared with others."""
    if not draw(rarely) or value.function in SPREADS:
        return value
    way = draw(st.sampled_from(WAYS))
    if way not in (*FROM_BASE, *ALONG):
        return replace(value, show_as=way)
    if not fields:
        return value
    base = draw(st.sampled_from(fields))
    if way in ALONG:
        return replace(value, show_as=way, base_field=base.name)
    items = [item for item in table.items[base.name] if item is not None and item not in base.hidden]
    item = draw(st.sampled_from([PREVIOUS, NEXT, *items[:1]]))
    return replace(value, show_as=way, base_field=base.name, base_item=item)


def drawn_field(draw: st.DrawFn, name: str, table: Table, captions: Sequence[str], last: bool) -> Field:
    """A field with any options; captions: of the pivot's values; last: whether it is the innermost."""
    field = Field(
        name,
        caption=draw(st.sampled_from((None, None, f"{name}, renamed"))),
        order=draw(st.sampled_from(("ascending", "descending", "given"))),
        subtotals=draw(st.booleans()),
        subtotals_on_top=draw(st.booleans()),
        hidden=_hidden(draw, table.items[name]),
        blank_label=draw(st.sampled_from(("(blank)", "nothing"))),
    )
    if draw(rarely) and field.order != "given":
        field = replace(field, order_by=draw(st.sampled_from(captions)))
    if not last and draw(rarely):
        field = replace(field, collapsed=draw(st.sampled_from((True, table.items[name][:2]))))
    return field


def _hidden(draw: st.DrawFn, items: Sequence[Item]) -> tuple[Item, ...]:
    """Some of the items, never all."""
    if len(items) < 2 or not draw(rarely):
        return ()
    return tuple(items[: draw(st.integers(1, len(items) - 1))])


def drawn_filter(draw: st.DrawFn, values: Sequence[str], by_value: bool, texts: bool) -> Filter | None:
    """values: the captions that may be compared; texts: whether the field's labels are texts."""
    if by_value and draw(st.booleans()):
        value, bottom = draw(st.sampled_from(values)), draw(st.booleans())
        tops = (Top(2, value), Top(1, value), Top(60.5, value, "percent"), Top(500, value, "sum"))
        return replace(draw(st.sampled_from(tops)), bottom=bottom)
    if by_value:
        return _value_filter(draw, draw(st.sampled_from(values)))
    return _label_filter(draw) if texts else None


def _value_filter(draw: st.DrawFn, value: str) -> ValueFilter:
    test = draw(st.sampled_from(NUMBER_TESTS))
    first = draw(st.sampled_from((-10.0, 0.0, 1.0, 5.0, 100.0)))
    return ValueFilter(value, test, first, first + 50 if test.endswith("between") else None)


def _label_filter(draw: st.DrawFn) -> LabelFilter:
    test, text = (
        draw(st.sampled_from(TEXT_TESTS)),
        draw(st.sampled_from(("b", "e*e", "?", "M", "~*", "&", "é"))),
    )
    return LabelFilter(test, text, f"{text}z" if test.endswith("between") else None)


def drawn_page(draw: st.DrawFn, name: str, table: Table) -> Page:
    items = table.items[name]
    count = draw(st.integers(0, min(len(items), 3)))
    return Page(name, tuple(items[:count]), draw(st.sampled_from((None, f"{name}: page"))))
