"""The data API: the page's own scores, and every answer once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from server import clock
from server.reporting.pages import SETTLED_AFTER
from tests.builders import House
from tests.people import Browser, Pane
from tests.programs import Program, make_key
from tests.reporting.answers import NOON, Asking, answer, publish
from tests.reporting.reading import data_rows, figures, number, score, workbook

CARLA, BERT, ZOE = "carla@acme.example", "bert@brixton.example", "zoe@zenith.example"
SCORES, RESPONSES = "/api/v1/scores", "/api/v1/responses"
NOWHERE = UUID(int=7)
API_DOCS = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def asking(house: House) -> Asking:
    """Alice's and Bob's customers have answered; so have Charlie's, elsewhere."""
    asking = publish(house.north)
    answer(house.alice, asking, CARLA, [10, 9, 9, 8, 3], comment="Alice is a gem.")
    answer(house.bob, asking, BERT, [2, 7], at=NOON - timedelta(days=60))
    answer(house.charlie, publish(house.south), ZOE, [0, 0, 0], comment="Zenith is cross.")
    return asking


@pytest.fixture
def program(app: Flask, house: House) -> Program:
    """A program of Bob's organisation."""
    return Program(app, make_key(house.bob)[1])


def got(program: Program, path: str) -> dict[str, Any]:
    found = program.get(path)
    assert found.status_code == 200, found.text
    return dict(found.json)


def all_pages(program: Program, query: str) -> Iterator[list[dict[str, Any]]]:
    cursor, more = "", True
    while more:
        page = got(program, f"{RESPONSES}?{query}&cursor={cursor}")
        yield page["responses"]
        cursor, more = page["cursor"], page["more"]


def test_a_score_is_the_pages_own(house: House, asking: Asking, program: Program, browser: Browser) -> None:
    [found] = got(program, SCORES)["scores"]
    page = browser.sign_in(house.bob).get("/report")
    assert found == {
        "survey": {"id": str(asking.survey_id), "title": "Relationship"},
        "answers": 7,
        "promoters": 3,
        "passives": 2,
        "detractors": 2,
        "score": score(page),
        "interval": found["interval"],
        "enough_to_tell": False,
    }
    low, high = figures(page, "Account manager")["All"][2].split(" to ")
    assert found["interval"] == {"low": number(low), "high": number(high)}


@pytest.mark.parametrize(
    ("part", "heading"), [("account_manager", "Account manager"), ("account", "Account")]
)
def test_groups_have_the_scores_of_the_page(
    house: House, asking: Asking, program: Program, browser: Browser, part: str, heading: str
) -> None:
    rows = figures(browser.sign_in(house.bob).get("/report"), heading)
    found = {one[part]["name"]: one for one in got(program, f"{SCORES}?by={part}")["scores"]}
    assert found.keys() == rows.keys() - {"All"}
    for name, one in found.items():
        assert [one["answers"], one["score"]] == [int(rows[name][0]), number(rows[name][1])]


@pytest.mark.parametrize(
    ("part", "heading", "address"), [("quarter", "Quarter", ""), ("month", "Month", "?trend=month")]
)
def test_periods_have_the_scores_of_the_page(
    house: House, program: Program, browser: Browser, part: str, heading: str, address: str
) -> None:
    asking = publish(house.north)
    midnight = datetime(2026, 4, 1, tzinfo=UTC)
    for at, scores in ((midnight - timedelta(microseconds=1), [10, 10]), (midnight, [0]), (NOON, [9, 8])):
        answer(house.alice, asking, CARLA, scores, at=at)
    answer(house.alice, asking, CARLA, [0], at=NOON - timedelta(days=1000))
    with clock.stopped_at(NOON):
        browser.sign_in(house.bob)
        rows = figures(browser.get(f"/report{address}"), heading)
        found = got(Program(browser._client.application, key_of(house)), f"{SCORES}?by={part}")["scores"]
    told = {name: (int(row[0]), number(row[1])) for name, row in rows.items() if row[0] != "0"}
    assert {one[part]["name"]: (one["answers"], one["score"]) for one in found} == told
    assert [one[part]["since"] for one in found] == sorted(one[part]["since"] for one in found)


def key_of(house: House) -> str:
    return make_key(house.bob)[1]


def test_scores_can_be_split_by_several_parts(house: House, asking: Asking, program: Program) -> None:
    other = publish(house.north, "Another one")
    answer(house.alice, other, CARLA, [9, 0])
    with clock.stopped_at(NOON):
        found = got(program, f"{SCORES}?by=survey,account,quarter,segment")["scores"]
    assert [
        (one["survey"]["title"], one["account"]["name"], one["quarter"]["name"], one["segment"], one["score"])
        for one in found
    ] == [
        ("Another one", "Acme", "Q2 2026", None, 0.0),
        ("Relationship", "Acme", "Q2 2026", None, 40.0),
        ("Relationship", "Brixton", "Q1 2026", None, -50.0),
    ]


def test_without_parts_there_is_one_score_of_all(house: House, asking: Asking, program: Program) -> None:
    answer(house.alice, publish(house.north, "Another one"), CARLA, [9])
    [one] = got(program, f"{SCORES}?by=")["scores"]
    assert (one["answers"], one["score"]) == (8, 25.0)
    assert "survey" not in one


def test_filters_choose_as_on_the_page(house: House, asking: Asking, program: Program) -> None:
    other = publish(house.north, "Another one")
    answer(house.bob, other, BERT, [10])
    for query, answers in (
        (f"survey={other.survey_id}", 1),
        (f"manager={house.bob.person_id}", 3),
        (f"survey={asking.survey_id}&manager={house.bob.person_id}", 2),
        ("from=2026-05-12&to=2026-05-12", 6),
        ("to=2026-05-11", 2),
    ):
        [one] = got(program, f"{SCORES}?by=&{query}")["scores"]
        assert one["answers"] == answers, query
        assert sum(len(page) for page in all_pages(program, query)) == answers, query


def test_periods_are_whole_and_begin_with_the_first_day(
    house: House, asking: Asking, program: Program
) -> None:
    query = "by=quarter&from=2026-03-20&to=2026-04-01"
    found = got(program, f"{SCORES}?{query}")["scores"]
    assert [(one["quarter"]["since"], one["answers"]) for one in found] == [
        ("2026-01-01", 2),
        ("2026-04-01", 5),
    ]


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        (f"{SCORES}?by=colour", 422, "'colour' is none of survey, account_manager"),
        (f"{SCORES}?by=quarter,month", 422, "not both"),
        (f"{SCORES}?by=month&from=2000-01-01", 422, "120 at once"),
        (f"{SCORES}?form=2026-01-01", 422, "'form' is no parameter here"),
        (f"{SCORES}?from=soon", 422, "is no day"),
        (f"{SCORES}?survey={NOWHERE}", 404, "nothing here"),
        (f"{RESPONSES}?survey={NOWHERE}", 404, "nothing here"),
        (f"{RESPONSES}?by=survey", 422, "'by' is no parameter here"),
        (f"{RESPONSES}?limit=0", 422, "1 to 1000"),
        (f"{RESPONSES}?limit=1001", 422, "1 to 1000"),
        (f"{RESPONSES}?limit=all", 422, "1 to 1000"),
        (f"{RESPONSES}?cursor=here", 422, "as it is"),
        (f"{RESPONSES}?cursor=%C3%A6", 422, "as it is"),
        (f"{RESPONSES}?cursor=MjAyNi0wMS0wMSAx", 422, "as it is"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    program: Program, address: str, status: int, sentence: str
) -> None:
    refused = program.get(address)
    assert (refused.status_code, refused.mimetype) == (status, "application/problem+json")
    assert sentence in refused.json["detail"]


def test_an_answer_says_what_the_workbook_says(
    house: House, asking: Asking, program: Program, browser: Browser
) -> None:
    rows = data_rows(workbook(browser.sign_in(house.bob).get("/report/workbook")))
    found = got(program, RESPONSES)["responses"]
    assert len(found) == len(rows) == 7

    def of_api(one: dict[str, Any]) -> tuple[object, ...]:
        return (
            one["answered_at"][:10],
            one["account"]["name"],
            one["account_manager"]["name"],
            one["survey"]["title"],
            one["score"],
            one["category"],
            one["comment"],
        )

    def of_workbook(row: dict[str, Any]) -> tuple[object, ...]:
        names = ("Account", "Account manager", "Survey", "Score", "Category", "Comment")
        return (row["Date"].date().isoformat(), *(row[name] for name in names))

    assert sorted(map(of_api, found), key=str) == sorted(map(of_workbook, rows), key=str)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_every_answer_comes_once_however_many_have_one_moment(
    asking: Asking, program: Program, limit: int
) -> None:
    pages = list(all_pages(program, f"limit={limit}"))
    ids = [one["id"] for page in pages for one in page]
    assert len(ids) == len(set(ids)) == 7
    assert {len(page) for page in pages[:-1]} <= {limit}
    moments = [one["answered_at"] for page in pages for one in page]
    assert moments == sorted(moments)


def test_a_cursor_goes_on_with_what_came_since(house: House, asking: Asking, program: Program) -> None:
    first = got(program, RESPONSES)
    assert (len(first["responses"]), first["more"]) == (7, False)
    again = got(program, f"{RESPONSES}?cursor={first['cursor']}")
    assert again == {"responses": [], "cursor": first["cursor"], "more": False}
    answer(house.bob, asking, BERT, [9], at=NOON + timedelta(hours=1))
    later = got(program, f"{RESPONSES}?cursor={first['cursor']}")
    assert [one["score"] for one in later["responses"]] == [9]


def test_an_answer_waits_until_none_can_come_before_it(
    house: House, asking: Asking, program: Program
) -> None:
    """An answer of a slow transaction would otherwise appear behind the cursor, and never be read."""
    answer(house.bob, asking, BERT, [9], at=NOON + timedelta(seconds=2))
    with clock.stopped_at(NOON + SETTLED_AFTER + timedelta(seconds=1)):
        seen = got(program, RESPONSES)
    answer(house.alice, asking, CARLA, [1], at=NOON + timedelta(seconds=1, microseconds=1))
    with clock.stopped_at(NOON + SETTLED_AFTER + timedelta(seconds=2)):
        rest = got(program, f"{RESPONSES}?cursor={seen['cursor']}")
    assert [one["score"] for one in rest["responses"]] == [1, 9]


def test_an_empty_organisation_has_no_answers(program: Program) -> None:
    assert got(program, RESPONSES) == {"responses": [], "cursor": None, "more": False}
    assert got(program, SCORES) == {"scores": []}
    assert got(program, f"{SCORES}?by=month") == {"scores": []}


def test_charlies_program_sees_charlies_answers(app: Flask, house: House, asking: Asking) -> None:
    charlies = Program(app, make_key(house.charlie)[1])
    [one] = got(charlies, SCORES)["scores"]
    assert (one["answers"], one["score"]) == (3, -100.0)
    text = charlies.get(RESPONSES).text + charlies.get(f"{SCORES}?by=account_manager,account,month").text
    assert "Zenith is cross." in text
    for theirs in ("Alice", "Acme", "Brixton", str(asking.survey_id)):
        assert theirs not in text
    for path in (SCORES, RESPONSES):
        for query in (f"survey={asking.survey_id}", f"manager={house.alice.person_id}"):
            assert charlies.get(f"{path}?{query}").status_code == 404


def test_charlies_cursor_leads_nowhere_else(app: Flask, house: House, asking: Asking) -> None:
    norths = got(Program(app, make_key(house.bob)[1]), f"{RESPONSES}?limit=1")
    charlies = got(Program(app, make_key(house.charlie)[1]), f"{RESPONSES}?cursor={norths['cursor']}")
    assert {one["account"]["name"] for one in charlies["responses"]} <= {"Zenith"}


@pytest.mark.parametrize("path", [SCORES, RESPONSES])
def test_people_do_not_get_in_as_themselves(house: House, browser: Browser, pane: Pane, path: str) -> None:
    assert browser.sign_in(house.bob).get(path).status_code == 401
    assert pane.sign_in(house.bob).get(path).status_code == 401


def test_the_whole_organisation_is_read_whoever_made_the_key(
    app: Flask, house: House, asking: Asking
) -> None:
    """Alice sees her own account alone; a key never sees with a person's eyes."""
    assert got(Program(app, make_key(house.alice)[1]), f"{SCORES}?by=")["scores"][0]["answers"] == 7


def test_every_field_is_documented(house: House, asking: Asking, program: Program) -> None:
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", API_DOCS.read_text(), re.MULTILINE))
    parts = "survey,account_manager,segment,country,account,month"
    scores = got(program, f"{SCORES}?by={parts}&from=2026-01-01")["scores"]
    quarters = got(program, f"{SCORES}?by=quarter&from=2026-01-01")["scores"]
    answers = got(program, RESPONSES)
    assert fields_of(scores[0]) | fields_of(quarters[0]) <= documented
    assert fields_of(answers) - {"responses"} | fields_of(answers["responses"][0]) <= documented


def fields_of(one: dict[str, Any]) -> set[str]:
    inner = {f"{name}.{field}" for name, value in one.items() if isinstance(value, dict) for field in value}
    return {name for name, value in one.items() if not isinstance(value, dict)} | inner
