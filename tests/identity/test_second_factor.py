"""A stolen password opens nothing: the second factor, who needs it, and how it is set up."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, update

from server import clock
from server.identity import second_factor
from server.identity.factor_model import Authenticator, RecoveryCode
from server.identity.model import Role
from server.identity.second_factor import Demand, is_demanded
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.builders import PASSWORD, House, Somebody
from tests.people import Browser


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps))


def with_password(browser: Browser, somebody: Somebody) -> str:
    """Where the right password leads."""
    answer = browser.submit("/sign-in", {"email": somebody.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def set_up(browser: Browser, somebody: Somebody) -> tuple[str, list[str]]:
    """Set up the first second factor; the app's secret and the recovery codes."""
    assert with_password(browser, somebody) == "/sign-in/set-up"
    secret = re.findall(r'class="secret">(\w+)<', browser.get("/sign-in/set-up").text)[0]
    page = browser.submit("/sign-in/set-up", {"code": code_of(secret)})
    assert page.status_code == 200, page.text
    return secret, re.findall(r"<li><code>([\w-]+)</code>", page.text)


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/report").status_code == 200


@pytest.mark.parametrize(
    ("demand", "roles", "demanded"),
    [
        (Demand.NOBODY, [Role.ADMIN], False),
        (Demand.ADMINS, [Role.ADMIN, Role.ANALYST], True),
        (Demand.ADMINS, [Role.ANALYST], False),
        (Demand.EVERYBODY, [Role.ACCOUNT_MANAGER], True),
    ],
)
def test_who_needs_one(demand: Demand, roles: list[str], demanded: bool) -> None:
    assert is_demanded(demand, roles) is demanded


def test_an_admin_sets_one_up_before_anything_opens(house: House, browser: Browser) -> None:
    assert with_password(browser, house.bob) == "/sign-in/set-up"
    assert not is_signed_in(browser)
    _, codes = set_up(browser, house.bob)
    assert is_signed_in(browser)
    assert len(set(codes)) == second_factor.RECOVERY_CODES


def test_an_account_manager_needs_none_until_everybody_does(house: House, browser: Browser) -> None:
    assert with_password(browser, house.alice) == "/"
    with transaction(service(house.north)) as session:
        session.execute(update(Organisation).values(second_factor_of=Demand.EVERYBODY))
    assert with_password(browser, house.alice) == "/sign-in/set-up"


def test_a_code_opens_once(house: House, browser: Browser, app: Flask) -> None:
    secret, _ = set_up(browser, house.bob)
    thief, later = Browser(app.test_client()), clock.now() + timedelta(seconds=60)
    assert with_password(thief, house.bob) == "/sign-in/second"
    with clock.stopped_at(later):
        assert thief.submit("/sign-in/second", {"code": code_of(secret)}).status_code == 302
        assert is_signed_in(thief)
        again = Browser(app.test_client())
        with_password(again, house.bob)
        assert again.submit("/sign-in/second", {"code": code_of(secret)}).status_code == 401
        assert not is_signed_in(again)


@pytest.mark.parametrize("steps", [-3, 3])
def test_codes_of_other_times_open_nothing(house: House, browser: Browser, app: Flask, steps: int) -> None:
    secret, _ = set_up(browser, house.bob)
    other = Browser(app.test_client())
    with_password(other, house.bob)
    with clock.stopped_at(clock.now() + timedelta(minutes=5)):
        answer = other.submit("/sign-in/second", {"code": code_of(secret, steps)})
    assert answer.status_code == 401
    assert "This code isn&#39;t right" in answer.text


def test_a_recovery_code_opens_once(house: House, browser: Browser, app: Flask) -> None:
    _, codes = set_up(browser, house.bob)
    for status in (302, 401):
        other = Browser(app.test_client())
        with_password(other, house.bob)
        assert other.submit("/sign-in/second", {"code": f" {codes[0].upper()} "}).status_code == status


def test_recovery_codes_are_not_kept_as_they_are(house: House, browser: Browser) -> None:
    _, codes = set_up(browser, house.bob)
    with reading(house.bob.viewer) as session:
        kept = session.scalars(select(RecoveryCode.fingerprint)).all()
    assert all(code.replace("-", "").encode() not in kept for code in codes)


def test_a_colleague_does_not_see_them(house: House, browser: Browser) -> None:
    set_up(browser, house.bob)
    with reading(house.alice.viewer) as session:
        assert session.scalars(select(Authenticator.id)).all() == []
        assert session.scalars(select(RecoveryCode.id)).all() == []


def test_whoever_has_one_sets_up_no_other_instead(house: House, browser: Browser, app: Flask) -> None:
    set_up(browser, house.bob)
    thief = Browser(app.test_client())
    with_password(thief, house.bob)
    assert thief.get("/sign-in/set-up").status_code == 400
    assert thief.submit("/sign-in/set-up", {"code": "000000"}).status_code == 400


def test_half_signed_in_lasts_ten_minutes(house: House, browser: Browser) -> None:
    with_password(browser, house.bob)
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        assert browser.get("/sign-in/set-up").status_code == 401


def test_without_a_password_there_is_nothing_to_set_up(browser: Browser, house: House) -> None:
    for path in ("/sign-in/second", "/sign-in/set-up"):
        assert browser.get(path).status_code == 401
