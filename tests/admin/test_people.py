"""Beginning an organisation, and adding its people."""

import re
from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select

from server.identity.model import Person
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything
from tests.builders import House
from tests.people import Browser

BEGINNING = {
    "key": "west",
    "organisation": "West & Co",
    "name": "Wanda",
    "email": "wanda@west.example",
    "password": "seven slow otters",
}


def organisations() -> int:
    with reading(everything(Reason.FOUNDING)) as session:
        return session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_whoever_begins_is_signed_in_as_admin(house: House, browser: Browser) -> None:
    answer = browser.submit("/start", BEGINNING)
    assert answer.location == "/sign-in/set-up"
    assert browser.get("/admin/people").status_code == 401
    secret = re.findall(r'class="secret">(\w+)<', browser.get("/sign-in/set-up").text)[0]
    page = browser.submit("/sign-in/set-up", {"code": pyotp.TOTP(secret).now()})
    assert 'href="/admin/first-steps"' in page.text
    assert "Import your contacts" in browser.get("/admin/first-steps").text
    page = browser.get("/admin/people").text
    assert "Wanda" in page
    assert "West &amp; Co" in page
    assert "Alice" not in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("key", "North", "small letters"),
        ("key", "north", "already"),
        ("email", "wanda", "is not a mail address"),
        ("password", "short", "at least 12"),
        ("organisation", " ", "Give the organisation a name"),
    ],
)
def test_a_beginning_that_cannot_be_leaves_nothing_behind(
    house: House, browser: Browser, field: str, value: str, sentence: str
) -> None:
    before = organisations()
    answer = browser.submit("/start", {**BEGINNING, field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "West &amp; Co" in answer.text or field == "organisation"
    assert organisations() == before


def test_nobody_begins_where_the_desk_is_closed(app: Flask, house: House, browser: Browser) -> None:
    open_config = app.config["RAPPORT"]
    token = browser.csrf_token()
    app.config["RAPPORT"] = replace(open_config, desk=False)
    try:
        assert browser.get("/start").status_code == 404
        assert browser.submit("/start", BEGINNING, csrf_token=token).status_code == 404
    finally:
        app.config["RAPPORT"] = open_config


def test_an_admin_adds_somebody_who_can_then_sign_in(house: House, browser: Browser, app: Flask) -> None:
    browser.sign_in(house.bob)
    fields = {
        "name": "Dora",
        "email": "dora@north.example",
        "password": "seven slow otters",
        "roles": "analyst",
    }
    assert browser.submit("/admin/people", {**fields, "roles": "analyst"}).status_code == 302
    dora = Browser(app.test_client())
    answer = dora.submit("/sign-in", {"email": "dora@north.example", "password": "seven slow otters"})
    assert answer.status_code == 302
    assert dora.get("/admin/people").status_code == 403


def test_somebody_who_is_there_already_is_not_added_twice(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    fields = {"name": "Alice again", "email": house.alice.email, "password": "seven slow otters"}
    answer = browser.submit("/admin/people", fields)
    assert answer.status_code == 422
    assert "belongs to somebody here already" in answer.text
    with reading(house.bob.viewer) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 2


def test_an_admin_adds_to_their_own_organisation_alone(house: House, browser: Browser) -> None:
    browser.sign_in(house.charlie)
    fields = {"name": "Dora", "email": "dora@south.example", "password": "seven slow otters"}
    browser.submit("/admin/people", fields)
    with reading(house.bob.viewer) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 2
