"""What the report's workbook shows: its columns, PivotTables, slicers and charts."""

from excel.book import (
    CalculatedField,
    Chart,
    ColourScale,
    Column,
    DataBar,
    Figure,
    Pivot,
    PivotSheet,
    Slicer,
    SummarySheet,
    Value,
)

TABLE = "Responses"
_SIGNED = "+0.0;-0.0;0.0"
_WHOLE = "#,##0"

COLUMNS = (
    Column("Date", "date", width=12),
    Column("Month", width=10),
    Column("Quarter", width=10),
    Column("Account", width=28),
    Column("Segment", width=18),
    Column("Country", width=16),
    Column("Account manager", width=20),
    Column("Survey", width=22),
    Column("Score", "integer", width=8),
    Column("Category", width=11),
    Column("NPS points", "integer", width=12),
    Column("Promoter", "integer", width=11),
    Column("Passive", "integer", width=10),
    Column("Detractor", "integer", width=11),
    Column("Response", "integer", width=11),
    Column("Comment", width=60),
    Column("Language", width=11),
)
CALCULATED = CalculatedField("NPS from sums", "(Promoter-Detractor)/Response*100")

_RESPONSES = Value("Response", caption="Responses", number_format=_WHOLE)
_COUNTS = (
    _RESPONSES,
    Value("Promoter", caption="Promoters", number_format=_WHOLE),
    Value("Passive", caption="Passives", number_format=_WHOLE),
    Value("Detractor", caption="Detractors", number_format=_WHOLE),
)
_SCORE = Value("NPS points", "average", caption="NPS", number_format=_SIGNED)
_MANAGERS, _QUARTERS, _SCORES = "By account manager", "By quarter and segment", "By score"
_ALL = (_MANAGERS, _QUARTERS, _SCORES)


def sheets(organisation: str) -> tuple[SummarySheet | PivotSheet, ...]:
    """The sheets to read, in the order of their tabs; the slicers of the first filter all of them."""
    return (
        PivotSheet(
            "Report",
            (_by_manager(organisation),),
            slicers=tuple(
                Slicer(name, name, _ALL, height=200) for name in ("Survey", "Quarter", "Segment", "Country")
            ),
        ),
        PivotSheet("Trend", (_by_quarter(),), charts=(_trend(),)),
        PivotSheet("Scores", (_by_score(),), charts=(_distribution(),)),
        _summary(organisation),
    )


def _by_manager(organisation: str) -> Pivot:
    return Pivot(
        name=_MANAGERS,
        source=TABLE,
        rows=("Account manager",),
        values=(*_COUNTS, _SCORE, Value("NPS from sums", caption="NPS, calculated", number_format=_SIGNED)),
        title=f"{organisation}: NPS by account manager",
        formats=(DataBar("Responses"), ColourScale("NPS")),
    )


def _by_quarter() -> Pivot:
    return Pivot(
        name=_QUARTERS,
        source=TABLE,
        rows=("Quarter",),
        columns=("Segment",),
        pages=("Account manager",),
        values=(_SCORE,),
        title="NPS by quarter and segment",
    )


def _by_score() -> Pivot:
    return Pivot(
        name=_SCORES,
        source=TABLE,
        rows=("Category", "Score"),
        values=(_RESPONSES,),
        title="How often each score was given",
    )


def _trend() -> Chart:
    return Chart(_QUARTERS, "line", title="NPS by quarter and segment", width=720)


def _distribution() -> Chart:
    return Chart(_SCORES, "column", title="How often each score was given", legend=False, width=720)


def _summary(organisation: str) -> SummarySheet:
    figures = [
        Figure(value.caption or value.field, _MANAGERS, value.caption or value.field) for value in _COUNTS
    ]
    return SummarySheet(
        "Summary", (Figure("NPS", _MANAGERS, "NPS"), *figures), title=f"{organisation}: summary"
    )
