"""The workbook behind the Excel button says the same as the page."""

from datetime import datetime

import pytest

from tests.builders import House
from tests.people import Browser
from tests.reporting.answers import answer, publish
from tests.reporting.reading import data_rows, figures, number, pivot_rows, score, workbook

CARLA, BERT, ZOE = "carla@acme.example", "bert@brixton.example", "zoe@zenith.example"


@pytest.fixture
def answered(house: House) -> House:
    """Three customers have answered, in two organisations."""
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [10, 9, 7], comment="=1+1 is two")
    answer(house.bob, asking, BERT, [2])
    answer(house.charlie, publish(house.south), ZOE, [0], comment="Cross.")
    return house


def test_the_pivot_shows_the_pages_numbers(answered: House, browser: Browser) -> None:
    browser.sign_in(answered.bob)
    page, book = browser.get("/report"), workbook(browser.get("/report/workbook"))
    pivot, managers = pivot_rows(book, "Report"), figures(page, "Account manager")
    assert round(pivot["Grand Total"]["NPS"], 1) == score(page) == 25.0
    for name in ("Alice", "Bob"):
        assert pivot[name]["Responses"] == number(managers[name][0])
        assert round(pivot[name]["NPS"], 1) == number(managers[name][1])
        assert pivot[name]["Promoters"] == number(managers[name][3])
        assert pivot[name]["NPS, calculated"] == pytest.approx(pivot[name]["NPS"])


def test_a_row_says_everything_about_an_answer(answered: House, browser: Browser) -> None:
    book = workbook(browser.sign_in(answered.alice).get("/report/workbook"))
    [row] = [row for row in data_rows(book) if row["Score"] == 10]
    assert row == {
        "Date": datetime(2026, 5, 12),
        "Month": "2026-05",
        "Quarter": "2026 Q2",
        "Account": "Acme",
        "Segment": "not known",
        "Country": "not known",
        "Account manager": "Alice",
        "Survey": "Relationship",
        "Score": 10,
        "Category": "promoter",
        "NPS points": 100,
        "Promoter": 1,
        "Passive": 0,
        "Detractor": 0,
        "Response": 1,
        "Comment": "=1+1 is two",
        "Language": "en",
    }
    comments = [
        cell for cells in book["Responses"].iter_rows() for cell in cells if cell.value == "=1+1 is two"
    ]
    assert {cell.data_type for cell in comments} == {"s"}


def test_everybody_gets_their_own_rows_only(answered: House, browser: Browser) -> None:
    rows = data_rows(workbook(browser.sign_in(answered.alice).get("/report/workbook")))
    assert {row["Account"] for row in rows} == {"Acme"}
    rows = data_rows(workbook(browser.sign_in(answered.charlie).get("/report/workbook")))
    assert {row["Account"] for row in rows} == {"Zenith"}


def test_the_filters_of_the_page_hold_for_the_workbook(answered: House, browser: Browser) -> None:
    answer(answered.bob, publish(answered.north, "Another one"), BERT, [6])
    query = f"?manager={answered.bob.person_id}&from=2026-05-12&to=2026-05-12"
    browser.sign_in(answered.bob)
    page, book = browser.get("/report" + query), workbook(browser.get("/report/workbook" + query))
    assert pivot_rows(book, "Report")["Grand Total"]["NPS"] == score(page) == -100.0
    about = dict(book["About"].iter_rows(values_only=True))
    assert (about["Account manager"], about["From"], about["Rows"]) == ("Bob", "2026-05-12", "2")
    assert "/report/workbook?manager=" in page.text


def test_a_workbook_without_answers_can_be_had(house: House, browser: Browser) -> None:
    book = workbook(browser.sign_in(house.bob).get("/report/workbook"))
    assert data_rows(book) == []
    assert book["Report"]["A1"].value == "North: NPS by account manager"


def test_the_file_is_named_after_organisation_and_day(house: House, browser: Browser) -> None:
    sent = browser.sign_in(house.bob).get("/report/workbook")
    name = sent.headers["Content-Disposition"]
    assert name.startswith("attachment; filename=rapport-north-20")
    assert name.endswith(".xlsx")
