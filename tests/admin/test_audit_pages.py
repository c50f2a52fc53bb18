"""Admins read, verify and download their organisation's audit trail; nobody else does."""

import csv
from io import BytesIO, StringIO

import pytest
from flask import Flask
from sqlalchemy import select, text

from server.admin.audit_csv import harmless
from server.audit import trail
from server.audit.model import AuditEntry, AuditHead
from server.audit.trail import Happening
from server.identity.model import Role
from server.tenancy.transaction import reading, storage, transaction
from tests.builders import House, add_somebody
from tests.people import Browser

PATHS = ("/admin/audit", "/admin/audit/trail.csv", "/admin/approvals")


@pytest.fixture
def bob(house: House, browser: Browser) -> Browser:
    return browser.sign_in(house.bob)


def note(house: House, happening: Happening, times: int = 1, **facts: str) -> None:
    with transaction(house.alice.viewer) as session:
        for _ in range(times):
            trail.note(session, happening, facts=facts)


def test_an_admin_reads_the_trail_newest_first(house: House, bob: Browser) -> None:
    page = bob.get("/admin/audit").text
    newest, oldest = page.index("<td>signed in</td>"), page.index("<td>organisation founded</td>")
    assert newest < oldest
    assert "<td>Bob</td>" in page
    assert "Charlie" not in page


def test_the_trail_is_read_page_by_page(house: House, bob: Browser) -> None:
    note(house, Happening.ROLLOUT_CHANGED, times=60)
    first = bob.get("/admin/audit").text
    assert '<td class="number">64</td>' in first
    assert '<td class="number">14</td>' not in first
    assert 'href="/admin/audit?below=15">Older</a>' in first
    second = bob.get("/admin/audit?below=15").text
    assert '<td class="number">14</td>' in second
    assert '<td class="number">1</td>' in second
    assert "Older" not in second
    assert "Newest" in second


def test_entries_are_chosen_by_what_and_by_whom(house: House, bob: Browser) -> None:
    note(house, Happening.ROLLOUT_CHANGED)
    page = bob.get(f"/admin/audit?what=roll-out+changed&whom={house.alice.person_id}").text
    assert page.count('<td class="number">') == 1
    assert "<option selected>roll-out changed</option>" in page
    assert "There is no such entry" in bob.get(f"/admin/audit?whom={house.charlie.person_id}").text
    assert "There is no such entry" in bob.get("/admin/audit?whom=operator").text
    assert "There is no such entry" in bob.get("/admin/audit?whom=nonsense").text
    assert "organisation founded" in bob.get("/admin/audit?whom=rapport").text


def test_an_admin_verifies_the_trail(house: House, bob: Browser) -> None:
    assert "The trail is whole: 4 entries" in bob.submit("/admin/audit/verify").text
    with transaction(house.bob.viewer) as session:
        session.scalars(select(AuditHead)).one().number += 1
    page = bob.submit("/admin/audit/verify").text
    assert "The trail is broken. The head of the trail was changed." in page
    assert 'class="notice error" role="alert"' in page


def test_a_trail_with_foreign_personal_data_can_still_be_read(house: House, bob: Browser) -> None:
    bind = storage().bind
    if bind.dialect.name == "postgresql":
        bind.execute(text("select set_config('rapport.everything', 'on', true)"))
    bind.execute(text("update audit_entry set personal = value where number = 2"))
    assert "names and addresses: changed by a foreign hand" in bob.get("/admin/audit").text
    assert "The names or addresses in entry 2 were changed." in bob.submit("/admin/audit/verify").text


def test_an_admin_downloads_the_trail_in_which_nothing_acts(house: House, bob: Browser) -> None:
    note(house, Happening.SURVEY_PUBLISHED, title="x")
    with transaction(house.bob.viewer) as session:
        trail.note(session, Happening.PERSON_ADDED, personal={"=HYPERLINK(1)": "2"})
    answer = bob.get("/admin/audit/trail.csv")
    assert answer.mimetype == "text/csv"
    assert "rapport-north-audit-" in answer.headers["Content-Disposition"]
    heading, *rows = csv.reader(StringIO(answer.text.removeprefix("\ufeff")))
    assert heading == ["Number", "Moment (UTC)", "Who", "What", "About", "Details"]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert rows[5][5] == "'=HYPERLINK(1): 2"
    assert rows[6][2:4] == ["Bob", "audit trail downloaded"]
    chosen = bob.get("/admin/audit/trail.csv?what=survey+published").text
    assert len(chosen.splitlines()) == 2


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1", "\r=1", "＝1"])
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_other_texts_stay_as_they_are() -> None:
    assert harmless("Bob = me") == "Bob = me"


def test_analysts_and_account_managers_are_turned_away(house: House, app: Flask) -> None:
    analyst = add_somebody(house.north, "Ana", {Role.ANALYST})
    for somebody in (analyst, house.alice):
        theirs = Browser(app.test_client()).sign_in(somebody)
        assert {theirs.get(path).status_code for path in PATHS} == {403}
        assert theirs.submit("/admin/audit/verify").status_code == 403
        assert theirs.submit("/admin/approvals", {"name": "Olga"}).status_code == 403


def test_charlie_sees_his_own_trail_alone(house: House, browser: Browser) -> None:
    browser.sign_in(house.charlie)
    page = browser.get("/admin/audit").text
    assert "Alice" not in page
    assert page.count('<td class="number">') == 3
    assert "alice" not in browser.get("/admin/audit/trail.csv").text.lower()
    assert "The trail is whole: 4 entries" in browser.submit("/admin/audit/verify").text


def test_what_admins_do_stands_in_the_trail(house: House, bob: Browser) -> None:
    bob.submit("/admin/outlook", {"host": "rapport.example", "client_id": ""})
    bob.submit("/admin/outlook", {"host": "http://rapport.example", "client_id": ""})
    bob.submit("/admin/people", {"name": "Dora", "email": "dora@north.example", "roles": "analyst"})
    file = BytesIO(b"E-mail,Company\nnina@novo.example,Novo\n")
    bob.submit("/contacts/import", {"file": (file, "contacts.csv")})
    bob.get("/report/workbook?from=2026-01-01")
    with reading(house.bob.viewer) as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()[4:]
    assert [(entry.happening, entry.actor_id) for entry in entries] == [
        ("roll-out changed", house.bob.person_id),
        ("person added", house.bob.person_id),
        ("contacts imported", house.bob.person_id),
        ("report workbook downloaded", house.bob.person_id),
    ]
    assert entries[0].facts == {"host": "https://rapport.example", "version": 1}
    assert entries[2].facts["contacts added"] == 1
    assert entries[3].facts == {"from": "2026-01-01"}
