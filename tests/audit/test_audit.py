"""The audit trail: what is written when, by whom, in one line without gaps, and read by admins alone."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from flask import Flask, current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from server.app import create_app
from server.audit import trail, verification
from server.audit.chain import FIRST
from server.audit.model import AuditEntry, AuditHead
from server.audit.trail import About, Happening
from server.config import Config
from server.database import open_postgresql
from server.identity import actions, audit_reading, microsoft
from server.identity.commands import show, verify
from server.migrate import migrate, open_database
from server.tenancy.transaction import reading, storage, transaction
from server.tenancy.viewer import Viewer, by_operator, service
from tests.builders import PASSWORD, PLANTED, House, plant
from tests.people import Browser, Pane
from tests.racing import app_of_its_own, at_once
from tests.reporting.answers import publish


def happenings(viewer: Viewer) -> list[str]:
    with reading(viewer) as session:
        return list(session.scalars(select(AuditEntry.happening).order_by(AuditEntry.number)))


def newest(viewer: Viewer) -> audit_reading.Told:
    with reading(viewer) as session:
        return audit_reading.page(session, audit_reading.Wanted()).entries[0]


def test_a_trail_begins_with_the_organisation_and_has_no_gaps(house: House) -> None:
    assert happenings(house.bob.viewer) == ["organisation founded", "person added", "person added"]
    with reading(house.bob.viewer) as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        head = session.scalars(select(AuditHead)).one()
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == [FIRST, entries[0].value, entries[1].value]
    assert (head.number, head.value) == (3, entries[2].value)
    assert len({entry.value for entry in entries}) == 3


def test_an_entry_says_who_did_what_to_whom(house: House) -> None:
    with transaction(house.bob.viewer) as session:
        about = About("person", house.alice.person_id)
        personal = {"was": "Alicia"}
        trail.note(session, Happening.PERSON_ADDED, about, facts={"roles": "analyst"}, personal=personal)
    told = newest(house.bob.viewer)
    assert (told.number, told.who, told.happening, told.about) == (4, "Bob", "person added", "Alice")
    assert told.details == "was: Alicia; roles: analyst"
    with transaction(service(house.north)) as session:
        trail.note(session, Happening.SURVEY_PUBLISHED)
    assert newest(house.bob.viewer).who == "Rapport itself"
    with transaction(by_operator(house.north, "Olga")) as session:
        trail.note(session, Happening.OPERATOR_WORKED)
    assert newest(house.bob.viewer).who == "Olga (operator of Rapport)"
    assert verification.verify(house.north).found is None


def test_what_is_rolled_back_leaves_no_entry(house: House) -> None:
    class Fell(Exception):
        pass

    with pytest.raises(Fell), transaction(house.bob.viewer) as session:
        trail.note(session, Happening.SIGNED_OUT)
        raise Fell
    with transaction(house.bob.viewer) as session:
        trail.note(session, Happening.SIGNED_OUT)
        session.rollback()
    with transaction(house.bob.viewer) as session:
        trail.note(session, Happening.SIGNED_IN)
        with pytest.raises(Fell), session.begin_nested():
            trail.note(session, Happening.SIGNED_OUT)
            raise Fell
        with session.begin_nested():
            trail.note(session, Happening.ROLLOUT_CHANGED)
    assert happenings(house.bob.viewer)[3:] == ["roll-out changed", "signed in"]
    assert verification.verify(house.north).found is None


def test_a_session_that_only_reads_notes_nothing_by_mistake(house: House) -> None:
    with pytest.raises(RuntimeError, match="only reads"), reading(house.bob.viewer) as session:
        trail.note(session, Happening.SIGNED_OUT)


def test_many_at_once_get_each_a_number(config: Config, request: Any, tmp_path: Path) -> None:
    with app_of_its_own(config, request, tmp_path) as app:
        north = actions.found_organisation("north", "North")

        def sign_many() -> None:
            for _ in range(5):
                with transaction(service(north)) as session:
                    trail.note(session, Happening.SIGNED_IN)

        at_once(app, *[sign_many] * 6)
        with reading(service(north)) as session:
            numbers = session.scalars(select(AuditEntry.number).order_by(AuditEntry.number)).all()
        assert numbers == list(range(1, 32))
        assert verification.verify(north).found is None


KEPT = [
    *(f"update audit_entry set {column.name} = {column.name}" for column in AuditEntry.__table__.columns),
    "update audit_head set organisation_id = organisation_id",
    "delete from audit_entry",
    "delete from audit_head",
]


@pytest.mark.parametrize("statement", KEPT)
def test_the_application_itself_can_neither_change_nor_delete(house: House, statement: str) -> None:
    bind = storage().bind
    with bind.begin_nested():
        if bind.dialect.name == "postgresql":
            bind.execute(text("select set_config('rapport.everything', 'on', true)"))
        if statement == "update audit_entry set personal = personal":
            bind.execute(text(statement))  # may be sealed anew by another key; the digest tells changes
            return
    with pytest.raises(DBAPIError, match=r"kept as they were written|permission denied"), bind.begin_nested():
        bind.execute(text(statement))


def test_charlie_reads_and_writes_his_own_trail_alone(house: House) -> None:
    assert happenings(house.charlie.viewer) == ["organisation founded", "person added"]
    with transaction(house.charlie.viewer) as session:
        trail.note(session, Happening.SIGNED_OUT, organisation_id=house.north)
    assert len(happenings(house.bob.viewer)) == 3
    assert len(happenings(house.charlie.viewer)) == 3


def test_personal_data_lie_sealed(app: Flask) -> None:
    plant()
    name, email, *_ = PLANTED
    bind = storage().bind
    if bind.dialect.name == "postgresql":
        bind.execute(text("select set_config('rapport.everything', 'on', true)"))
    rows = bind.execute(text("select * from audit_entry")).all()
    shown = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])
    assert "person added" in shown
    assert name not in shown
    assert email not in shown


def test_signing_in_and_out_stands_in_the_trail(house: House, browser: Browser, pane: Pane) -> None:
    browser.submit("/sign-in", {"email": house.alice.email, "password": "wrong horse battery"})
    browser.submit("/sign-in", {"email": "nobody@nowhere.example", "password": "wrong horse battery"})
    refused = newest(house.bob.viewer)
    assert (refused.who, refused.happening, refused.about) == ("Rapport itself", "sign-in refused", "Alice")
    browser.sign_in(house.alice)
    assert newest(house.bob.viewer).who == "Alice"
    browser.submit("/sign-out")
    pane.sign_in(house.alice).delete("/api/pane/session")
    assert happenings(house.bob.viewer)[3:] == [
        "sign-in refused",
        "signed in",
        "signed out",
        "Outlook pane signed in",
        "signed out",
    ]
    assert newest(house.bob.viewer).details == "from: pane"
    assert PASSWORD not in str([newest(house.bob.viewer)])


def test_a_connected_tenant_and_a_published_survey_stand_in_the_trail(house: House) -> None:
    tenant = uuid4()
    microsoft.connect(house.bob.viewer, microsoft.Identity(tenant, uuid4(), house.bob.email))
    told = newest(house.bob.viewer)
    assert (told.who, told.happening) == ("Bob", "Microsoft tenant connected")
    assert told.details == f"tenant: {tenant}"
    asked = publish(house.north, "Relationship")
    told = newest(house.bob.viewer)
    assert (told.happening, told.details) == ("survey published", "title: Relationship; version: 1")
    assert told.about == f"survey {str(asked.survey_id)[:8]}"


def test_organisations_from_before_begin_their_trail_once(
    config: Config, request: Any, tmp_path: Path
) -> None:
    with app_of_its_own(config, request, tmp_path) as app:
        north = actions.found_organisation("north", "North")
        settings: Config = app.config["RAPPORT"]
        forget_trails(settings)
        migrate(settings)
        migrate(settings)
        with create_app(settings).app_context():
            assert happenings(service(north)) == ["audit trail begun"]
            assert verification.verify(north).found is None


def forget_trails(settings: Config) -> None:
    """As it was before there were trails."""
    url = settings.database_owner_url
    engine = open_postgresql(url) if url else open_database(settings)
    with engine.begin() as connection:
        if url:
            connection.execute(text("select set_config('rapport.everything', 'on', true)"))
        else:
            connection.execute(text("drop trigger audit_entry_stays"))
            connection.execute(text("drop trigger audit_head_stays"))
        for table in ("audit_entry", "audit_head", "wrapped_key where name = 'audit'"):
            connection.execute(text(f"delete from {table}"))
    engine.dispose()


def run(command: Any, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, obj=lambda: current_app)


def test_the_shell_verifies_all_organisations_or_one(house: House) -> None:
    result = run(verify)
    assert result.exit_code == 0, result.output
    north, south = result.stdout.splitlines()
    assert north.startswith("north: The trail is whole: 3 entries, each as it was written. Its mark is 3:")
    assert south.startswith("south: The trail is whole: 2 entries")
    mark = north.rsplit(" ", 1)[1].rstrip(".")
    assert run(verify, "--organisation", "north", "--mark", mark).exit_code == 0
    wrong = run(verify, "--organisation", "north", "--mark", "3:00")
    assert wrong.exit_code == 1
    assert "The entry marked 3:00 isn't in it" in wrong.stdout
    assert run(verify, "--mark", mark).exit_code == 2
    assert "There is no organisation" in run(verify, "--organisation", "east").stderr


def test_a_broken_trail_is_an_exit_code_and_a_sentence(house: House) -> None:
    with transaction(house.bob.viewer) as session:
        session.scalars(select(AuditHead)).one().seal = b""
    result = run(verify)
    assert result.exit_code == 1
    assert "north: The trail is broken. The head of the trail was changed.\n" in result.stdout
    assert "south: The trail is whole" in result.stdout


def test_the_shell_shows_entries_without_acting_characters(house: House) -> None:
    with transaction(house.bob.viewer) as session:
        trail.note(session, Happening.SURVEY_PUBLISHED, facts={"title": "\x1b[2J Nice"})
    result = run(show, "north", "--operator", "Olga")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert len(lines) == 5
    assert "Bob  survey published  title:  [2J Nice" in lines[3]
    assert "Olga (operator of Rapport)  operator worked" in lines[4]
