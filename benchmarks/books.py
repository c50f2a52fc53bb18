"""The workbooks of ours that are measured, over any form of the survey data."""

from typing import Any

from excel.book import (
    Book,
    CalculatedField,
    Chart,
    DataSheet,
    DateGroups,
    Field,
    Pivot,
    PivotSheet,
    Slicer,
    Value,
)

_ANSWERS = Value("Responses", caption="Answers", number_format="#,##0")
_SCORE = Value("Score", "average", "Mean score", "0.00")
_NPS = Value("Net promoter score", caption="NPS", number_format="0.0")
_POINTS = Value("NPS points", "average", "NPS by points", "0.0")
_PIVOTS = (
    Pivot("ByManager", "SurveyData", ("Account manager",), (_ANSWERS, _SCORE, _NPS, _POINTS)),
    Pivot("Trend", "SurveyData", ("Years", "Quarters", "Date"), (_NPS, _POINTS)),
    # The last one, since it can grow to the right.
    Pivot(
        "ByCountry",
        "SurveyData",
        ("Country", Field("Touchpoint", order_by="Answers", order="descending")),
        (_ANSWERS, _NPS),
        ("Category",),
        ("Language",),
    ),
)
_SLICERS = (Slicer("Segment", "Segment"), Slicer("Channel", "Channel"), Slicer("Country", "Country"))


def plain_book(data: Any) -> Book:
    """The data alone."""
    return Book((DataSheet("Responses", "SurveyData", data),))


def pivot_book(data: Any) -> Book:
    """Three pivots on one cache with all its records, three slicers and a pivot chart."""
    source = DataSheet(
        "Responses",
        "SurveyData",
        data,
        groups=(DateGroups("Date"),),
        calculated=(CalculatedField("Net promoter score", "(Promoters-Detractors)/Responses*100"),),
    )
    shown = PivotSheet("Pivots", _PIVOTS, _SLICERS, (Chart("Trend", "line", title="NPS"),))
    return Book((shown, source))
