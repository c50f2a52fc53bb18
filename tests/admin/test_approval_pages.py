"""Admins let operators work with the organisation's data, and end it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from server.identity import approvals
from server.tenancy.transaction import reading
from tests.builders import House
from tests.people import Browser

FIELDS = {
    "name": "Olga Operator",
    "email": "olga@rapport.example",
    "reason": "Ticket 7",
    "scope": "export",
    "days": "3",
}


@pytest.fixture
def bob(house: House, browser: Browser) -> Browser:
    return browser.sign_in(house.bob)


def only_approval(house: House) -> approvals.OperatorApproval:
    with reading(house.bob.viewer) as session:
        (approval,) = approvals.listed(session)
        return approval


def test_an_admin_approves_and_ends(house: House, bob: Browser) -> None:
    assert "Nobody has been approved." in bob.get("/admin/approvals").text
    assert bob.submit("/admin/approvals", FIELDS).status_code == 302
    page = bob.get("/admin/approvals").text
    for words in ("Olga Operator", "Ticket 7", "take them away as files", ">running<", "<td>Bob</td>"):
        assert words in page
    approval = only_approval(house)
    assert approval.ends_at - approval.made_at == timedelta(days=3)
    assert bob.submit(f"/admin/approvals/{approval.id}/end").status_code == 302
    page = bob.get("/admin/approvals").text
    assert "ended by Bob" in page
    assert ">running<" not in page
    assert bob.submit(f"/admin/approvals/{approval.id}/end").status_code == 409


def test_a_refusal_keeps_what_was_typed(house: House, bob: Browser) -> None:
    answer = bob.submit("/admin/approvals", {**FIELDS, "days": "31"})
    assert answer.status_code == 422
    assert "1 to 30 days" in answer.text
    assert 'value="Ticket 7"' in answer.text
    assert 'value="export" checked' in answer.text


def test_charlie_ends_nobody_elses_approval(house: House, bob: Browser, app: Flask) -> None:
    bob.submit("/admin/approvals", FIELDS)
    charlie = Browser(app.test_client()).sign_in(house.charlie)
    assert "Olga" not in charlie.get("/admin/approvals").text
    assert charlie.submit(f"/admin/approvals/{only_approval(house).id}/end").status_code == 404
    assert charlie.submit(f"/admin/approvals/{uuid4()}/end").status_code == 404
    assert only_approval(house).running
