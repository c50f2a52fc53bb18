"""The worker: everybody's mail, whatever happens to one of them."""

import logging
import threading

import pytest
from flask import Flask
from sqlalchemy import delete

from server import worker
from server.config import Config
from server.delivery.model import State
from server.security.key_ring import KeyRing, WrappedKey
from server.tenancy.transaction import Storage, storage, transaction, use
from server.tenancy.viewer import Reason, everything
from tests.builders import House
from tests.delivery.builders import message, put


def test_a_step_carries_the_mail_of_all_organisations(app: Flask, house: House) -> None:
    mails = [(who, put(who)) for who in (house.alice, house.bob, house.charlie)]
    assert worker.step(app) == 3
    assert [message(who, mail).state for who, mail in mails] == [State.SENT] * 3
    assert worker.step(app) == 0


def test_an_organisation_that_fails_stops_no_other(
    app: Flask, config: Config, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    put(house.alice, content="Subject: Secret words\r\n\r\n")
    mail = put(house.charlie)
    with transaction(everything(Reason.FOUNDING)) as session:
        session.execute(delete(WrappedKey).where(WrappedKey.name == f"organisation {house.north}"))
    use(app.extensions, Storage(storage().bind, KeyRing(config.master_key)))
    with caplog.at_level(logging.ERROR):
        assert worker.step(app) == 1
    assert message(house.charlie, mail).state == State.SENT
    assert f"couldn't carry mail of organisation {house.north}: NoKey" in caplog.text
    assert "Secret words" not in caplog.text


def test_the_worker_works_until_it_is_stopped(app: Flask, house: House) -> None:
    mail = put(house.alice)

    class StopAtFirstPause(threading.Event):
        """The worker pauses only when nothing is left to do."""

        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return True

    worker.run(app, StopAtFirstPause())
    assert message(house.alice, mail).state == State.SENT
