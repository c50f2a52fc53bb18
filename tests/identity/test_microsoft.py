"""Signing in with Microsoft against a real OpenID provider, driven as a browser would drive it."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit
from uuid import UUID, uuid4

import pytest
import requests
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from server.app import create_app
from server.config import Config, MicrosoftSettings
from server.identity import microsoft
from server.identity.model import Person
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import service
from tests.builders import House, build_house
from tests.certificate import Certificate, make_certificate
from tests.microsoft import Account, Provider, start_provider
from tests.people import Browser

pytestmark = pytest.mark.node

NORTH, ELSEWHERE = str(uuid4()), str(uuid4())
CALLBACK = "https://rapport.example/sign-in/microsoft/callback"
ALICE = Account(str(uuid4()), "Alice at Microsoft")
PEOPLE = {
    NORTH: {
        "alice@rapport-tests.example": ALICE,
        "nobody@north.example": Account(str(uuid4()), "Nobody"),
        "bob@rapport-tests.example": Account(str(uuid4()), "Bob", ("c1", "c3")),
    },
    ELSEWHERE: {"alice@rapport-tests.example": Account(str(uuid4()), "Another Alice")},
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def provider(certificate: Certificate) -> Iterator[Provider]:
    with start_provider(certificate, CALLBACK, PEOPLE) as provider:
        yield provider


@pytest.fixture(autouse=True)
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate.file))


@pytest.fixture
def north(app: Flask, config: Config, provider: Provider) -> Iterator[House]:
    """North, which works with the tenant NORTH, in an application that is registered at `provider`."""
    house = build_house()
    with transaction(service(house.north)) as session:
        session.scalars(select(Organisation)).one().microsoft_tenant_id = UUID(NORTH)
    yield house


def browser_of(app: Flask, config: Config, provider: Provider, tenant: str) -> Browser:
    settings = MicrosoftSettings(provider.client_id, provider.client_secret, f"{provider.origin}/{tenant}")
    made = create_app(replace(config, microsoft=settings), storage().bind)
    return Browser(made.test_client())


def at_microsoft(address: str, login: str, certificate: Certificate, consent: bool = True) -> str:
    """Go through the provider's pages as `login`; the path and query with which it sends the browser back."""
    session = requests.Session()
    answer = session.get(address, allow_redirects=False)
    for _ in range(12):
        if "location" in answer.headers:
            address = urljoin(answer.url, answer.headers["location"])
            if address.startswith(CALLBACK):
                parts = urlsplit(address)
                return f"{parts.path}?{parts.query}"
            answer = session.get(address, allow_redirects=False)
            continue
        if 'name="login"' not in answer.text and not consent:
            abort = re.search(r'href="([^"]*abort[^"]*)"', answer.text)
            assert abort, answer.text
            answer = session.get(urljoin(answer.url, html.unescape(abort.group(1))), allow_redirects=False)
            continue
        form = re.search(r'action="([^"]+)"', answer.text)
        assert form, answer.text
        prompt = re.search(r'name="prompt" value="([^"]+)"', answer.text)
        fields = {"prompt": prompt.group(1) if prompt else "", "login": login, "password": "any"}
        action = urljoin(answer.url, html.unescape(form.group(1)))
        answer = session.post(action, data=fields, allow_redirects=False)
    raise AssertionError("The provider never sent the browser back.")


def sign_in(browser: Browser, login: str, certificate: Certificate, consent: bool = True) -> TestResponse:
    start = browser.get("/sign-in/microsoft")
    assert start.status_code == 302, start.text
    return browser.get(at_microsoft(start.location, login, certificate, consent))


def test_somebody_added_by_the_admin_signs_in_and_is_known_from_then_on(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, NORTH)
    assert sign_in(browser, "alice@rapport-tests.example", certificate).status_code == 302
    assert "Alice" in browser.get("/sign-in").text
    with transaction(service(north.north)) as session:
        alice = session.scalars(select(Person).where(Person.id == north.alice.person_id)).one()
        assert (str(alice.microsoft_tenant_id), str(alice.microsoft_object_id)) == (NORTH, ALICE.object_id)
        alice.email_index = b"she has another address now"
    again = browser_of(app, config, provider, NORTH)
    assert sign_in(again, "alice@rapport-tests.example", certificate).status_code == 302


def test_the_same_address_in_another_tenant_is_somebody_else(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    answer = sign_in(browser_of(app, config, provider, ELSEWHERE), "alice@rapport-tests.example", certificate)
    assert answer.status_code == 403
    assert "tenant isn&#39;t connected" in answer.text


def test_somebody_whom_no_admin_added_is_told_so(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    answer = sign_in(browser_of(app, config, provider, NORTH), "nobody@north.example", certificate)
    assert answer.status_code == 403
    assert "added you to Rapport yet" in answer.text


def test_a_second_factor_that_microsoft_did_not_ask_for_can_be_demanded(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    with transaction(north.bob.viewer) as session:
        session.execute(update(Organisation).values(microsoft_second_factor=True))
    browser = browser_of(app, config, provider, NORTH)
    answer = sign_in(browser, "alice@rapport-tests.example", certificate)
    assert answer.status_code == 403
    assert "only with a second factor" in answer.text
    identity = microsoft.Identity(UUID(NORTH), UUID(ALICE.object_id), "", second_factor=True)
    assert microsoft.person_of(identity) == (north.north, north.alice.person_id)


def with_context(
    browser: Browser, house: House, login: str, certificate: Certificate
) -> tuple[TestResponse, str]:
    """Sign in where the context c3 is demanded: the last answer, and Microsoft's second address."""
    with transaction(house.bob.viewer) as session:
        session.execute(update(Organisation).values(microsoft_second_factor=True, microsoft_context="c3"))
    again = sign_in(browser, login, certificate)
    assert again.status_code == 302, again.text
    return browser.get(at_microsoft(again.location, login, certificate)), again.location


def test_microsoft_is_asked_again_for_a_second_factor_by_its_context(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, NORTH)
    answer, address = with_context(browser, north, "bob@rapport-tests.example", certificate)
    assert answer.status_code == 302, answer.text
    claims = parse_qs(urlsplit(address).query)["claims"]
    assert claims == ['{"id_token":{"acrs":{"essential":true,"value":"c3"}}}']
    assert "Bob" in browser.get("/sign-in").text


def test_a_context_that_asks_for_nothing_ends_in_a_sentence(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, NORTH)
    answer, _ = with_context(browser, north, "alice@rapport-tests.example", certificate)
    assert answer.status_code == 403
    assert "what the authentication context c3 demands" in answer.text


def test_a_sign_in_given_up_at_microsoft_ends_in_a_sentence(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    answer = sign_in(
        browser_of(app, config, provider, NORTH), "alice@rapport-tests.example", certificate, consent=False
    )
    assert answer.status_code == 403
    assert "refused or cancelled" in answer.text


def test_an_answer_works_once_and_only_in_the_browser_that_asked(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, NORTH)
    start = browser.get("/sign-in/microsoft").location
    back = at_microsoft(start, "alice@rapport-tests.example", certificate)
    stranger = browser_of(app, config, provider, NORTH)
    stranger.get("/sign-in/microsoft")
    assert stranger.get(back).status_code == 400
    assert browser.get(back).status_code == 302
    assert browser.get(back).status_code == 400


def test_an_altered_answer_is_refused(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, NORTH)
    start = browser.get("/sign-in/microsoft").location
    back = at_microsoft(start, "alice@rapport-tests.example", certificate)
    altered = re.sub(r"code=[^&]+", "code=stolen", back)
    answer = browser.get(altered)
    assert answer.status_code == 502
    assert "Microsoft couldn&#39;t sign you in" in answer.text


def connect(browser: Browser, login: str, certificate: Certificate) -> TestResponse:
    page = browser.submit("/sign-in/microsoft/connect").text
    link = re.search(r'href="(https://localhost[^"]+)"', page)
    assert link, page
    return browser.get(at_microsoft(html.unescape(link.group(1)), login, certificate))


def test_an_admin_connects_the_tenant_by_signing_in_there(
    app: Flask, config: Config, provider: Provider, house: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, ELSEWHERE).sign_in(house.charlie)
    assert connect(browser, "alice@rapport-tests.example", certificate).location == "/admin/outlook"
    assert ELSEWHERE in browser.get("/admin/outlook").text
    with transaction(service(house.south)) as session:
        me = session.scalars(select(Person)).one()
        assert str(me.microsoft_tenant_id) == ELSEWHERE


def test_a_tenant_belongs_to_one_organisation(
    app: Flask, config: Config, provider: Provider, north: House, certificate: Certificate
) -> None:
    browser = browser_of(app, config, provider, NORTH).sign_in(north.charlie)
    answer = connect(browser, "nobody@north.example", certificate)
    assert answer.status_code == 409
    assert "connected to another organisation" in answer.text


def test_only_admins_connect(app: Flask, config: Config, provider: Provider, north: House) -> None:
    browser = browser_of(app, config, provider, NORTH).sign_in(north.alice)
    assert browser.submit("/sign-in/microsoft/connect").status_code == 403


def test_the_flow_asks_for_a_proof_key(app: Flask, config: Config, provider: Provider, north: House) -> None:
    start = browser_of(app, config, provider, NORTH).get("/sign-in/microsoft").location
    assert "code_challenge_method=S256" in start
    assert "response_mode" not in start or "response_mode=query" in start
