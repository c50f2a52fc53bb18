"""Mails of the desk, sent and looked at as its script does."""

from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from server import worker
from tests.people import ORIGIN, Browser

NUMBER = "0123456789abcdef"


def fields(**changes: Any) -> dict[str, Any]:
    """What the script sends for a mail of Alice to Carla."""
    draft = {
        "request_id": NUMBER,
        "to": ["Carla Customer <carla@acme.example>"],
        "cc": [],
        "subject": "Your delivery",
        "html": '<div>Hello</div><a href="https://rapport.example/r/abc?s=9">9</a>',
    }
    return draft | changes


def post(browser: Browser, path: str, data: dict[str, Any]) -> TestResponse:
    """Send a form as the script does."""
    headers = {"Accept": "application/json", "X-CSRFToken": browser.csrf_token(), "Referer": ORIGIN}
    return browser.request("POST", path, data=data, headers=headers)


def send(browser: Browser, draft: dict[str, Any] | None = None, **changes: Any) -> list[UUID]:
    """Send a mail; the ids of its copies."""
    answer = post(browser, "/desk/mails", draft or fields(**changes))
    assert answer.status_code == 202, answer.text
    return [UUID(one) for one in answer.json["ids"]]


def reply(browser: Browser, mail: UUID, text: str = "Thank you") -> TestResponse:
    """Answer a mail in the part of the customer."""
    return post(browser, f"/desk/mails/{mail}/reply", {"request_id": NUMBER, "text": text})


def deliver(browser: Browser, app: Flask, **changes: Any) -> UUID:
    """Send a mail and have it carried; the id of its first copy."""
    first = send(browser, **changes)[0]
    worker.step(app)
    return first


def look(browser: Browser, path: str = "") -> Any:
    """What the script is told."""
    answer = browser.get(f"/desk/mails{path}")
    assert answer.status_code == 200, answer.text
    return answer.json
