"""Signing in with a password, and what it opens."""

from tests.builders import House
from tests.people import Browser, Pane


def test_the_right_password_signs_in(house: House, browser: Browser) -> None:
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": "correct horse battery"})
    assert answer.status_code == 302
    assert "Alice" in browser.get("/sign-in").text


def test_a_wrong_password_is_told_so_and_keeps_the_address(house: House, browser: Browser) -> None:
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": "wrong horse battery"})
    assert answer.status_code == 401
    assert "isn&#39;t right" in answer.text
    assert house.alice.email in answer.text


def test_the_pane_knows_for_whom_it_speaks(house: House, pane: Pane) -> None:
    answer = pane.sign_in(house.alice).get("/api/pane/session")
    assert answer.json["person"] == {"name": "Alice", "email": house.alice.email}
    assert answer.json["organisation"] == {"name": "North"}
