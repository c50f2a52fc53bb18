"""What holds for every answer, whatever route gives it: headers, cookies, forms, and where it leads."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from server import app as application
from tests.asking import publish_survey
from tests.builders import PASSWORD, House
from tests.people import Browser

WITHOUT_COOKIES = {blueprint.name for blueprint in (*application.APIS, *application.LINKS)}
"""Where no form's token is needed, since no cookie is heeded."""
STYLED_BY_OTHERS = {"desk.paper"}
"""Mails as people wrote them, styles and all, in a frame of the desk that runs no script."""
LEADS_TO_MICROSOFT = {"identity.sign_in_with_microsoft"}


@pytest.fixture
def bob(house: House, browser: Browser) -> Browser:
    """An admin, who may open every page."""
    return browser.sign_in(house.bob)


@pytest.fixture
def known(house: House) -> dict[str, UUID]:
    """Ids of things that are there, by the names that they have in addresses."""
    return {"person_id": house.alice.person_id, "survey_id": publish_survey(house.north)}


def ways(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        yield from ((rule, method) for method in (rule.methods or set()) - {"OPTIONS", "HEAD"})


def path_to(app: Flask, rule: Rule, method: str, known: dict[str, UUID]) -> str:
    values = {name: known.get(name, UUID(int=0)) if name.endswith("_id") else "x" for name in rule.arguments}
    return app.url_map.bind("rapport.example").build(rule.endpoint, values, method=method)


def opened(app: Flask, bob: Browser, known: dict[str, UUID]) -> Iterator[tuple[str, TestResponse]]:
    """Every page as an admin sees it."""
    for rule, method in ways(app):
        if method == "GET":
            answer = bob.get(path_to(app, rule, method, known))
            assert answer.status_code < 500, rule
            yield rule.endpoint, answer


def test_every_answer_says_what_it_may_load_and_that_nothing_is_guessed(
    app: Flask, bob: Browser, known: dict[str, UUID]
) -> None:
    for rule, method in ways(app):
        headers = bob.request(method, path_to(app, rule, method, known)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, rule
        assert "unsafe" not in policy or rule.endpoint in STYLED_BY_OTHERS, rule
        assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", ""), rule
        assert re.search(r"base-uri '(none|self)'", policy), rule
        assert "frame-ancestors 'self'" in policy, rule
        assert "*" not in policy.replace("https://*.", ""), rule
        assert headers["X-Content-Type-Options"] == "nosniff", rule
        assert headers["Referrer-Policy"] == "no-referrer", rule
        assert headers["Strict-Transport-Security"].startswith("max-age="), rule
        assert "Cross-Origin-Opener-Policy" not in headers, rule  # Outlook's dialog needs its opener


def test_only_outlook_frames_what_belongs_in_it(app: Flask, bob: Browser, known: dict[str, UUID]) -> None:
    framed = {
        endpoint
        for endpoint, answer in opened(app, bob, known)
        if "outlook.office.com" in answer.headers["Content-Security-Policy"]
    }
    assert framed <= {"addin.part", "identity.dialog_done", "identity.dialog_start"}


def test_every_form_is_refused_without_its_token(app: Flask, bob: Browser, known: dict[str, UUID]) -> None:
    statuses = {
        f"{rule.endpoint} {method}": bob.request(method, path_to(app, rule, method, known)).status_code
        for rule, method in ways(app)
        if method != "GET" and rule.endpoint.partition(".")[0] not in WITHOUT_COOKIES
    }
    assert len(statuses) > 40
    assert {name: status for name, status in statuses.items() if status != 400} == {}


class Page(HTMLParser):
    """What of a page would run or change something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._form: bool | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script" and "src" not in named:
            self.faults.append("a script in the page")
        self.faults += [f"{tag} {name}" for name in named if name == "style" or name.startswith("on")]
        self.faults += [f"{tag} {v}" for v in named.values() if (v or "").lower().startswith("javascript:")]
        if tag == "form" and (named.get("method") or "get").lower() == "post":
            self._form = False
        if named.get("name") == "csrf_token":
            self._form = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            if self._form is False:
                self.faults.append("a form without its token")
            self._form = None


def test_no_page_holds_script_or_style_and_every_form_its_token(
    app: Flask, bob: Browser, known: dict[str, UUID]
) -> None:
    faults, pages = {}, 0
    for endpoint, answer in opened(app, bob, known):
        if answer.mimetype == "text/html" and endpoint.partition(".")[0] not in WITHOUT_COOKIES:
            pages += 1
            if found := Page(answer.text).faults:
                faults[endpoint] = found
    assert pages > 20
    assert faults == {}


@pytest.mark.parametrize("away", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_no_answer_leads_elsewhere(app: Flask, bob: Browser, known: dict[str, UUID], away: str) -> None:
    names = ("next", "after", "url", "to", "return", "redirect", "target")
    hostile = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Referer": away}
    led = 0
    for rule, method in ways(app):
        path = path_to(app, rule, method, known)
        if method != "GET" or rule.endpoint in LEADS_TO_MICROSOFT:
            continue
        answer = bob.request(method, path, query_string=dict.fromkeys(names, away), headers=hostile)
        if location := answer.headers.get("Location"):
            led += 1
            assert re.match(r"/(?![/\\])", location), (rule, location)
    assert led > 0


def test_every_cookie_is_for_tls_and_for_no_script(app: Flask, house: House, browser: Browser) -> None:
    answer = browser.submit("/sign-in", {"email": house.alice.email, "password": PASSWORD})
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2, cookies
    for cookie in cookies:
        attributes = {part.strip().partition("=")[0].lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite"} <= attributes, cookie
        assert "domain" not in attributes, cookie
