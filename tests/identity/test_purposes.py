"""Sign-ins are short-lived, limited to what they are for, and ended at once."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from server import clock
from server.access.scopes import Scope
from server.identity import sign_ins
from server.identity.model import SignIn
from server.identity.purposes import PURPOSES
from server.tenancy.transaction import reading
from tests.asking import CARLA, ask, publish_survey
from tests.builders import House, colleague
from tests.people import Browser, Pane
from tests.routes.world import token

HOUR = timedelta(hours=1)
NONCE = "0123456789abcdef0123456789abcdef"


def test_the_pane_is_for_asking_and_reading_and_a_browser_for_all(
    house: House, browser: Browser, pane: Pane
) -> None:
    browser.sign_in(house.alice)
    pane.sign_in(house.alice)
    with reading(house.alice.viewer) as session:
        found = {one.purpose: set(one.scopes) for one in session.scalars(select(SignIn))}
    assert found == {"browser": set(Scope), "pane": {"ask", "read scores"}}
    page = browser.get("/me").text
    assert "for ask, read scores<" in page and "for ask, read scores, export, administer<" in page


def test_a_browser_in_use_goes_on_for_twelve_hours_and_no_longer(house: House, browser: Browser) -> None:
    begun = clock.now()
    browser.sign_in(house.alice)
    for hours in range(1, 12):
        with clock.stopped_at(begun + hours * HOUR):
            assert browser.get("/report").status_code == 200
    with clock.stopped_at(begun + 12 * HOUR + timedelta(minutes=1)):
        assert browser.get("/report").status_code == 401


def test_a_browser_that_asks_nothing_for_two_hours_is_signed_out(house: House, browser: Browser) -> None:
    begun = clock.now()
    browser.sign_in(house.alice)
    with clock.stopped_at(begun + HOUR):
        assert browser.get("/report").status_code == 200
    with clock.stopped_at(begun + 3 * HOUR + timedelta(minutes=1)):
        assert browser.get("/report").status_code == 401


def test_the_pane_may_rest_but_ends_after_eight_hours(house: House, pane: Pane) -> None:
    begun = clock.now()
    pane.sign_in(house.alice)
    with clock.stopped_at(begun + 7 * HOUR):
        assert pane.get("/api/pane/session").status_code == 200
    with clock.stopped_at(begun + 8 * HOUR + timedelta(minutes=1)):
        assert pane.get("/api/pane/session").status_code == 401


def test_a_sign_in_is_made_longer_once_in_five_minutes() -> None:
    made = clock.now()
    browser = PURPOSES["browser"]
    assert browser.end(made, made) == made + 2 * HOUR
    assert browser.end(made, made + HOUR) == made + 3 * HOUR
    assert browser.end(made, made + 11 * HOUR) == made + 12 * HOUR


def test_what_has_ended_is_not_made_longer(house: House, app: Flask) -> None:
    browser = Browser(app.test_client()).sign_in(house.alice)
    sign_ins.end_all(house.alice.viewer)
    with clock.stopped_at(clock.now() + HOUR):
        assert browser.get("/report").status_code == 401
    with reading(house.alice.viewer) as session:
        assert session.scalars(select(SignIn.id)).all() == []


def test_codes_that_wait_end_with_the_sign_ins(house: House, browser: Browser, pane: Pane) -> None:
    """Otherwise the pane would begin anew with the code that the dialog gave a moment ago."""
    code = sign_ins.hand_over(house.alice.viewer, NONCE)
    browser.sign_in(house.bob).submit(f"/admin/people/{house.alice.person_id}/end-sign-ins")
    assert pane.post("/api/pane/session", {"code": code, "nonce": NONCE}).status_code == 401


def test_refusals_say_whether_the_role_or_the_sign_in_is_too_little(house: House, app: Flask) -> None:
    editor = Browser(app.test_client()).sign_in(house.alice)
    words = editor.get("/surveys").text
    assert (
        "You may not edit surveys: that takes the role admin or survey editor. Ask an admin of North" in words
    )
    limited = Browser(app.test_client()).hold(token(house.bob, "browser", {"read scores", "ask"}))
    words = limited.get("/surveys").text
    assert "You may not edit surveys by this sign-in, whose scopes are ask, read scores." in words


def test_links_lead_only_where_somebody_may_go(house: House, app: Flask) -> None:
    with_everything = Browser(app.test_client()).sign_in(house.bob)
    limited = Browser(app.test_client()).hold(token(house.bob, "browser", {"read scores"}))
    assert 'href="/admin/people"' in with_everything.get("/report").text
    page = limited.get("/report").text
    assert 'href="/admin/people"' not in page and 'href="/report/workbook"' not in page


def test_the_first_page_is_one_that_may_be_seen(house: House, app: Flask) -> None:
    for scopes, page in (
        ({"read scores"}, "/report"),
        ({"ask"}, "/contacts"),
        ({"administer"}, "/surveys"),
        (set(), "/me"),
    ):
        browser = Browser(app.test_client()).hold(token(house.bob, "browser", scopes))
        assert browser.get("/").location == page


def test_who_may_not_see_answers_is_shown_no_score_before_asking(house: House, app: Flask) -> None:
    survey = publish_survey(house.north)
    dora = colleague(house)
    asked = ask(house.alice, survey, CARLA)
    customer = Browser(app.test_client())
    nonce = customer.get(asked.path).text.split('name="nonce" value="')[1].split('"')[0]
    body = {"survey_id": str(survey), "recipients": [{"email": CARLA}]}
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        assert customer.request("POST", asked.path, data={"score": "3", "nonce": nonce}).status_code == 303
        for scopes, score in (({"ask", "read scores"}, 3), ({"ask"}, None)):
            pane = Pane(app.test_client()).hold(token(dora, "pane", scopes))
            assert pane.post("/api/outlook/preview", body).json["recipients"][0]["last_score"] == score
