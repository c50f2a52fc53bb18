"""The report's page: whose answers it counts, and what it says about them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from lxml import html

from server import clock
from server.identity.model import Person
from server.invitations.model import State
from server.reporting import words
from server.tenancy.transaction import transaction
from tests.builders import House
from tests.people import Browser
from tests.reporting.answers import NOON, Asking, answer, ask, publish
from tests.reporting.reading import figures, score

CARLA, BERT, ZOE = "carla@acme.example", "bert@brixton.example", "zoe@zenith.example"


@pytest.fixture
def asking(house: House) -> Asking:
    """Alice's and Bob's customers have answered; so have Charlie's, elsewhere."""
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [10, 9, 9, 8, 3], comment="Alice is a gem.")
    answer(house.bob, asking, BERT, [2, 7])
    answer(house.charlie, publish(house.south), ZOE, [0, 0, 0], comment="Zenith is cross.")
    return asking


def test_an_analyst_sees_everybodys_answers(house: House, asking: Asking, browser: Browser) -> None:
    page = browser.sign_in(house.bob).get("/report")
    assert score(page) == 14.3  # (3 - 2) / 7
    managers = figures(page, "Account manager")
    assert managers["Alice"][:2] == ["5", "+40.0"]
    assert managers["Bob"][:2] == ["2", "\u221250.0"]
    assert managers["All"][:2] == ["7", "+14.3"]


def test_an_account_manager_sees_the_answers_of_their_accounts(
    house: House, asking: Asking, browser: Browser
) -> None:
    page = browser.sign_in(house.alice).get("/report")
    assert score(page) == 40.0
    assert set(figures(page, "Account manager")) == {"Alice", "All"}
    assert set(figures(page, "Account")) == {"Acme", "All"}
    assert "Brixton" not in page.text and "Bob" not in page.text


def test_somebody_elsewhere_sees_their_own_answers_only(
    house: House, asking: Asking, browser: Browser
) -> None:
    page = browser.sign_in(house.charlie).get("/report")
    assert score(page) == -100.0
    assert "Zenith is cross." in page.text
    for theirs in ("Alice", "Acme", "Carla", str(asking.survey_id)):
        assert theirs not in page.text


@pytest.mark.parametrize("path", ["/report", "/report/workbook"])
def test_filters_of_another_organisation_lead_nowhere(
    house: House, asking: Asking, browser: Browser, path: str
) -> None:
    browser.sign_in(house.charlie)
    for query in (f"survey={asking.survey_id}", f"manager={house.alice.person_id}", f"survey={uuid4()}"):
        assert browser.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("path", ["/report", "/report/workbook", "/report?from=soon"])
def test_nobody_is_asked_to_sign_in(house: House, browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 401


@pytest.mark.parametrize("path", ["/report", "/report/workbook"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [("from=soon", "is no day"), ("from=2026-02-02&to=2026-02-01", "Swap them"), ("to=9999-12-31", "9999")],
)
def test_days_that_are_none_are_refused(
    house: House, browser: Browser, path: str, query: str, sentence: str
) -> None:
    refused = browser.sign_in(house.bob).get(f"{path}?{query}")
    assert refused.status_code == 422
    assert sentence in refused.text


def test_both_chosen_days_belong_to_the_period(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    day = datetime(2026, 3, 31, tzinfo=UTC)
    for at in (
        day - timedelta(seconds=1),
        day,
        day + timedelta(hours=23, minutes=59),
        day + timedelta(days=1),
    ):
        answer(house.alice, asking, CARLA, [10], at=at)
    page = browser.sign_in(house.bob).get("/report?from=2026-03-31&to=2026-03-31")
    assert figures(page, "Account manager")["Alice"][0] == "2"


def test_answers_can_be_chosen_by_survey_and_by_account_manager(
    house: House, asking: Asking, browser: Browser
) -> None:
    other = publish(house.north, "Another one")
    answer(house.bob, other, BERT, [10])
    browser.sign_in(house.bob)
    assert score(browser.get(f"/report?survey={other.survey_id}")) == 100.0
    assert score(browser.get(f"/report?manager={house.bob.person_id}")) == 0.0
    assert score(browser.get(f"/report?survey={asking.survey_id}&manager={house.bob.person_id}")) == -50.0


def test_few_answers_are_said_to_be_too_few(house: House, asking: Asking, browser: Browser) -> None:
    page = browser.sign_in(house.bob).get("/report")
    assert "Too few answers to tell" in page.text
    assert "About 43 are enough" in page.text
    assert figures(page, "Account manager")["Alice"][-1] == "too few answers to tell"
    assert not html.fromstring(page.text).xpath('//*[@class="strip"]//*[local-name()="circle"]')


def test_enough_answers_are_shown_with_their_interval(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [10] * 24 + [8] * 4 + [3] * 2)
    page = browser.sign_in(house.bob).get("/report")
    assert score(page) == 73.3
    # s' = 22/33, v' = (24.75 + 2.75)/33 - s'^2 = 0.38889; 66.67 -+ 196 * sqrt(v'/33)
    assert figures(page, "Account manager")["Alice"][1:3] == ["+73.3", "+45.4 to +87.9"]
    assert "Most likely between" in page.text


def test_a_group_is_marked_only_when_chance_is_an_unlikely_reason(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [10] * 30)
    answer(house.bob, asking, BERT, [3] * 15 + [8] * 15)
    managers = figures(browser.sign_in(house.bob).get("/report"), "Account manager")
    assert (managers["Alice"][-1], managers["Bob"][-1]) == ("above the others", "below the others")


def test_the_trend_puts_answers_into_their_quarters_and_months(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    midnight = datetime(2026, 4, 1, tzinfo=UTC)
    answer(house.alice, asking, CARLA, [10, 10], at=midnight - timedelta(seconds=1))
    answer(house.alice, asking, CARLA, [0], at=midnight)
    with clock.stopped_at(NOON):
        browser.sign_in(house.bob)
        quarters = figures(browser.get("/report"), "Quarter")
        months = figures(browser.get("/report?trend=month"), "Month")
    assert len(quarters) == 8 and len(months) == 24
    assert list(quarters)[-1] == "Q2 2026"
    assert (quarters["Q1 2026"][0], quarters["Q2 2026"][0], quarters["Q4 2025"][0]) == ("2", "1", "0")
    assert (months["Mar 2026"][1], months["Apr 2026"][1], months["May 2026"][1]) == (
        "+100.0",
        "\u2212100.0",
        "–",
    )


def test_every_chart_has_a_title_and_says_its_numbers(house: House, asking: Asking, browser: Browser) -> None:
    charts = html.fromstring(browser.sign_in(house.bob).get("/report").text).xpath(
        '//*[local-name()="svg"][@role="img"]'
    )
    assert len(charts) >= 5
    for chart in charts:
        title = chart.xpath('string(*[local-name()="title"])') or chart.get("aria-label")
        assert title
    said = " ".join(chart.xpath('string(*[local-name()="desc"])') for chart in charts)
    assert "+14, interval" in said
    assert "9: 2, 10: 1" in said


def test_the_newest_comments_name_score_account_and_contact(
    house: House, asking: Asking, browser: Browser
) -> None:
    answer(house.bob, asking, BERT, [9], comment="<b>Bob</b> & me", at=NOON + timedelta(hours=1))
    page = browser.sign_in(house.bob).get("/report")
    comments = [" ".join(c.text_content().split()) for c in html.fromstring(page.text).xpath("//article")]
    assert comments[0] == "9 <b>Bob</b> & me Bert Buyer, Brixton · 12 May 2026"
    assert len(comments) == 6
    assert "Zenith" not in page.text


def test_the_response_rate_counts_only_those_who_were_asked(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [9])
    for state in (State.INSERTED, State.SENT, State.CREATED, State.WITHDRAWN):
        ask(house.alice, asking, CARLA, state=state)
    page = browser.sign_in(house.bob).get("/report")
    assert "33.3 %" in page.text
    assert "1 of 3 asked" in page.text


def test_who_answered_without_being_reported_as_asked_was_asked(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [9])
    ask(house.alice, asking, CARLA, state=State.CREATED, answered_at=NOON)
    assert "2 of 2 asked" in browser.sign_in(house.bob).get("/report").text


def test_without_answers_the_page_says_what_to_do(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    assert "No answers yet" in browser.get("/report").text
    ask(house.alice, publish(house.north), CARLA)
    assert "1 question is on the way" in browser.get("/report").text
    assert "No answers here" in browser.get("/report?to=2020-01-01").text


def test_numbers_carry_their_sign_and_zero_has_none() -> None:
    shown = [words.signed(points, 1) for points in (12.34, -5.0, 0.0, -0.04, None)]
    assert shown == ["+12.3", "\u22125.0", "0.0", "0.0", "–"]
    assert (words.answers(1), words.answers(1500), words.percent(1, 0)) == ("1 answer", "1,500 answers", "–")


def test_namesakes_are_told_apart_by_their_addresses(house: House, browser: Browser) -> None:
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [10])
    answer(house.bob, asking, BERT, [0])
    with transaction(house.bob.viewer) as session:
        session.get_one(Person, (house.north, house.bob.person_id)).name = "alice"
    managers = figures(browser.sign_in(house.bob).get("/report"), "Account manager")
    assert set(managers) == {f"Alice ({house.alice.email})", f"alice ({house.bob.email})", "All"}
