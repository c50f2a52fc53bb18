"""The demonstration in the database: whole, once, and counted alike by SQL and by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from server import clock
from server.answering.model import Answer, Response, Visit
from server.config import Config
from server.database import Base
from server.demonstration.load import load
from server.demonstration.people import EVERYBODY, PASSWORD
from server.directory.model import Account, Contact
from server.identity import queries as identity_queries
from server.identity.model import Person
from server.invitations import queries as invitation_queries
from server.invitations.model import Invitation
from server.reporting import periods, queries
from server.reporting.filters import Filters
from server.reporting.report import build
from server.reporting.tally import Tally, tally_of
from server.security.key_ring import KeyRing
from server.surveys import queries as survey_queries
from server.tenancy.transaction import Storage, reading, use
from server.tenancy.viewer import service
from tests.people import Browser
from tests.reporting.reading import figures, number, pivot_rows, score, workbook

MOMENT = datetime(2026, 11, 23, 21, tzinfo=UTC)
EVERYTHING = Filters()


@pytest.fixture(scope="module")
def said(application: Flask, config: Config, engine: Engine) -> Iterator[list[str]]:
    """The demonstration, loaded once for all tests here and rolled back after them; what loading said."""
    with engine.connect() as connection:
        outer = connection.begin()
        use(application.extensions, Storage(connection, KeyRing(config.master_key)))
        words: list[str] = []
        with clock.stopped_at(MOMENT):
            assert load(application, words.append)
        yield words
        outer.rollback()


@pytest.fixture
def demonstration(application: Flask, said: list[str]) -> Iterator[UUID]:
    """The demonstration organisation's id."""
    with application.app_context(), clock.stopped_at(MOMENT):
        found = identity_queries.organisation_by_key("demo")
        assert found
        yield found


@pytest.fixture
def session(demonstration: UUID) -> Iterator[Session]:
    """Reads all of the organisation."""
    with reading(service(demonstration)) as session:
        yield session


def visitor(application: Flask, organisation_id: UUID, email: str) -> Browser:
    """A browser in which this person has signed in with the demonstration's password."""
    [found] = identity_queries.by_address(email)
    browser = Browser(application.test_client())
    answer = browser.submit("/sign-in", {"email": email, "password": PASSWORD})
    assert (answer.status_code, found[0]) == (302, organisation_id)
    return browser


@pytest.mark.parametrize(
    ("model", "count"),
    [(Person, len(EVERYBODY)), (Account, 40), (Contact, 300), (Invitation, 4_000), (Response, 1_500)],
)
def test_everything_is_there(session: Session, model: type[Base], count: int) -> None:
    assert session.scalar(select(func.count()).select_from(model)) == count


def test_visits_and_comments_are_there(session: Session) -> None:
    assert (session.scalar(select(func.count()).select_from(Visit)) or 0) > 1_500
    assert (session.scalar(select(func.count()).select_from(Answer)) or 0) > 500


def test_it_says_what_it_does(said: list[str]) -> None:
    assert said[-1] == "4,000 invitations and 1,500 responses"


def test_a_second_call_changes_nothing(application: Flask, session: Session) -> None:
    assert not load(application)
    assert session.scalar(select(func.count()).select_from(Response)) == 1_500


def test_one_survey_speaks_six_languages_and_one_two(session: Session) -> None:
    languages = {survey.title: len(survey.definition.languages) for survey in survey_queries.asking(session)}
    assert languages == {"How we work together": 6, "After a delivery": 2}
    by_survey = session.execute(select(Response.survey_id, Response.language).distinct()).all()
    versions = {survey.survey_id: survey for survey in survey_queries.asking(session)}
    assert all(language in versions[survey_id].definition.words for survey_id, language in by_survey)


def test_scores_counted_by_sql_are_those_counted_by_hand(session: Session) -> None:
    names = queries.account_managers(session)
    by_hand: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    accounts = {account.id: account for account in session.scalars(select(Account))}
    for response in session.scalars(select(Response)):
        account = accounts[response.account_id]
        month = f"{response.made_at.astimezone(UTC):%b %Y}"
        keys = ("all", ""), ("manager", names[response.asked_by_id]), ("month", month)
        for key in (*keys, ("segment", str(account.segment)), ("country", str(account.country))):
            by_hand[key][response.score] += 1
    found = build(session, EVERYTHING, MOMENT.date(), by_month=True)
    assert found.tally == tally_of(by_hand["all", ""])
    for kind, groups in (
        ("manager", found.managers),
        ("segment", found.segments),
        ("country", found.countries),
    ):
        assert {g.name: g.tally for g in groups} == {
            name: tally_of(counts) for (what, name), counts in by_hand.items() if what == kind
        }
    for period, tally in found.trend.points:
        assert tally == tally_of(by_hand["month", period.name])


def test_quarters_are_the_sums_of_their_months(session: Session) -> None:
    months = queries.by_period(session, EVERYTHING, periods.months(MOMENT.date()))
    quarters = queries.by_period(session, EVERYTHING, periods.quarters(MOMENT.date()))
    # From January 2025 on: the months begin with the December before.
    assert sum(map(tally_of, quarters), Tally()) == sum(map(tally_of, months[1:]), Tally())


def test_every_account_manager_meets_contacts_who_can_be_asked_and_some_who_cannot(session: Session) -> None:
    for person in session.scalars(select(Person)).all():
        emails = [
            contact.email
            for contact in session.scalars(select(Contact).join(Account).where(Account.owner_id == person.id))
        ]
        if len(emails) > 20:
            reasons = [one.reason for one in invitation_queries.candidates(session, emails, person.id)]
            assert reasons.count(None) >= 5
            assert sum(reason is not None and "Asked on" in reason for reason in reasons) >= 3


def test_page_and_workbook_show_the_same(application: Flask, demonstration: UUID) -> None:
    browser = visitor(application, demonstration, "mira@nordwind.example")
    page, book = browser.get("/report"), workbook(browser.get("/report/workbook"))
    pivot, managers = pivot_rows(book, "Report"), figures(page, "Account manager")
    assert pivot["Grand Total"]["Responses"] == 1_500
    assert round(pivot["Grand Total"]["NPS"], 1) == score(page)
    for name in managers.keys() - {"All"}:
        assert round(pivot[name]["NPS"], 1) == number(managers[name][1])


def test_an_account_manager_sees_their_own_share(application: Flask, demonstration: UUID) -> None:
    page = visitor(application, demonstration, "anna@nordwind.example").get("/report")
    assert set(figures(page, "Account manager")) == {"Anna Lindqvist", "All"}
    assert 100 < number(figures(page, "Account manager")["All"][0]) < 1_000
