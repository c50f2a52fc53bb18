"""A workbook with every option, to look at in Excel: `python -m tests.excel.everything OUT.xlsx`."""

import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from excel.book import (
    PREVIOUS,
    Book,
    CalculatedField,
    Chart,
    ColourScale,
    Column,
    DataBar,
    DataSheet,
    DateGroups,
    Field,
    Figure,
    IconSet,
    LabelFilter,
    ManualGroups,
    NumberBands,
    Page,
    Pivot,
    PivotSheet,
    Raw,
    Slicer,
    SummarySheet,
    Top,
    Value,
    ValueFilter,
)
from excel.write import write

COLUMNS = (
    Column("Region"),
    Column("City"),
    Column("Day", "date"),
    Column("Score", "integer"),
    Column("Amount", "decimal", number_format="#,##0.00"),
    Column("At", "time"),
    Column("Took", "duration"),
    Column("Seen", "datetime"),
    Column("Urgent", "boolean"),
)
GROUPS = (
    DateGroups("Day", ("years", "quarters", "months")),
    NumberBands("Amount", 0, 100, 25),
    ManualGroups(
        "Category",
        "Score",
        (("Detractor", tuple(range(7))), ("Passive", (7, 8)), ("Promoter", (9, 10))),
    ),
)
AMOUNT, SCORE = Value("Amount"), Value("Score", "average", number_format="0.0")
TOTAL = "Sum of Amount"


def rows(count: int = 400) -> Iterator[tuple[Raw, ...]]:
    """Always the same rows; some values are missing."""
    chance = random.Random(7)
    for _ in range(count):
        yield (
            chance.choice(("North", "South", "East", "West", None)),
            chance.choice(("Aarhus", "Breda", "Cork", "Délémont")),
            date(2024, 11, 3) + timedelta(days=chance.randrange(500)),
            chance.randrange(11),
            None if chance.random() < 0.1 else round(chance.uniform(0, 100), 2),
            time(chance.randrange(24), 5),
            timedelta(minutes=chance.randrange(5000)),
            datetime(2025, 1, 1, chance.randrange(24), 30),
            chance.random() < 0.4,
        )


def _compared() -> tuple[Value, ...]:
    """The values of a pivot that compares."""
    return (
        AMOUNT,
        Value("Amount", caption="Share of region", number_format="0.0%", show_as="percent_of_parent_row"),
        Value("Amount", caption="Rank", show_as="rank_descending", base_field="City"),
        Value("Amount", caption="Running", show_as="running_total", base_field="City"),
        Value("Amount", caption="Less Breda", show_as="difference", base_field="City", base_item="Breda"),
        Value(
            "Amount",
            caption="Change",
            number_format="0.0%",
            show_as="percent_difference",
            base_field="City",
            base_item=PREVIOUS,
        ),
    )


def _functions() -> tuple[Value, ...]:
    number = ("sum", "count", "count_numbers", "average", "min", "max", "stdev", "stdevp", "var", "varp")
    return (
        *(Value("Amount", function) for function in number),
        Value("Score", "product"),
        Value("Double"),
        Value("Took", number_format="[h]:mm:ss"),
    )


def _pivots() -> tuple[Pivot, ...]:
    largest = Field("City", order_by=TOTAL, order="descending", filter=Top(50, TOTAL, by="percent"))
    return (
        Pivot("Compact", "T", ("Region", "City"), (AMOUNT, SCORE), pages=(Page("Score", (9, 10)), "Urgent")),
        Pivot("Outline", "T", (Field("Region", caption="Area"), "City"), _compared(), form="outline"),
        Pivot(
            "Tabular",
            "T",
            ("Region", Field("City", subtotals=False)),
            (AMOUNT, SCORE),
            ("Category",),
            form="tabular",
            repeat_labels=True,
            banded=True,
        ),
        Pivot("Functions", "T", ("Region",), _functions(), title="Every function"),
        Pivot("Dates", "T", (), (AMOUNT,), ("Years", "Quarters", "Day"), empty_caption="-"),
        Pivot("Bands", "T", ("Amount",), (Value("Score", "count"),), total_caption="All"),
        Pivot("Below", "T", ("Region",), (AMOUNT, SCORE), ("Urgent",), values_on="rows"),
        Pivot("Largest", "T", (Field("Region", filter=Top(2, TOTAL)), largest), (AMOUNT,), form="tabular"),
        Pivot(
            "Labels",
            "T",
            (Field("Region", filter=LabelFilter("contains", "o"), collapsed=("North",)), "City"),
            (AMOUNT,),
            (Field("Category", order="given", hidden=("Passive",)),),
            row_totals=False,
            column_totals=False,
        ),
        Pivot(
            "Between",
            "T",
            (Field("City", filter=ValueFilter(TOTAL, "between", 10, 9_999), blank_label="none"),),
            (AMOUNT,),
            style="PivotStyleDark3",
        ),
        Pivot(
            "Formats",
            "T",
            ("Region", "City"),
            (AMOUNT, SCORE, Value("Score", "count")),
            formats=(DataBar(TOTAL), ColourScale("Average of Score"), IconSet("Count of Score", "4Arrows")),
        ),
    )


def everything_book() -> Book:
    """Each pivot on a sheet of its own; slicers over several, one preselected; every kind of chart;
    figures."""
    pivots = _pivots()
    own = tuple(
        PivotSheet(pivot.name, (pivot,), protected=pivot.name == "Functions") for pivot in pivots[:-1]
    )
    filtered = ("Formats", "Outline", "Bands")
    slicers = (
        Slicer("Area", "Region", filtered, chosen=("North", "South", None), caption="Region", columns=2),
        Slicer("Years", "Years", filtered, style="SlicerStyleDark2"),
    )
    charts = (
        Chart("Formats", "column", title="Amounts"),
        Chart("Tabular", "bar", "stacked"),
        Chart("Dates", "line"),
        Chart("Tabular", "area", "percent"),
        Chart("Bands", "pie"),
        Chart("Bands", "doughnut", title="Bands"),
    )
    figures = (
        Figure("All", "Functions", TOTAL),
        Figure("North", "Functions", TOTAL, {"Region": "North"}),
        Figure("North, Cork", "Compact", "Average of Score", {"Region": "North", "City": "Cork"}),
    )
    return Book(
        (
            *own,
            PivotSheet("Formats and slicers", pivots[-1:], slicers),
            SummarySheet("Summary", figures, "Figures and charts", charts=charts),
            DataSheet("Rows", "T", rows(), COLUMNS, GROUPS, (CalculatedField("Double", "Amount*2"),)),
        ),
        title="Everything",
    )


if __name__ == "__main__":
    write(everything_book(), Path(sys.argv[1]))
