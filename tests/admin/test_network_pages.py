"""Pages of networks for admins: deciding, ending, and the switch that must not lock anybody out."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from server import clock
from server.access.network_model import Network, NetworkRestriction
from server.identity.model import Role
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.builders import House, add_somebody
from tests.people import Browser
from tests.programs import CAFE, OFFICE, approve, browser_at, only_approved

ONLY_APPROVED, ALL = "/admin/networks/only-approved", "/admin/networks/all"


def ask(browser: Browser, cidr: str = OFFICE, reason: str = "Our office") -> None:
    assert browser.submit("/networks/ask", {"cidr": cidr, "reason": reason}).status_code == 302


def network(organisation_id: UUID) -> Network:
    with reading(service(organisation_id)) as session:
        return session.scalars(select(Network)).one()


def is_restricted(organisation_id: UUID) -> bool:
    with reading(service(organisation_id)) as session:
        return session.scalars(select(NetworkRestriction)).one_or_none() is not None


def test_an_admin_reads_who_asks_and_why_and_approves(app: Flask, house: House) -> None:
    ask(browser_at(app, CAFE, house.alice), CAFE, "I write from the café.")
    bob = browser_at(app, OFFICE, house.bob)
    page = bob.get("/admin/networks").text
    assert f"{CAFE}/32" in page and "I write from the café." in page and "Alice" in page
    path = f"/admin/networks/{network(house.north).id}/approve"
    assert bob.submit(path, {"until": ""}).status_code == 302
    assert "approved for good" in bob.get("/admin/networks").text
    assert "approved for good" in browser_at(app, CAFE, house.alice).get("/networks/ask").text


def test_an_approval_for_a_time_lasts_through_its_last_day(app: Flask, house: House) -> None:
    bob = browser_at(app, OFFICE, house.bob)
    ask(bob)
    until = (clock.now() + timedelta(days=3)).date()
    bob.submit(f"/admin/networks/{network(house.north).id}/approve", {"until": until.isoformat()})
    ends_at = network(house.north).ends_at
    assert ends_at is not None
    assert ends_at.date() == until + timedelta(days=1)


@pytest.mark.parametrize(("until", "sentence"), [("2020-01-01", "has passed"), ("soon", "is no day")])
def test_days_that_cannot_be_are_refused(app: Flask, house: House, until: str, sentence: str) -> None:
    bob = browser_at(app, OFFICE, house.bob)
    ask(bob)
    answer = bob.submit(f"/admin/networks/{network(house.north).id}/approve", {"until": until})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert network(house.north).decision is None


def test_an_admin_refuses(app: Flask, house: House) -> None:
    bob = browser_at(app, OFFICE, house.bob)
    ask(bob)
    path = f"/admin/networks/{network(house.north).id}"
    assert bob.submit(f"{path}/refuse").status_code == 302
    assert bob.submit(f"{path}/approve").status_code == 409
    assert bob.submit(f"{path}/end").status_code == 409
    assert "refused" in bob.get("/networks/ask").text


@pytest.mark.parametrize(
    ("cidr", "reason", "sentence"),
    [("here", "Because", "no address or range"), (OFFICE, " ", "Say in up to"), (OFFICE, "x" * 501, "500")],
)
def test_an_ask_that_does_not_fit_is_shown_again(
    house: House, browser: Browser, cidr: str, reason: str, sentence: str
) -> None:
    answer = browser.sign_in(house.alice).submit("/networks/ask", {"cidr": cidr, "reason": reason})
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_an_admin_cannot_lock_themselves_out(app: Flask, house: House) -> None:
    office = browser_at(app, OFFICE, house.bob)
    refused = office.submit(ONLY_APPROVED)
    assert (refused.status_code, "lock yourself out" in refused.text) == (409, True)
    assert ONLY_APPROVED not in office.get("/admin/networks").text
    first = approve(house.bob, OFFICE)
    assert ONLY_APPROVED in office.get("/admin/networks").text
    assert office.submit(ONLY_APPROVED).status_code == 302
    assert browser_at(app, CAFE, house.bob).get("/admin/networks").status_code == 403
    ending = office.submit(f"/admin/networks/{first}/end")
    assert (ending.status_code, "lock yourself out" in ending.text) == (409, True)
    approve(house.bob, OFFICE)
    assert office.submit(f"/admin/networks/{first}/end").status_code == 302
    assert office.get("/admin/networks").status_code == 200


def test_an_admin_lets_all_networks_in_again(app: Flask, house: House) -> None:
    only_approved(house.bob)
    office = browser_at(app, OFFICE, house.bob)
    assert [office.submit(ALL).status_code for _ in range(2)] == [302, 302]
    assert browser_at(app, CAFE, house.bob).get("/admin/networks").status_code == 200


def test_turning_on_twice_is_turning_on(app: Flask, house: House) -> None:
    only_approved(house.bob)
    assert browser_at(app, OFFICE, house.bob).submit(ONLY_APPROVED).status_code == 302


def test_from_an_address_that_is_not_approved_nothing_can_be_approved(app: Flask, house: House) -> None:
    only_approved(house.bob)
    cafe = browser_at(app, CAFE, house.bob)
    ask(cafe, CAFE)
    with reading(service(house.north)) as session:
        waiting = session.scalars(select(Network.id).where(Network.decision.is_(None))).one()
    assert cafe.submit(f"/admin/networks/{waiting}/approve").status_code == 403
    assert cafe.submit(ALL).status_code == 403
    assert is_restricted(house.north)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ACCOUNT_MANAGER])
def test_others_than_admins_decide_nothing(house: House, browser: Browser, role: Role) -> None:
    browser.sign_in(add_somebody(house.north, "Dora", {role}))
    ask(browser)
    path = f"/admin/networks/{network(house.north).id}"
    assert browser.get("/admin/networks").status_code == 403
    for one in (f"{path}/approve", f"{path}/refuse", f"{path}/end", ONLY_APPROVED, ALL):
        assert browser.submit(one).status_code == 403
    assert network(house.north).decision is None


def test_charlie_sees_and_decides_nothing(house: House, browser: Browser, app: Flask) -> None:
    ask(browser_at(app, CAFE, house.alice), CAFE, "Secretly")
    only_id = network(house.north).id
    browser.sign_in(house.charlie)
    for path in ("/admin/networks", "/networks/ask"):
        assert "Secretly" not in browser.get(path).text
    for what in ("approve", "refuse", "end"):
        assert browser.submit(f"/admin/networks/{only_id}/{what}").status_code == 404
    assert network(house.north).decision is None


def test_an_ended_approval_says_who_ended_it(app: Flask, house: House) -> None:
    network_id = approve(house.bob, CAFE)
    bob = browser_at(app, OFFICE, house.bob)
    assert bob.submit(f"/admin/networks/{network_id}/end").status_code == 302
    page = bob.get("/admin/networks").text
    assert "ended on" in page and "by Bob" in page


def test_reasons_are_sealed(house: House) -> None:
    approve(house.bob, CAFE)
    with transaction(service(house.north)) as session:
        stored = session.connection().exec_driver_sql("select reason from network").scalar_one()
    assert b"We work there." not in bytes(stored)
