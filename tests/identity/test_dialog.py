"""The dialog that Outlook's pane opens: it ends in a single-use code for the pane that knows the nonce."""

import html
import json
import re
from datetime import timedelta

import pytest

from server import clock
from server.identity import sign_ins
from tests.builders import House
from tests.people import Browser, Pane

NONCE = "0123456789abcdef0123456789abcdef"
START = f"/dialog/start?nonce={NONCE}&_host_Info=outlook$web$16.01$en-us$corr$isDialog$disableLogging$0"


def code_on(page: str) -> str:
    found = re.search(r'name="rapport-message" content="([^"]+)"', page)
    assert found, page
    message: dict[str, str] = json.loads(html.unescape(found.group(1)))
    return message["code"]


def sign_in_by_dialog(browser: Browser, house: House) -> str:
    assert browser.get(START).status_code == 200
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": "correct horse battery"})
    return code_on(browser.get(answer.location).text)


def test_the_dialog_ends_in_a_code_that_the_pane_exchanges_once(
    house: House, browser: Browser, pane: Pane
) -> None:
    code = sign_in_by_dialog(browser, house)
    first = pane.post("/api/pane/session", {"code": code, "nonce": NONCE})
    assert first.status_code == 201
    assert first.json["person"]["name"] == "Alice"
    again = pane.post("/api/pane/session", {"code": code, "nonce": NONCE})
    assert again.status_code == 401
    assert again.json["detail"].startswith("This sign-in was used already")


def test_the_code_is_worth_nothing_without_the_nonce(house: House, pane: Pane) -> None:
    code = sign_ins.hand_over(house.alice.viewer, NONCE)
    assert pane.post("/api/pane/session", {"code": code, "nonce": "f" * 32}).status_code == 401


def test_the_code_is_worth_nothing_after_two_minutes(house: House, pane: Pane) -> None:
    code = sign_ins.hand_over(house.alice.viewer, NONCE)
    with clock.stopped_at(clock.now() + timedelta(seconds=121)):
        assert pane.post("/api/pane/session", {"code": code, "nonce": NONCE}).status_code == 401


def test_somebody_signed_in_already_goes_on_by_one_press(house: House, browser: Browser, pane: Pane) -> None:
    browser.sign_in(house.alice)
    assert "Continue as Alice" in browser.get(START).text
    answer = browser.submit("/dialog/continue")
    code = code_on(browser.get(answer.location).text)
    assert pane.post("/api/pane/session", {"code": code, "nonce": NONCE}).status_code == 201


def test_the_last_page_loads_office_from_microsoft_and_may_stand_in_outlook(
    house: House, browser: Browser
) -> None:
    browser.sign_in(house.alice)
    browser.get(START)
    done = browser.get(browser.submit("/dialog/continue").location)
    assert 'src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"' in done.text
    assert "Cross-Origin-Opener-Policy" not in done.headers
    assert "X-Frame-Options" not in done.headers
    assert "https://outlook.office.com" in done.headers["Content-Security-Policy"]


def test_the_desk_gets_its_own_stand_in_for_office(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    browser.get(f"/dialog/start?nonce={NONCE}&_host_Info=desk$")
    done = browser.get(browser.submit("/dialog/continue").location)
    assert 'src="/desk/office.js"' in done.text


@pytest.mark.parametrize("nonce", ["", "short", "x" * 200, "0123456789abcdef0123456789abcde!"])
def test_a_dialog_that_no_pane_opened_is_told_so(house: House, browser: Browser, nonce: str) -> None:
    answer = browser.get(f"/dialog/start?nonce={nonce}")
    assert answer.status_code == 400
    assert "open the Rapport pane" in answer.text


def test_the_last_page_without_a_beginning_is_told_so(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    assert browser.get("/dialog/done").status_code == 400
