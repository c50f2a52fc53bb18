"""Guessing ends soon, and nobody can lock somebody else out."""

import itertools
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from server import clock
from server.identity.attempts import MINUTES, MOST
from server.identity.factor_model import RefusedAttempt
from server.tenancy.transaction import reading
from server.tenancy.viewer import NOBODY
from tests.builders import PASSWORD, House, Somebody
from tests.people import Browser

NETWORKS = (f"198.51.{n // 250}.{n % 250}" for n in itertools.count())


def attempt(browser: Browser, email: str, password: str) -> int:
    """Each comes from a network of its own, so that no limit of a network is what ends them."""
    fields = {"email": email, "password": password}
    return browser.submit("/sign-in", fields, environ_base={"REMOTE_ADDR": next(NETWORKS)}).status_code


def guess(app: Flask, email: str, times: int) -> list[int]:
    """What a stranger with a new browser for each guess is answered."""
    return [attempt(Browser(app.test_client()), email, f"wrong password {n}") for n in range(times)]


def known_browser(app: Flask, somebody: Somebody) -> Browser:
    """One in which somebody has signed in before."""
    browser = Browser(app.test_client())
    assert attempt(browser, somebody.email, PASSWORD) == 302
    browser.submit("/sign-out")
    return browser


def test_strangers_are_stopped_after_ten_wrong_guesses(house: House, app: Flask) -> None:
    assert guess(app, house.alice.email, MOST + 2) == [401] * MOST + [429] * 2
    answer = Browser(app.test_client()).submit(
        "/sign-in", {"email": house.alice.email.upper(), "password": PASSWORD}
    )
    assert answer.status_code == 429
    assert f"Wait {MINUTES} minutes" in answer.text


def test_the_person_gets_in_all_the_same_from_a_browser_that_is_known(house: House, app: Flask) -> None:
    mine = known_browser(app, house.alice)
    guess(app, house.alice.email, MOST)
    assert attempt(mine, house.alice.email, PASSWORD) == 302


def test_a_known_browser_is_stopped_by_its_own_guesses(house: House, app: Flask) -> None:
    stolen = known_browser(app, house.alice)
    statuses = [attempt(stolen, house.alice.email, "wrong password") for _ in range(MOST + 1)]
    assert statuses == [401] * MOST + [429]
    assert attempt(Browser(app.test_client()), house.alice.email, PASSWORD) == 302


def test_being_known_for_one_person_helps_with_no_other(house: House, app: Flask) -> None:
    charlies = known_browser(app, house.alice)
    guess(app, house.bob.email, MOST)
    assert attempt(charlies, house.bob.email, PASSWORD) == 429


def test_others_are_not_stopped(house: House, app: Flask) -> None:
    guess(app, house.alice.email, MOST)
    assert guess(app, house.bob.email, 1) == [401]


def test_it_ends_after_a_while(house: House, app: Flask) -> None:
    guess(app, house.alice.email, MOST)
    with clock.stopped_at(clock.now() + timedelta(minutes=MINUTES, seconds=1)):
        assert attempt(Browser(app.test_client()), house.alice.email, PASSWORD) == 302


def test_addresses_that_nobody_has_are_counted_alike(house: House, app: Flask) -> None:
    assert guess(app, "mallory@nowhere.example", MOST + 1) == [401] * MOST + [429]


@pytest.mark.parametrize("forged", ["", ".", "x.y", f"{'a' * 43}.{'0' * 64}"])
def test_a_forged_cookie_makes_no_browser_known(house: House, app: Flask, forged: str) -> None:
    answer = Browser(app.test_client()).submit("/sign-in", {"email": house.alice.email, "password": PASSWORD})
    (name,) = [c.split("=")[0] for c in answer.headers.getlist("Set-Cookie") if c.startswith("rapport-known")]
    guess(app, house.alice.email, MOST)
    client = app.test_client()
    client.set_cookie(name, forged, domain="rapport.example", path="/sign-in")
    assert attempt(Browser(client), house.alice.email, PASSWORD) == 429


def test_old_attempts_are_forgotten(house: House, app: Flask) -> None:
    guess(app, house.alice.email, 3)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        guess(app, house.bob.email, 1)
        with reading(NOBODY) as session:
            assert session.scalar(select(func.count(RefusedAttempt.id))) == 1
