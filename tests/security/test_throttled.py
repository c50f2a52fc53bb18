"""Limits of the application: what is counted together, what a refusal says, and what is never limited."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from server.access import api_key_queries, api_keys
from server.identity import sign_ins
from server.tenancy.transaction import transaction
from tests.asking import ask, publish_survey
from tests.builders import PASSWORD, House, Somebody, build_house
from tests.people import ORIGIN, Browser, Client, Pane
from tests.programs import Program, make_key
from tests.routes.trying import path_of
from tests.security.conftest import NewApp
from tests.shared_store import Store

NEVER_LIMITED = {
    "static": "pictures, styles and scripts of the pages",
    "addin.part": "the pane's own files",
    "desk_office.script": "a script of the desk",
    "front.health": "operators' probes",
}
ELSEWHERE = "192.0.2.99"


def whence(number: int) -> str:
    """An address that no other number has."""
    return f"10.0.{number // 256}.{number % 256}"


def send(app: Flask, method: str, path: str, address: str, **options: Any) -> TestResponse:
    base = {"REMOTE_ADDR": address}
    with app.app_context():
        return app.test_client().open(path, method=method, base_url=ORIGIN, environ_base=base, **options)


def bearer(somebody: Somebody) -> dict[str, str]:
    assert somebody.viewer.organisation_id
    token, _ = sign_ins.sign_in(somebody.viewer.organisation_id, somebody.person_id, "pane")
    return {"Authorization": f"Bearer {token}"}


def ways(app: Flask) -> list[tuple[Rule, str]]:
    return [(r, m) for r in app.url_map.iter_rules() for m in sorted(r.methods or ())]


OF_STRANGERS = ("network", "sign_in", "sign_in_network", "sign_in_steps", "link", "link_network")


def test_every_route_is_limited_or_named(new_app: NewApp) -> None:
    app = new_app(**dict.fromkeys(OF_STRANGERS, 1))
    unlimited = set()
    for number, (rule, method) in enumerate(ways(app)):
        path = path_of(app, rule, method).replace("/r/x", f"/r/{number}")
        first, second = (send(app, method, path, whence(number)).status_code for _ in range(2))
        assert first != 429, (rule, method)
        if second != 429:
            unlimited.add(rule.endpoint)
    assert unlimited == NEVER_LIMITED.keys()


def test_what_is_not_there_is_limited_too(new_app: NewApp) -> None:
    app = new_app(network=2)
    asked = [send(app, *way, ELSEWHERE) for way in (("GET", "/nowhere"), ("PUT", "/sign-in"), ("GET", "/no"))]
    assert [answer.status_code for answer in asked] == [404, 405, 429]


def test_people_are_counted_wherever_they_are_and_not_with_their_neighbours(new_app: NewApp) -> None:
    app = new_app(person=3, network=1)
    house = build_house()
    alice, bob = bearer(house.alice), bearer(house.bob)
    address = whence(1)
    statuses = [send(app, "GET", "/api/pane/session", whence(n), headers=alice).status_code for n in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    # Those who share an address with Alice, and those who are not signed in there, are served.
    assert send(app, "GET", "/api/pane/session", address, headers=bob).status_code == 200
    assert send(app, "GET", "/", address).status_code == 302


def test_pages_and_api_count_together(new_app: NewApp) -> None:
    app = new_app(person=2)
    house = build_house()
    browser = Browser(app.test_client()).sign_in(house.bob)
    assert [browser.get("/report").status_code for _ in range(2)] == [200, 200]
    assert Pane(app.test_client()).sign_in(house.bob).get("/api/pane/session").status_code == 429


def test_keys_are_counted_each_by_itself_and_without_their_network(new_app: NewApp) -> None:
    app = new_app(person=2, network=1)
    house = build_house()
    (revoked, first), (_, second) = make_key(house.bob), make_key(house.bob)
    path, address = "/api/v1/scores", whence(1)
    assert [Program(app, first, address).get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert Program(app, second, address).get(path).status_code == 200
    # One that doesn't work, and one that is made up behind a known beginning, count as their network.
    with transaction(house.bob.viewer) as session:
        api_keys.revoke(session, api_key_queries.key(session, revoked.id), house.bob.person_id)
    assert Program(app, first, address).get(path).status_code == 401
    assert Program(app, f"{second[:-43]}{'x' * 43}", address).get(path).status_code == 429
    assert Program(app, second, address).get(path).status_code == 200


class FromThere(Client):
    """A browser at a network address."""

    def __init__(self, app: Flask, address: str) -> None:
        super().__init__(app.test_client())
        self._base = {"REMOTE_ADDR": address}

    def attempt(self, somebody: Somebody, password: str) -> int:
        """Try to sign in; the status."""
        page = self.request("GET", "/sign-in", environ_base=self._base).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        fields = {"email": f" {somebody.email.upper()}", "password": password, "csrf_token": found.group(1)}
        sent = {"data": fields, "headers": {"Referer": ORIGIN}, "environ_base": self._base}
        return self.request("POST", "/sign-in", **sent).status_code


def attempt(app: Flask, somebody: Somebody, address: str, password: str) -> int:
    return FromThere(app, address).attempt(somebody, password)


def test_attempts_lock_out_neither_others_nor_their_victim_elsewhere(new_app: NewApp) -> None:
    app = new_app(sign_in=3)
    house = build_house()
    hostile, home = whence(1), whence(2)
    guesses = [attempt(app, house.alice, hostile, "a wrong password") for _ in range(5)]
    assert guesses == [401, 401, 401, 429, 429]
    assert attempt(app, house.alice, hostile, PASSWORD) == 429
    assert attempt(app, house.bob, hostile, PASSWORD) == 302
    assert attempt(app, house.alice, home, PASSWORD) == 302


def test_one_network_cannot_try_everybody(new_app: NewApp) -> None:
    app = new_app(sign_in_network=2)
    house = build_house()
    tried = [attempt(app, one, whence(1), "a wrong one") for one in (house.alice, house.bob, house.charlie)]
    assert tried == [401, 401, 429]
    assert attempt(app, house.charlie, whence(2), PASSWORD) == 302


def test_attempts_that_are_refused_for_one_person_leave_the_network_what_it_has(new_app: NewApp) -> None:
    app = new_app(sign_in=1, sign_in_network=3)
    house = build_house()
    assert [attempt(app, house.alice, whence(1), "wrong") for _ in range(6)] == [401, *[429] * 5]
    assert attempt(app, house.bob, whence(1), PASSWORD) == 302


def test_forms_that_are_too_large_count(new_app: NewApp) -> None:
    app = new_app(sign_in_network=2)
    large = {"data": {"email": "a" * 600_000}, "content_type": "multipart/form-data"}
    sent = [send(app, "POST", "/sign-in", whence(1), **large).status_code for _ in range(3)]
    assert sent == [400, 400, 429]


def test_links_count_each_for_itself_and_an_address_that_opens_many(new_app: NewApp) -> None:
    app = new_app(link=2, link_network=5)
    house = build_house()
    asked = ask(house.alice, publish_survey(house.north))
    opened = [send(app, "GET", asked.path, whence(n)).status_code for n in range(3)]
    assert opened == [200, 200, 429]
    scanner = [send(app, "HEAD", f"/r/{n}", whence(9)).status_code for n in range(6)]
    assert scanner == [404] * 5 + [429]


def test_a_program_is_told_when_to_come_back(new_app: NewApp) -> None:
    app = new_app(person=2)
    alice = bearer(build_house().alice)
    for left in (1, 0):
        served = send(app, "GET", "/api/pane/session", whence(1), headers=alice)
        assert served.status_code == 200
        assert "Retry-After" not in served.headers
        assert served.headers["RateLimit-Policy"] == '"person";q=2;w=86400'
        assert re.fullmatch(rf'"person";r={left};t=86(400|3\d\d)', served.headers["RateLimit"])
    refused = send(app, "GET", "/api/pane/session", whence(1), headers=alice)
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert refused.json["status"] == 429
    assert refused.json["detail"] == (
        "That was more than one person or key may ask for. Please come back in 24 hours."
    )
    assert refused.headers["RateLimit-Policy"] == '"person";q=2;w=86400'
    wait = re.fullmatch(r'"person";r=0;t=(\d+)', refused.headers["RateLimit"])
    assert wait
    assert 86_000 < int(refused.headers["Retry-After"]) <= 86_400
    assert refused.headers["Retry-After"] == wait.group(1)


def test_every_limit_that_counted_is_named(new_app: NewApp) -> None:
    refused = send(new_app(sign_in_steps=1), "POST", "/api/pane/session", whence(1), json={})
    assert refused.status_code == 422
    assert refused.headers["RateLimit-Policy"] == '"sign-in-steps";q=1;w=86400'


def test_a_person_is_told_on_a_page_when_to_come_back(new_app: NewApp) -> None:
    app = new_app(network=1, link=1)
    for path, sentence in (("/", "Too many requests came from your"), ("/r/x", "This link was opened too")):
        served, refused = (send(app, "GET", path, whence(1)) for _ in range(2))
        assert "RateLimit" not in served.headers
        assert "Retry-After" not in served.headers
        assert (refused.status_code, refused.mimetype) == (429, "text/html")
        assert sentence in refused.text
        assert "Please come back in 24 hours." in refused.text
        assert int(refused.headers["Retry-After"]) > 86_000
        assert refused.headers["RateLimit"].endswith(f";r=0;t={refused.headers['Retry-After']}")


def test_several_requests_behind_believed_proxies_are_told_apart(new_app: NewApp) -> None:
    app = new_app(network=1, proxies=1)

    def ask_for(client: str) -> int:
        return send(
            app, "GET", "/", "127.0.0.1", headers={"X-Forwarded-For": f"spoofed, {client}"}
        ).status_code

    assert [ask_for(client) for client in ("192.0.2.1", "192.0.2.1", "192.0.2.2")] == [302, 429, 302]


@pytest.mark.valkey
def test_the_store_holds_no_address_no_link_and_no_person(new_app: NewApp, store: Store) -> None:
    app = new_app(throttle_store=store.address)
    house = build_house()
    attempt(app, house.alice, "192.0.2.77", "a wrong password")
    send(app, "GET", "/r/a-personal-link", "192.0.2.77")
    send(app, "GET", "/api/pane/session", "192.0.2.77", headers=bearer(house.alice))
    held = store.everything()
    kinds = {key.split("/")[3] for key in held}
    assert kinds == {"person", "network", "sign-in", "sign-in-network", "link", "link-network"}
    for key in held:
        assert re.fullmatch(r"LIMITS:LIMITER/moving-window/[0-9a-f]{32}/[a-z-]+/1000/1/day", key)
    everything = repr(held).casefold()
    for secret in (house.alice.email, "alice", "192.0.2.77", "a-personal-link", str(house.alice.person_id)):
        assert secret not in everything


def test_admins_see_the_limits(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    page = browser.get("/admin/limits").text
    assert "10 per minute" in page
    assert "One server counts alone." in page
    assert 'href="/admin/limits"' in browser.get("/admin/people").text


def test_others_do_not_see_them(house: House, browser: Browser) -> None:
    assert browser.sign_in(house.alice).get("/admin/limits").status_code == 403
