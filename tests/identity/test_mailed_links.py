"""Passwords are chosen by links that are mailed: once, soon, and by nobody else."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from server import clock
from server.delivery.model import Message
from server.identity import sign_ins
from server.identity.mailed_links import INVITATION_DAYS, MOST_AN_HOUR, RESET_MINUTES
from server.tenancy.transaction import reading
from server.tenancy.viewer import service
from tests.builders import PASSWORD, House
from tests.people import Browser

NEW = "three wet otters sing"


def mailed(house: House) -> list[str]:
    """The paths of the links in the mails of the north, the oldest first."""
    with reading(service(house.north)) as session:
        mails = session.scalars(select(Message).order_by(Message.made_at)).all()
        texts = [mail.content.replace("=\r\n", "").replace("=3D", "=") for mail in mails]
    return [re.findall(r"https://rapport\.example(/sign-in/password/[\w-]+)", text)[0] for text in texts]


def fits(house: House, password: str) -> bool:
    return sign_ins.check_password([(house.north, house.alice.person_id)], password) is not None


def ask(browser: Browser, email: str) -> str:
    return browser.submit("/sign-in/password/forgotten", {"email": email}).text


def test_a_forgotten_password_is_chosen_anew(house: House, browser: Browser, app: Flask) -> None:
    signed_in = Browser(app.test_client()).sign_in(house.alice)
    assert "Look into your mail" in ask(browser, house.alice.email)
    (path,) = mailed(house)
    for _ in range(2):  # looking uses nothing up
        assert house.alice.email in browser.get(path).text
    assert browser.submit(path, {"password": NEW}).status_code == 302
    assert fits(house, NEW) and not fits(house, PASSWORD)
    assert signed_in.get("/report").status_code == 401


def test_a_link_works_once(house: House, browser: Browser) -> None:
    ask(browser, house.alice.email)
    (path,) = mailed(house)
    browser.submit(path, {"password": NEW})
    assert browser.get(path).status_code == 410
    assert browser.submit(path, {"password": "four dry badgers hum"}).status_code == 410
    assert fits(house, NEW)


def test_the_others_end_with_it(house: House, browser: Browser) -> None:
    ask(browser, house.alice.email)
    ask(browser, house.alice.email)
    first, second = mailed(house)
    browser.submit(second, {"password": NEW})
    assert browser.get(first).status_code == 410


def test_a_weak_password_is_refused_and_uses_nothing_up(house: House, browser: Browser) -> None:
    ask(browser, house.alice.email)
    (path,) = mailed(house)
    answer = browser.submit(path, {"password": "password1234"})
    assert (answer.status_code, "easy to guess" in answer.text) == (422, True)
    assert browser.submit(path, {"password": NEW}).status_code == 302


def test_nobody_learns_which_addresses_are_known(house: House, browser: Browser) -> None:
    known, unknown = ask(browser, house.alice.email), ask(browser, "mallory@nowhere.example")
    assert known == unknown
    with reading(service(house.north)) as session:
        assert session.scalar(select(func.count(Message.id))) == 1


def test_nobody_is_flooded(house: House, browser: Browser) -> None:
    for _ in range(MOST_AN_HOUR + 2):
        ask(browser, house.alice.email)
    assert len(mailed(house)) == MOST_AN_HOUR


@pytest.mark.parametrize("path", ["/sign-in/password/x", f"/sign-in/password/{'a' * 43}"])
def test_a_link_that_never_was(house: House, browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 410
    assert browser.submit(path, {"password": NEW}).status_code == 410


def test_a_reset_lasts_an_hour_and_an_invitation_a_week(house: House, browser: Browser) -> None:
    ask(browser, house.alice.email)
    browser.sign_in(house.bob).submit(f"/admin/people/{house.alice.person_id}/invite")
    reset, invitation = mailed(house)
    with clock.stopped_at(clock.now() + timedelta(minutes=RESET_MINUTES, seconds=1)):
        assert browser.get(reset).status_code == 410
        assert browser.get(invitation).status_code == 200
    with clock.stopped_at(clock.now() + timedelta(days=INVITATION_DAYS, seconds=1)):
        assert browser.get(invitation).status_code == 410


def test_a_closed_account_gets_no_mail_and_opens_no_link(house: House, browser: Browser) -> None:
    ask(browser, house.alice.email)
    (path,) = mailed(house)
    browser.sign_in(house.bob).submit(f"/admin/people/{house.alice.person_id}/close")
    ask(browser, house.alice.email)
    assert len(mailed(house)) == 1
    assert browser.get(path).status_code == 410
