"""The key `kind` of a layout: it says which description a table is, where several could stand."""

from typing import Any

from excel.book import (
    ColourScale,
    DataBar,
    DateGroups,
    IconSet,
    LabelFilter,
    ManualGroups,
    NumberBands,
    PivotSheet,
    SummarySheet,
    Top,
    ValueFilter,
)
from excel.shell.layout import DataLayout

KEY = "kind"
TAGS: dict[Any, str] = {
    PivotSheet: "pivots",
    SummarySheet: "summary",
    DataLayout: "data",
    DateGroups: "dates",
    NumberBands: "bands",
    ManualGroups: "by_hand",
    LabelFilter: "label",
    ValueFilter: "value",
    Top: "top",
    ColourScale: "colours",
    DataBar: "bars",
    IconSet: "icons",
}
