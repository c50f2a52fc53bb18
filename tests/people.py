"""People of the tests at their programs: a browser with its cookie, the pane with its bearer."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.identity import sign_ins
from server.identity.speaker import COOKIE_FIELD
from tests.builders import Somebody

ORIGIN = "https://rapport.example"


class Client:
    """Sends requests, each in an application context of its own, as a server does."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def request(self, method: str, path: str, **options: Any) -> TestResponse:
        """Send a request to our origin."""
        with self._client.application.app_context():
            return self._client.open(path, method=method, base_url=ORIGIN, **options)


class Browser(Client):
    """Opens pages and submits forms, with the CSRF token that the pages carry."""

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.request("GET", path, **options)

    def submit(
        self, path: str, fields: dict[str, Any] | None = None, csrf_token: str | None = None, **options: Any
    ) -> TestResponse:
        """Send a form, with the token of this browser's pages unless another is given."""
        data = {**(fields or {}), "csrf_token": csrf_token or self.csrf_token()}
        return self.request("POST", path, data=data, headers={"Referer": ORIGIN}, **options)

    def csrf_token(self) -> str:
        """The token of this browser's session, from a page that changes nothing else in it."""
        page = self.get("/start").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page
        return found.group(1)

    def sign_in(self, somebody: Somebody) -> "Browser":
        """Be signed in; the pages of signing in are tried in tests/identity."""
        organisation_id = somebody.viewer.organisation_id
        assert organisation_id is not None
        return self.hold(sign_ins.sign_in(organisation_id, somebody.person_id, purpose="browser")[0])

    def hold(self, token: str) -> "Browser":
        """Be signed in by this token."""
        with self._client.session_transaction(base_url=ORIGIN) as cookie:
            cookie[COOKIE_FIELD] = token
        return self


class Pane(Client):
    """Speaks the API as Outlook's pane does."""

    def __init__(self, client: FlaskClient) -> None:
        super().__init__(client)
        self._headers: dict[str, str] = {}

    def sign_in(self, somebody: Somebody) -> "Pane":
        """Hold a bearer of this person."""
        organisation_id = somebody.viewer.organisation_id
        assert organisation_id is not None
        return self.hold(sign_ins.sign_in(organisation_id, somebody.person_id, purpose="pane")[0])

    def hold(self, token: str) -> "Pane":
        """Hold this bearer."""
        self._headers = {"Authorization": f"Bearer {token}"}
        return self

    def get(self, path: str) -> TestResponse:
        """Ask."""
        return self.request("GET", path, headers=self._headers)

    def post(self, path: str, body: dict[str, Any] | None = None) -> TestResponse:
        """Tell."""
        return self.request("POST", path, headers=self._headers, json=body or {})

    def delete(self, path: str) -> TestResponse:
        """End."""
        return self.request("DELETE", path, headers=self._headers)
