"""What an admin does about a colleague's access."""

import pytest
from flask import Flask
from sqlalchemy import select

from server.audit.model import AuditEntry
from server.audit.trail import Happening
from server.identity import second_factor
from server.identity.factor_model import Authenticator, RecoveryCode
from server.identity.model import Person
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from tests.builders import House
from tests.people import Browser, Pane

ACTIONS = ("roles", "close", "open", "end-sign-ins", "remove-factors", "invite")


@pytest.fixture
def bob(house: House, browser: Browser) -> Browser:
    """The admin."""
    return browser.sign_in(house.bob)


def path(house: House, action: str = "") -> str:
    return f"/admin/people/{house.alice.person_id}{action and f'/{action}'}"


def test_sign_ins_end_at_once(house: House, bob: Browser, pane: Pane, app: Flask) -> None:
    alice = Browser(app.test_client()).sign_in(house.alice)
    pane.sign_in(house.alice)
    assert "Signed in 2 times" in bob.get(path(house)).text
    assert bob.submit(path(house, "end-sign-ins")).status_code == 302
    assert alice.get("/report").status_code == 401
    assert pane.get("/api/pane/session").status_code == 401
    assert bob.get("/report").status_code == 200


def test_a_closed_account_signs_in_no_more(house: House, bob: Browser, app: Flask) -> None:
    alice = Browser(app.test_client()).sign_in(house.alice)
    bob.submit(path(house, "close"))
    assert alice.get("/report").status_code == 401
    assert "closed" in bob.get("/admin/people").text
    bob.submit(path(house, "open"))
    assert Browser(app.test_client()).sign_in(house.alice).get("/report").status_code == 200


def test_roles_change_and_the_sign_ins_with_the_old_ones_end(house: House, bob: Browser, app: Flask) -> None:
    alice = Browser(app.test_client()).sign_in(house.alice)
    bob.submit(path(house, "roles"), {"roles": ["analyst", "emperor"]})
    with reading(house.bob.viewer) as session:
        assert session.scalars(select(Person.roles).where(Person.id == house.alice.person_id)).one() == [
            "analyst"
        ]
    assert alice.get("/report").status_code == 401


def test_lost_devices_are_removed(house: House, bob: Browser) -> None:
    with transaction(house.alice.viewer) as session:
        second_factor.begin_authenticator(session, house.alice.viewer)
        second_factor.new_recovery_codes(session, house.alice.viewer)
    bob.submit(path(house, "remove-factors"))
    with reading(house.alice.viewer) as session:
        assert session.scalars(select(Authenticator.id)).all() == []
        assert session.scalars(select(RecoveryCode.id)).all() == []


@pytest.mark.parametrize("action", ["roles", "close", "remove-factors"])
def test_one_admin_always_remains(house: House, bob: Browser, action: str) -> None:
    answer = bob.submit(f"/admin/people/{house.bob.person_id}/{action}")
    assert answer.status_code == 403
    assert bob.get("/admin/people").status_code == 200


@pytest.mark.parametrize("action", ["", *ACTIONS])
def test_a_stranger_is_told_it_does_not_exist(house: House, browser: Browser, action: str) -> None:
    browser.sign_in(house.charlie)
    answer = browser.submit(path(house, action)) if action else browser.get(path(house))
    assert answer.status_code == 404


@pytest.mark.parametrize("action", ["", *ACTIONS])
def test_colleagues_who_are_no_admins_may_not(house: House, browser: Browser, action: str) -> None:
    browser.sign_in(house.alice)
    answer = browser.submit(path(house, action)) if action else browser.get(path(house))
    assert answer.status_code == 403


def test_the_demand_is_the_organisations_own(house: House, bob: Browser) -> None:
    fields = {"second_factor_of": "everybody", "microsoft": "on", "microsoft_context": "C12"}
    assert bob.submit("/admin/sign-in", fields).status_code == 302
    for somebody, wanted in (
        (house.bob, ("everybody", True, "c12")),
        (house.charlie, ("admins", False, None)),
    ):
        with reading(somebody.viewer) as session:
            found = session.scalars(select(Organisation)).one()
            demanded = (found.second_factor_of, found.microsoft_second_factor, found.microsoft_context)
            assert demanded == wanted


@pytest.mark.parametrize(
    "fields",
    [
        {"second_factor_of": "cats"},
        {"second_factor_of": "admins", "microsoft_context": "c100"},
        {"second_factor_of": "admins", "microsoft_context": "mfa"},
    ],
    ids=str,
)
def test_a_demand_that_is_none_is_refused(house: House, bob: Browser, fields: dict[str, str]) -> None:
    assert bob.submit("/admin/sign-in", fields).status_code == 422


def test_what_the_admin_did_stands_in_the_trail_as_theirs(house: House, bob: Browser) -> None:
    for action in ACTIONS:
        bob.submit(path(house, action))
    bob.submit("/admin/sign-in", {"second_factor_of": "everybody"})
    with reading(house.bob.viewer) as session:
        about = AuditEntry.about_id == house.alice.person_id, AuditEntry.actor_id == house.bob.person_id
        done = set(session.scalars(select(AuditEntry.happening).where(*about)))
        everything = set(session.scalars(select(AuditEntry.happening)))
    assert done == {
        Happening.ROLES_CHANGED,
        Happening.ACCOUNT_CLOSED,
        Happening.ACCOUNT_OPENED,
        Happening.SIGN_INS_ENDED,
        Happening.SECOND_FACTOR_REMOVED,
    }
    assert Happening.DEMAND_CHANGED in everything
