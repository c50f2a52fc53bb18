"""A customer at their browser: opens the page of a link, and sends its form as it stands."""

from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

from tests.people import ORIGIN


class Form(HTMLParser):
    """What a browser would send from a page, nothing typed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action: str | None = None
        self.fields: dict[str, str] = {}
        self.scores: list[str] = []
        self.words = ""
        self._textarea: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name, value = attributes.get("name") or "", attributes.get("value") or ""
        if tag == "form":
            self.action = attributes["action"]
        elif tag == "input" and attributes["type"] == "radio":
            self.scores.append(value)
            if "checked" in attributes:
                self.fields[name] = value
        elif tag == "input":
            self.fields[name] = value
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is None:
            self.words += data
        else:
            self.fields[self._textarea] += data.removeprefix("\n")


class Customer:
    """Somebody with a personal link, in a browser without cookies."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client(use_cookies=False)

    def open(self, path: str, method: str = "GET") -> TestResponse:
        """Open a link."""
        return self._client.open(path, method=method, base_url=ORIGIN)

    def form(self, path: str) -> Form:
        """The form behind a link."""
        page = self.open(path)
        assert page.status_code == 200, page.text
        return Form(page.text)

    def send(self, path: str, fields: dict[str, str]) -> TestResponse:
        """Send a form, as it is."""
        return self._client.post(path, base_url=ORIGIN, data=fields)

    def answer(self, path: str, score: int, comment: str = "") -> TestResponse:
        """Open the link, choose, write, send."""
        typed = {"score": str(score), "comment": comment}
        return self.send(path, self.form(path).fields | typed)
