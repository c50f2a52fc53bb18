"""Signing in with a password, what it opens, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server import clock
from server.errors import Problem
from server.identity import actions
from server.identity.model import Person, Role, SignIn
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.builders import PASSWORD, House
from tests.people import Browser, Pane


def test_the_right_password_signs_in(house: House, browser: Browser) -> None:
    answer = browser.submit("/sign-in", {"email": f" {house.alice.email.upper()}", "password": PASSWORD})
    assert answer.status_code == 302
    assert "Alice" in browser.get("/sign-in").text


def test_a_wrong_password_is_told_so_and_keeps_the_address(house: House, browser: Browser) -> None:
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": "wrong horse battery"})
    assert answer.status_code == 401
    assert "isn&#39;t right" in answer.text
    assert house.alice.email in answer.text


def test_somebody_unknown_reads_the_same_sentence(house: House, browser: Browser) -> None:
    answer = browser.submit("/sign-in", {"email": "mallory@nowhere.example", "password": "wrong horse"})
    assert answer.status_code == 401
    assert "The address or the password isn&#39;t right" in answer.text


def test_a_form_without_its_token_is_refused(house: House, browser: Browser) -> None:
    fields = {"email": house.alice.email, "password": PASSWORD}
    assert browser.submit("/sign-in", fields, csrf_token="forged").status_code == 400


def test_signing_out_ends_the_sign_in_for_good(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    assert browser.submit("/sign-out").status_code == 302
    assert "Sign out" not in browser.get("/sign-in").text
    with reading(house.alice.viewer) as session:
        assert session.scalars(select(SignIn)).all() == []


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_signing_in_leads_nowhere_else(house: House, browser: Browser, away: str) -> None:
    browser.get("/sign-in", query_string={"next": away})
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": PASSWORD})
    assert answer.location == "/"


def test_signing_in_leads_back_to_where_one_wanted(house: House, browser: Browser) -> None:
    browser.get("/sign-in", query_string={"next": "/report?from=2026-01-01"})
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": PASSWORD})
    assert answer.location == "/report?from=2026-01-01"


def test_the_pane_knows_for_whom_it_speaks(house: House, pane: Pane) -> None:
    answer = pane.sign_in(house.alice).get("/api/pane/session")
    assert answer.json["person"] == {"name": "Alice", "email": house.alice.email}
    assert answer.json["organisation"] == {"name": "North"}


def test_the_pane_is_told_when_its_sign_in_has_ended(house: House, pane: Pane) -> None:
    pane.sign_in(house.alice)
    with clock.stopped_at(clock.now() + timedelta(hours=9)):
        answer = pane.get("/api/pane/session")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_pane_signs_out(house: House, pane: Pane) -> None:
    pane.sign_in(house.alice)
    assert pane.delete("/api/pane/session").status_code == 204
    assert pane.get("/api/pane/session").status_code == 401


def test_a_browser_cookie_opens_no_api(house: House, browser: Browser) -> None:
    assert browser.sign_in(house.alice).get("/api/pane/session").status_code == 401


def test_a_closed_account_is_out_at_once(house: House, pane: Pane) -> None:
    pane.sign_in(house.alice)
    with transaction(service(house.north)) as session:
        session.scalars(select(Person).where(Person.id == house.alice.person_id)).one().active = False
    assert pane.get("/api/pane/session").status_code == 401


def test_passwords_are_kept_as_pbkdf2_with_many_rounds(house: House) -> None:
    with transaction(service(house.north)) as session:
        dora = actions.add_person(
            session, house.north, "Dora", "dora@x.example", {Role.ANALYST}, "a long enough one"
        )
        method, salt, digest = str(dora.password_hash).split("$")
    assert method == "pbkdf2:sha256:600000"
    assert len(salt) >= 16
    assert len(digest) == 64


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("dora@x.example", "short", "at least 12"),
        ("not an address", "long enough for us", "is not a mail address"),
        ("ALICE@rapport-tests.example", "long enough for us", "belongs to somebody here already"),
    ],
)
def test_people_who_cannot_be_added_are_refused_in_words(
    house: House, email: str, password: str, sentence: str
) -> None:
    with pytest.raises(Problem, match=sentence), transaction(service(house.north)) as session:
        actions.add_person(session, house.north, "Dora", email, {Role.ANALYST}, password)
