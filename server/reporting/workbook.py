"""The report as a workbook: a native PivotTable over the answers, one row each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from excel.book import Book, Column, DataSheet, Raw
from excel.write import write
from server.reporting import periods, queries
from server.reporting.filters import Filters
from server.reporting.queries import Answered
from server.reporting.report import NOTHING, Choices
from server.reporting.tally import Category, category_of
from server.reporting.words import MARKS
from server.reporting.workbook_sheets import CALCULATED, COLUMNS, TABLE, sheets


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
            *sheets(organisation),
            DataSheet("Responses", TABLE, _rows(answered, choices), COLUMNS, calculated=(CALCULATED,)),
            DataSheet("About", "About", about, (Column("About", width=26), Column("Words", width=90))),
        ),
        title=f"{organisation}: report",
        author="Rapport",
        created=made_at.astimezone(UTC).replace(tzinfo=None),
    )
    write(book, target)


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
