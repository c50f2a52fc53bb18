"""Consent for a tenant: one link for its admin, and an answer that counts only when it is proven."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from server import clock
from server.app import create_app
from server.audit.model import AuditEntry
from server.audit.trail import Happening
from server.config import Config, MicrosoftSettings
from server.errors import Problem
from server.identity import consent, microsoft
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, storage, transaction
from server.tenancy.viewer import service
from tests.builders import House, build_house
from tests.people import ORIGIN, Browser

TENANT = str(uuid4())
CLIENT = str(uuid4())


@pytest.fixture
def registered(app: Flask, config: Config) -> Flask:
    """The application, registered at Microsoft."""
    settings = MicrosoftSettings(CLIENT, "secret", "https://login.microsoftonline.com/organizations")
    return create_app(replace(config, microsoft=settings), storage().bind)


@pytest.fixture
def north(registered: Flask) -> House:
    house = build_house()
    with transaction(service(house.north)) as session:
        session.execute(update(Organisation).values(microsoft_tenant_id=UUID(TENANT)))
    return house


@pytest.fixture
def bob(registered: Flask, north: House) -> Browser:
    """North's admin in Rapport."""
    return Browser(registered.test_client()).sign_in(north.bob)


@pytest.fixture
def tenant_admin(registered: Flask) -> Browser:
    """Somebody with rights at Microsoft, and nobody in Rapport."""
    return Browser(registered.test_client())


def link_of(bob: Browser) -> str:
    assert bob.submit("/admin/outlook/consent").status_code == 302
    found = re.search(rf"{ORIGIN}(/consent/[\w-]+)<", bob.get("/admin/outlook").text)
    assert found
    return found.group(1)


def to_microsoft(browser: Browser, link: str) -> dict[str, str]:
    """Go on to Microsoft; the query of its address."""
    page = browser.submit(link).text
    address = re.search(r'href="(https://login[^"]+)"', page)
    assert address, page
    parts = urlsplit(address.group(1).replace("&amp;", "&"))
    assert parts.path == f"/{TENANT}/v2.0/adminconsent"
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def come_back(browser: Browser, state: str, **answer: str) -> TestResponse:
    return browser.get(f"/consent/callback?{urlencode({'state': state, **answer})}")


def granted(browser: Browser, state: str) -> TestResponse:
    return come_back(browser, state, admin_consent="True", tenant=TENANT)


def noted(house: House) -> list[str]:
    with reading(house.bob.viewer) as session:
        about = select(AuditEntry.happening).where(AuditEntry.about_kind == "consent")
        return list(session.scalars(about.order_by(AuditEntry.number)))


def state_shown(bob: Browser) -> str:
    page = bob.get("/admin/outlook").text
    return page[page.index("Consent for everybody") :]


def test_at_first_the_page_says_that_nobody_was_asked(bob: Browser) -> None:
    assert "Not asked for yet" in state_shown(bob)


def test_the_tenant_s_admin_grants_it_by_the_link(north: House, bob: Browser, tenant_admin: Browser) -> None:
    link = link_of(bob)
    assert "by Bob, without an answer yet" in state_shown(bob)
    page = tenant_admin.get(link).text
    assert "North asks for your consent" in page
    assert TENANT in page
    asked = to_microsoft(tenant_admin, link)
    assert (
        asked.items()
        >= {
            "client_id": CLIENT,
            "redirect_uri": f"{ORIGIN}/consent/callback",
            "scope": "https://graph.microsoft.com/.default",
        }.items()
    )
    assert granted(tenant_admin, asked["state"]).location == "/consent/done"
    assert "consent is granted" in tenant_admin.get("/consent/done").text
    assert "by the link that Bob made" in state_shown(bob)
    assert "Granted on" in state_shown(bob)
    assert noted(north) == [Happening.CONSENT_ASKED, Happening.CONSENT_GRANTED]
    assert tenant_admin.get(link).status_code == 410


def test_a_refusal_is_shown_and_a_new_link_can_be_made(
    north: House, bob: Browser, tenant_admin: Browser
) -> None:
    state = to_microsoft(tenant_admin, link_of(bob))["state"]
    come_back(tenant_admin, state, error="access_denied", error_description="AADSTS65004")
    assert "Consent was not granted" in tenant_admin.get("/consent/done").text
    assert "Refused on" in state_shown(bob)
    granted(tenant_admin, to_microsoft(tenant_admin, link_of(bob))["state"])
    assert "Granted on" in state_shown(bob)
    assert noted(north)[1:] == [
        Happening.CONSENT_REFUSED,
        Happening.CONSENT_ASKED,
        Happening.CONSENT_GRANTED,
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"admin_consent": "False", "tenant": TENANT},
        {"admin_consent": "True"},
        {"admin_consent": "True", "tenant": str(uuid4())},
    ],
    ids=["nothing", "no", "no tenant", "another tenant"],
)
def test_an_answer_that_proves_nothing_changes_nothing(
    north: House, bob: Browser, tenant_admin: Browser, answer: dict[str, Any]
) -> None:
    state = to_microsoft(tenant_admin, link_of(bob))["state"]
    assert come_back(tenant_admin, state, **answer).status_code == 400
    assert "without an answer yet" in state_shown(bob)
    assert noted(north) == [Happening.CONSENT_ASKED]


def test_an_answer_counts_only_once_and_in_its_browser(
    registered: Flask, bob: Browser, tenant_admin: Browser
) -> None:
    link = link_of(bob)
    state = to_microsoft(tenant_admin, link)["state"]
    stranger = Browser(registered.test_client())
    to_microsoft(stranger, link)
    assert granted(stranger, state).status_code == 400
    assert granted(tenant_admin, "made up").status_code == 400
    assert "without an answer yet" in state_shown(bob)


def test_neither_s_answer_stands_for_the_other_s(registered: Flask, bob: Browser) -> None:
    token = link_of(bob).rpartition("/")[2]
    with registered.app_context():
        state = parse_qs(urlsplit(consent.begin(token, "one browser")).query)["state"][0]
        with pytest.raises(Problem, match="begun in another window"):
            microsoft.finish({"state": state, "code": "x"}, "one browser")


def test_opening_the_link_begins_nothing(bob: Browser, tenant_admin: Browser) -> None:
    link = link_of(bob)
    assert "login.microsoftonline.com" not in tenant_admin.get(link).text
    assert tenant_admin.get(link).status_code == 200


def test_a_link_ends_after_two_weeks_and_by_the_next_one(bob: Browser, tenant_admin: Browser) -> None:
    first = link_of(bob)
    second = link_of(bob)
    assert tenant_admin.get(first).status_code == 410
    assert tenant_admin.get(second).status_code == 200
    with clock.stopped_at(clock.now() + timedelta(days=14, seconds=1)):
        assert tenant_admin.get(second).status_code == 410
    assert tenant_admin.get("/consent/made-up").status_code == 410


def test_the_answer_is_kept_for_the_tenant_that_gave_it(
    north: House, bob: Browser, tenant_admin: Browser
) -> None:
    granted(tenant_admin, to_microsoft(tenant_admin, link_of(bob))["state"])
    with transaction(service(north.north)) as session:
        session.execute(update(Organisation).values(microsoft_tenant_id=uuid4()))
    assert "Not asked for yet" in state_shown(bob)


def test_without_a_tenant_there_is_nothing_to_ask_for(registered: Flask, north: House, bob: Browser) -> None:
    charlie = Browser(registered.test_client()).sign_in(north.charlie)
    assert "Consent for everybody" not in charlie.get("/admin/outlook").text
    assert charlie.submit("/admin/outlook/consent").status_code == 409


def test_only_admins_make_links(registered: Flask, north: House) -> None:
    alice = Browser(registered.test_client()).sign_in(north.alice)
    assert alice.submit("/admin/outlook/consent").status_code == 403


def test_charlie_sees_his_own_consent_alone(registered: Flask, north: House, bob: Browser) -> None:
    link_of(bob)
    with transaction(service(north.south)) as session:
        session.execute(update(Organisation).values(microsoft_tenant_id=uuid4()))
    charlie = Browser(registered.test_client()).sign_in(north.charlie)
    assert "Not asked for yet" in charlie.get("/admin/outlook").text
