"""What a PivotTable computes, and how it shows the result."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Literal

Item = str | bool | int | float | date | datetime | None
Function = Literal[
    "sum",
    "count",
    "count_numbers",
    "average",
    "min",
    "max",
    "product",
    "stdev",
    "stdevp",
    "var",
    "varp",
]
ShowAs = Literal[
    "difference",
    "percent",
    "percent_difference",
    "running_total",
    "percent_running_total",
    "percent_of_row",
    "percent_of_column",
    "percent_of_total",
    "percent_of_parent_row",
    "percent_of_parent_column",
    "percent_of_parent",
    "index",
    "rank_ascending",
    "rank_descending",
]


class Neighbour(Enum):
    """An item that is named by its place: the one before or behind each item, as it is shown."""

    PREVIOUS = "previous"
    NEXT = "next"


PREVIOUS, NEXT = Neighbour.PREVIOUS, Neighbour.NEXT


@dataclass(frozen=True)
class Value:
    """What a pivot computes.

    field: a column, or a calculated field (with the function sum).
    function: count takes any column and counts what isn't empty; count_numbers counts numbers, dates and
        times. All others need an integer, decimal or duration column. stdev and var are those of a sample,
        stdevp and varp of the whole. As in Excel, a group that has only empty values shows nothing, not 0.
    caption: its heading; must differ from every field's name and the pivot's other captions, without regard
        to case. None says "Sum of …", "Count of …", "Average of …" and so on.
    number_format: as in Excel's format dialog in English.
    show_as: None shows the number itself. Otherwise
        difference, percent, percent_difference   compared with `base_item` of `base_field`
        running_total, percent_running_total      added up along `base_field`
        percent_of_row, percent_of_column, percent_of_total   of the grand totals
        percent_of_parent_row, percent_of_parent_column       of the subtotal one level up
        percent_of_parent                         of the subtotal of `base_field`
        index                                     number × total / (row's total × column's total)
        rank_ascending, rank_descending           1 for the smallest or the largest, along `base_field`;
                                                  equal numbers get the same rank
    base_field: a field of the pivot's rows or columns.
    base_item: an item of that field, or PREVIOUS or NEXT.
    """

    field: str
    function: Function = "sum"
    caption: str | None = None
    number_format: str = "General"
    show_as: ShowAs | None = None
    base_field: str | None = None
    base_item: Item | Neighbour = None
