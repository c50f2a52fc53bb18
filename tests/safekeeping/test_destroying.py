"""Destroyed keys: a server that runs notices at once, and what can't be worked for any more is left alone."""

import pytest
from sqlalchemy import select

from server import worker
from server.delivery.model import Message, State
from server.directory.model import Contact
from server.security.key_ring import NoKey
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything, service
from tests.builders import PASSWORD
from tests.people import Browser, Pane
from tests.safekeeping.installation import Installation


@pytest.fixture
def destroyed(installation: Installation) -> Installation:
    """North's keys are gone; a browser and a pane had been signed in before."""
    with installation.app.app_context():
        assert worker.step(installation.app) == 1  # the planted mail
    done = installation.process("keys", "destroy", "north", "--yes")
    assert done.returncode == 0, done.stderr
    assert "Destroyed the keys of north." in done.stdout
    return installation


def test_a_server_that_had_the_key_open_reads_nothing_any_more(installation: Installation) -> None:
    north = installation.north.north
    with installation.app.app_context(), reading(service(north)) as session:
        assert session.scalars(select(Contact)).first()
    assert installation.command("keys", "destroy", "north", "--yes").exit_code == 0
    with installation.app.app_context(), pytest.raises(NoKey), reading(service(north)):
        raise AssertionError("the block must not be entered")


def test_nobody_is_signed_in_or_can_sign_in(installation: Installation) -> None:
    alice = installation.north.alice
    with installation.app.app_context():
        browser = Browser(installation.app.test_client()).sign_in(alice)
        pane = Pane(installation.app.test_client()).sign_in(alice)
    assert pane.get("/api/pane/session").status_code == 200
    assert installation.command("keys", "destroy", "north", "--yes").exit_code == 0
    assert pane.get("/api/pane/session").status_code == 401
    assert browser.get("/report").status_code in (302, 401)
    again = Browser(installation.app.test_client())
    refused = again.submit("/sign-in", {"email": alice.email, "password": PASSWORD})
    assert refused.status_code in (401, 422), refused.status_code
    with installation.app.app_context():
        Browser(installation.app.test_client()).sign_in(installation.north.charlie)


def test_mail_that_waits_fails_and_the_worker_goes_on(destroyed: Installation) -> None:
    with destroyed.app.app_context(), reading(everything(Reason.WORKER)) as session:
        mine = Message.organisation_id == destroyed.north.north
        assert set(session.scalars(select(Message.state).where(mine))) == {State.FAILED}
    with destroyed.app.app_context():
        assert worker.step(destroyed.app) == 0


def test_it_is_told_when_there_is_nothing_to_destroy(destroyed: Installation) -> None:
    again = destroyed.command("keys", "destroy", "north", "--yes")
    assert again.exit_code == 0
    assert "They don't stand in" in again.output
    unknown = destroyed.command("keys", "destroy", "nowhere", "--yes")
    assert "There is no organisation with the key nowhere" in str(unknown.exception)
    no_new_one = destroyed.command("keys", "rotate", "--data", "--organisation", "north")
    assert "or its keys are destroyed" in no_new_one.output


def test_no_key_is_left_in_the_files_of_the_embedded_database(installation: Installation) -> None:
    """Wrapped as it is: with the master key it could be read from an old page."""
    if installation.config.database_url:
        return
    log = installation.config.home / "rapport.db-wal"
    done = installation.command("keys", "destroy", "north", "--yes")
    assert "was in use" not in done.output
    assert log.stat().st_size == 0
