"""The report as a workbook: a native PivotTable over the answers, one row each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from excel.book import Book, CalculatedField, Column, DataSheet, Pivot, PivotSheet, Raw, Value
from excel.write import write
from server.reporting import periods, queries
from server.reporting.filters import Filters
from server.reporting.queries import Answered
from server.reporting.report import NOTHING, Choices
from server.reporting.tally import Category, category_of
from server.reporting.words import MARKS

TABLE = "Responses"
_SIGNED = "+0.0;-0.0;0.0"

_COLUMNS = (
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
_COUNTS = (
    Value("Response", caption="Responses", number_format="#,##0"),
    Value("Promoter", caption="Promoters", number_format="#,##0"),
    Value("Passive", caption="Passives", number_format="#,##0"),
    Value("Detractor", caption="Detractors", number_format="#,##0"),
)
_SCORE = Value("NPS points", "average", caption="NPS", number_format=_SIGNED)
_CALCULATED = CalculatedField("NPS from sums", "(Promoter-Detractor)/Response*100")


def make(
    session: Session,
    filters: Filters,
    choices: Choices,
    organisation: str,
    made_at: datetime,
    target: BinaryIO,
) -> None:
    """Write the workbook of the chosen answers to `target`."""
    answered = queries.answered(session, filters)
    about = _about(filters, choices, organisation, made_at, len(answered))
    book = Book(
        sheets=(
            PivotSheet("Report", (_by_manager(organisation),)),
            PivotSheet("Trend", (_by_quarter(),)),
            DataSheet("Responses", TABLE, _COLUMNS, _rows(answered, choices), (_CALCULATED,)),
            DataSheet("About", "About", (Column("About", width=26), Column("Words", width=90)), about),
        ),
        title=f"{organisation}: report",
        author="Rapport",
        created=made_at.astimezone(UTC).replace(tzinfo=None),
    )
    write(book, target)


def _by_manager(organisation: str) -> Pivot:
    return Pivot(
        name="By account manager",
        source=TABLE,
        rows=("Account manager",),
        pages=("Survey", "Quarter", "Segment", "Country"),
        values=(*_COUNTS, _SCORE, Value("NPS from sums", caption="NPS, calculated", number_format=_SIGNED)),
        title=f"{organisation}: NPS by account manager",
    )


def _by_quarter() -> Pivot:
    return Pivot(
        name="By quarter and segment",
        source=TABLE,
        rows=("Quarter",),
        columns=("Segment",),
        pages=("Survey", "Account manager", "Country"),
        values=(_SCORE,),
        title="NPS by quarter and segment",
    )


def _rows(answered: list[Answered], choices: Choices) -> Iterator[tuple[Raw, ...]]:
    for one in answered:
        day, category = one.made_at.date(), category_of(one.score)
        yield (
            day,
            periods.month_name(day),
            periods.quarter_name(day),
            one.account,
            one.segment or NOTHING,
            one.country or NOTHING,
            choices.managers[one.asked_by_id],
            choices.surveys[one.survey_id],
            one.score,
            category.value,
            category.points,
            *(int(category is each) for each in Category),
            1,
            one.comment,
            one.language,
        )


def _about(
    filters: Filters, choices: Choices, organisation: str, made_at: datetime, count: int
) -> list[tuple[str, str]]:
    return [
        ("Organisation", organisation),
        ("Made", f"{made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"),
        ("Survey", choices.surveys[filters.survey_id] if filters.survey_id else "all"),
        ("Account manager", choices.managers[filters.manager_id] if filters.manager_id else "all"),
        ("From", filters.since.isoformat() if filters.since else "the first answer"),
        ("To", filters.until.isoformat() if filters.until else "the last answer"),
        ("Rows", f"{count:,}"),
        ("Days", "Dates, months and quarters are in UTC."),
        ("Promoter", "Score 9 or 10: 100 NPS points."),
        ("Passive", "Score 7 or 8: 0 NPS points."),
        ("Detractor", "Score 0 to 6: -100 NPS points."),
        ("NPS", "The average of the NPS points: the share of promoters less the share of detractors."),
        ("Whose answers", "Those that the person who downloaded this workbook may see."),
        ("Marks", MARKS),
    ]
