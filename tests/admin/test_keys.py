"""Pages of API keys: made by admins, shown once, and never to anybody else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from server import clock
from server.access.api_key_model import ApiKey
from server.identity.model import Role
from server.tenancy.transaction import reading
from server.tenancy.viewer import service
from tests.builders import House, add_somebody
from tests.people import Browser
from tests.programs import Program, make_key, only_approved

SCORES = "/api/v1/scores"


def a_year_on() -> str:
    return (clock.now() + timedelta(days=365)).date().isoformat()


def form(**changes: object) -> dict[str, object]:
    fields = {"id": str(uuid4()), "name": "Power BI", "scopes": ["read scores"], "ends_on": a_year_on()}
    return {**fields, **changes}


def shown_on(page: str) -> str:
    field: str = html.fromstring(page).get_element_by_id("key").get("value")
    return field


def the_only_key(organisation_id: UUID) -> ApiKey:
    with reading(service(organisation_id)) as session:
        return session.scalars(select(ApiKey)).one()


def test_an_admin_makes_a_key_that_works(app: Flask, house: House, browser: Browser) -> None:
    answer = browser.sign_in(house.bob).submit("/admin/keys", form(networks="203.0.113.0/24"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    key = shown_on(answer.text)
    assert Program(app, key).get(SCORES).status_code == 200
    assert Program(app, key, "198.51.100.9").get(SCORES).status_code == 403


def test_the_key_is_shown_once(app: Flask, house: House, browser: Browser) -> None:
    fields = form()
    page = browser.sign_in(house.bob).submit("/admin/keys", fields)
    secret = shown_on(page.text)[21:]
    assert page.text.count(secret) == 1
    assert secret not in browser.get("/admin/keys").text
    again = browser.submit("/admin/keys", fields)
    assert again.status_code == 409
    assert "was made already and shown then" in again.text
    assert secret not in again.text and 'id="key"' not in again.text
    assert the_only_key(house.north).name == "Power BI"


def test_the_list_says_all_but_the_secret(app: Flask, house: House, browser: Browser) -> None:
    key, shown = make_key(house.bob, networks="203.0.113.0/24")
    Program(app, shown).get(SCORES)
    page = " ".join(
        html.fromstring(browser.sign_in(house.bob).get("/admin/keys").text).text_content().split()
    )
    for said in (
        "Power BI",
        f"rpt_{key.public_id}_…",
        "made by Bob",
        "read scores, export",
        "203.0.113.0/24",
        f"works until {key.ends_at:%d %b %Y}",
        "from 203.0.113.7",
    ):
        assert said in page
    assert shown[21:] not in page


def test_an_admin_rotates_a_key(app: Flask, house: House, browser: Browser) -> None:
    key, old = make_key(house.bob)
    path = f"/admin/keys/{key.id}/rotate"
    page = browser.sign_in(house.bob).submit(path, {"id": str(uuid4()), "days": "3"})
    assert f"rpt_{key.public_id}_…" in page.text
    assert [Program(app, one).get(SCORES).status_code for one in (old, shown_on(page.text))] == [200, 200]
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        assert Program(app, old).get(SCORES).status_code == 401
    assert "beside its successor" in browser.get("/admin/keys").text
    again = browser.submit(path, {"id": str(uuid4()), "days": "3"})
    assert (again.status_code, "has a successor already" in again.text) == (409, True)


@pytest.mark.parametrize("days", ["", "-1", "31", "soon", "1.5"])
def test_both_keys_work_for_a_number_of_days(house: House, browser: Browser, days: str) -> None:
    key, _ = make_key(house.bob)
    fields = {"id": str(uuid4()), "days": days}
    answer = browser.sign_in(house.bob).submit(f"/admin/keys/{key.id}/rotate", fields)
    assert (answer.status_code, "0 to 30" in answer.text) == (422, True)


def test_an_admin_revokes_a_key_and_the_list_says_who_did(app: Flask, house: House, browser: Browser) -> None:
    key, shown = make_key(house.bob)
    path = f"/admin/keys/{key.id}/revoke"
    browser.sign_in(house.bob)
    assert [browser.submit(path).status_code for _ in range(2)] == [302, 302]
    assert Program(app, shown).get(SCORES).status_code == 401
    page = browser.get("/admin/keys").text
    assert "revoked on" in page and "by Bob" in page
    assert path not in page


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"name": " "}, 422, "Give the key a name"),
        ({"scopes": []}, 422, "Choose what the key may do"),
        ({"scopes": ["administer"]}, 422, "Choose what the key may do"),
        ({"ends_on": "soon"}, 422, "is no day"),
        ({"ends_on": "2199-01-01"}, 422, "two years"),
        ({"ends_on": "9999-12-31"}, 422, "is no day"),
        ({"networks": "here"}, 422, "is no address or range"),
        ({"id": "1"}, 400, "Open the page again"),
    ],
)
def test_a_form_that_does_not_fit_is_shown_again(
    house: House, browser: Browser, changes: dict[str, object], status: int, sentence: str
) -> None:
    answer = browser.sign_in(house.bob).submit("/admin/keys", form(**changes))
    assert answer.status_code == status
    assert sentence in html.fromstring(answer.text).text_content()
    with reading(service(house.north)) as session:
        assert session.scalar(select(func.count()).select_from(ApiKey)) == 0


def test_the_latest_day_that_the_form_offers_is_taken(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    latest = html.fromstring(browser.get("/admin/keys").text).get_element_by_id("ends_on").get("max")
    assert browser.submit("/admin/keys", form(ends_on=latest)).status_code == 200


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ACCOUNT_MANAGER])
def test_others_than_admins_see_and_change_nothing(house: House, browser: Browser, role: Role) -> None:
    key, _ = make_key(house.bob)
    browser.sign_in(add_somebody(house.north, "Dora", {role}))
    assert browser.get("/admin/keys").status_code == 403
    for path in ("/admin/keys", f"/admin/keys/{key.id}/revoke", f"/admin/keys/{key.id}/rotate"):
        assert browser.submit(path, form(days="1")).status_code == 403
    assert the_only_key(house.north).revoked_at is None


def test_charlie_sees_and_changes_nothing(house: House, browser: Browser) -> None:
    key, _ = make_key(house.bob)
    browser.sign_in(house.charlie)
    assert key.public_id not in browser.get("/admin/keys").text
    assert browser.submit(f"/admin/keys/{key.id}/revoke").status_code == 404
    assert browser.submit(f"/admin/keys/{key.id}/rotate", form(days="1")).status_code == 404
    assert the_only_key(house.north).revoked_at is None


def test_the_form_says_where_approved_networks_are_demanded(app: Flask, house: House) -> None:
    only_approved(house.bob)
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    assert "approved networks only" in Browser(client).sign_in(house.bob).get("/admin/keys").text
