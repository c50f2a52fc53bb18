"""Whom the tests write to, what Rapport knows of them, and how somebody signs in."""

from typing import Any

from playwright.sync_api import FrameLocator, Page

from tests.outlook_host import Address, OutlookHost

METTE = Address("mette@acme.example", "Mette Holm")
JENS = Address("jens@acme.example", "Jens Lund")
SOFIE = Address("sofie@fjord.example", "Sofie Dahl")

RELATION = {"id": "s1", "title": "Relationship 2026", "languages": ["en", "da"]}
AFTER_PROJECT = {"id": "s2", "title": "After a project", "languages": ["en"]}

JENS_REASON = "Jens was asked on 9 November 2026; Acme's people are left in peace for 30 days."


def people() -> dict[str, dict[str, Any]]:
    """What the server adds to each address in a preview."""
    return {
        METTE.email: {
            "account": "Acme A/S",
            "language": "da",
            "last_asked_on": "2026-03-03",
            "last_score": 9,
        },
        JENS.email: {
            "account": "Acme A/S",
            "may_be_asked": False,
            "reason": JENS_REASON,
            "last_asked_on": "2026-11-09",
        },
    }


def history() -> dict[str, Any]:
    """What Mette has answered."""
    return {
        "contact": {"name": "Mette Holm", "email": METTE.email, "account": "Acme A/S", "language": "da"},
        "last_asked_on": "2026-09-01",
        "responses": [
            {
                "answered_on": "2026-09-02T08:15:00Z",
                "score": 9,
                "comment": "The new planner saves us a day each week.\nThank you!",
                "survey": "Relationship 2026",
            },
            {
                "answered_on": "2026-03-04T08:15:00Z",
                "score": 7,
                "comment": None,
                "survey": "Relationship 2026",
            },
            {
                "answered_on": "2025-09-03T08:15:00Z",
                "score": 3,
                "comment": "Support <b>answered late</b>.",
                "survey": "After a project",
            },
        ],
    }


def open_window(outlook: OutlookHost, pane: FrameLocator) -> Page:
    """Presses "Sign in"; gives the window that opens."""
    with outlook.context.expect_page() as opened:
        pane.get_by_role("button", name="Sign in").click()
    return opened.value


def sign_in(outlook: OutlookHost, pane: FrameLocator) -> None:
    """Walks through the sign-in window until it is closed."""
    window = open_window(outlook, pane)
    with window.expect_event("close"):
        window.get_by_role("button", name="Continue as Anna").click()
