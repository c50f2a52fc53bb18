"""What people look after themselves: sign-ins, second factors, password."""

import re
from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from server import clock
from server.identity import sign_ins
from server.identity.me_routes import program_name
from server.identity.model import Person, SignIn
from server.security import passwords
from server.tenancy.transaction import reading
from tests.builders import PASSWORD, House
from tests.people import Browser, Pane

NEW = "three wet otters sing"


def sign_in_ids(page: str) -> list[str]:
    return re.findall(r"/me/sign-ins/([0-9a-f-]{36})/end", page)


def authenticator(browser: Browser) -> str:
    """Set up an app; its secret."""
    secret = re.findall(r'class="secret">(\w+)<', browser.submit("/me/authenticator").text)[0]
    page = browser.submit("/me/authenticator/confirm", {"code": pyotp.TOTP(secret).at(clock.now())})
    assert page.status_code == 200 and "Keep these codes" in page.text
    return secret


def test_my_sign_ins_are_listed_and_one_is_ended_at_once(
    house: House, browser: Browser, pane: Pane, app: Flask
) -> None:
    other = Browser(app.test_client()).sign_in(house.alice)
    pane.sign_in(house.alice)
    mine = browser.sign_in(house.alice).get("/me").text
    assert "The pane in Outlook" in mine and "this one" in mine
    ids = sign_in_ids(mine)
    assert len(ids) == 2
    for one in ids:
        assert browser.submit(f"/me/sign-ins/{one}/end").status_code == 302
    assert other.get("/report").status_code == 401
    assert pane.get("/api/pane/session").status_code == 401
    assert browser.get("/report").status_code == 200


def test_all_others_end_together(house: House, browser: Browser, app: Flask) -> None:
    other = Browser(app.test_client()).sign_in(house.alice)
    browser.sign_in(house.alice).submit("/me/sign-ins/end-others")
    assert other.get("/report").status_code == 401
    assert browser.get("/report").status_code == 200


def test_a_colleagues_sign_in_is_not_there(house: House, browser: Browser, app: Flask) -> None:
    Browser(app.test_client()).sign_in(house.bob)
    with reading(house.bob.viewer) as session:
        bobs = session.scalars(select(SignIn.id)).one()
    browser.sign_in(house.alice)
    assert browser.submit(f"/me/sign-ins/{bobs}/end").status_code == 404
    assert browser.submit(f"/me/sign-ins/{uuid4()}/end").status_code == 404
    with reading(house.bob.viewer) as session:
        assert session.scalars(select(SignIn.id)).one() == bobs


def test_an_app_is_set_up_and_removed(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    authenticator(browser)
    assert "in use" in browser.get("/me").text
    assert browser.submit("/me/authenticator").status_code == 403
    assert browser.submit("/me/authenticator/remove").status_code == 302
    assert "in use" not in browser.get("/me").text


def test_an_admin_keeps_the_last_one(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    authenticator(browser)
    answer = browser.submit("/me/authenticator/remove")
    assert answer.status_code == 403
    assert "Set up another one before" in answer.text
    assert "in use" in browser.get("/me").text


@pytest.mark.parametrize(
    "path", ["/me/authenticator", "/me/authenticator/remove", "/me/recovery-codes", "/me/passkeys/options"]
)
def test_an_open_browser_gives_nobody_a_key_to_it(house: House, browser: Browser, path: str) -> None:
    browser.sign_in(house.alice)
    with clock.stopped_at(clock.now() + timedelta(minutes=16)):
        assert browser.submit(path).status_code == 403


def test_a_wrong_first_code_sets_up_nothing(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    browser.submit("/me/authenticator")
    assert browser.submit("/me/authenticator/confirm", {"code": "12 34 56"}).status_code == 401
    assert "in use" not in browser.get("/me").text


def test_the_password_changes_and_other_sign_ins_end(house: House, browser: Browser, app: Flask) -> None:
    other = Browser(app.test_client()).sign_in(house.alice)
    browser.sign_in(house.alice)
    assert browser.submit("/me/password", {"old": PASSWORD, "new": NEW}).status_code == 302
    assert other.get("/report").status_code == 401
    found = [(house.north, house.alice.person_id)]
    assert sign_ins.check_password(found, NEW) and not sign_ins.check_password(found, PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong horse battery", NEW, "present password isn&#39;t right"),
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "alice@rapport-tests.example", "easy to guess"),
        (PASSWORD, "password1234", "easy to guess"),
        (PASSWORD, "x" * 1_001, "at most 1,000 characters"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    house: House, browser: Browser, old: str, new: str, words: str
) -> None:
    answer = browser.sign_in(house.alice).submit("/me/password", {"old": old, "new": new})
    assert answer.status_code in (403, 422)
    assert words in answer.text
    assert sign_ins.check_password([(house.north, house.alice.person_id)], PASSWORD)


def test_a_hash_of_fewer_rounds_is_made_anew(house: House, browser: Browser) -> None:
    browser.submit("/sign-in", {"email": house.alice.email, "password": PASSWORD})
    with reading(house.alice.viewer) as session:
        kept = session.scalars(select(Person.password_hash).where(Person.id == house.alice.person_id)).one()
    assert kept is not None and f":{passwords.ROUNDS}$" in kept
    assert passwords.fits(kept, PASSWORD)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "IE on Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/120.0 Safari/537.36 Edg/120.0",
            "Edge on Windows",
        ),
        ("nobody knows", ""),
        (None, ""),
    ],
)
def test_programs_are_named_as_people_know_them(said: str | None, name: str) -> None:
    assert program_name(said) == name
