"""Which rows of the database a report is about, as conditions that several queries share."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from server.answering.model import Answer, Response
from server.answering.queries import COMMENT
from server.directory.model import Account, Contact
from server.reporting.filters import Filters


def chosen(filters: Filters) -> list[ColumnElement[bool]]:
    """The responses that the filters choose."""
    return [*kind(filters), *within(filters.begins, filters.ends)]


def kind(filters: Filters) -> list[ColumnElement[bool]]:
    """The same, on whatever day they were given."""
    conditions: list[ColumnElement[bool]] = []
    if filters.survey_id:
        conditions.append(Response.survey_id == filters.survey_id)
    if filters.manager_id:
        conditions.append(Response.asked_by_id == filters.manager_id)
    return conditions


def within(begins: datetime | None, ends: datetime | None) -> list[ColumnElement[bool]]:
    """The responses from the first moment up to, but without, the second."""
    conditions: list[ColumnElement[bool]] = []
    if begins:
        conditions.append(Response.made_at >= begins)
    if ends:
        conditions.append(Response.made_at < ends)
    return conditions


def account_of_response() -> ColumnElement[bool]:
    """Joins a response's account."""
    return and_(Account.organisation_id == Response.organisation_id, Account.id == Response.account_id)


def contact_of_response() -> ColumnElement[bool]:
    """Joins a response's contact."""
    return and_(Contact.organisation_id == Response.organisation_id, Contact.id == Response.contact_id)


def comment_of_response() -> ColumnElement[bool]:
    """Joins a response's comment."""
    return and_(
        Answer.organisation_id == Response.organisation_id,
        Answer.response_id == Response.id,
        Answer.question == COMMENT,
    )
