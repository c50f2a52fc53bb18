"""The outbox: nothing twice, nothing lost."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from server import clock
from server.delivery import carrying, outbox, queries
from server.delivery.model import State
from server.delivery.provider import DeliveryFailed
from server.delivery.rules import DOUBT_AFTER, GIVE_UP_AFTER
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.builders import House, build_house
from tests.delivery.builders import Sink, message, put

BUSY = DeliveryFailed("The provider is busy (429).", permanent=False)
REFUSED = DeliveryFailed("The provider refused the address (550).", permanent=True)


def test_a_repeated_request_returns_the_first_message(house: House) -> None:
    first = put(house.alice, "r1", "Subject: first\r\n\r\n")
    assert put(house.alice, "r1", "Subject: second\r\n\r\n") == first
    assert message(house.alice, first).content == "Subject: first\r\n\r\n"


def test_two_people_may_choose_the_same_request_id(house: House) -> None:
    assert put(house.alice, "r1") != put(house.bob, "r1")


def test_requests_that_come_at_once_make_one_message(committing: Flask) -> None:
    with committing.app_context():
        alice = build_house().alice
    start = threading.Barrier(6)

    def press(_number: int) -> UUID:
        with committing.app_context():
            start.wait()
            return put(alice)

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(press, range(6)))) == 1


def test_workers_side_by_side_send_each_message_once(committing: Flask) -> None:
    with committing.app_context():
        house = build_house()
        wanted = {put(house.alice, f"r{number}") for number in range(30)}
    sink = Sink()

    def work(_number: int) -> int:
        with committing.app_context():
            return carrying.carry(house.north, sink.provider)

    with ThreadPoolExecutor(3) as threads:
        assert sum(threads.map(work, range(3))) == 30
    assert Counter(sink.taken) == Counter(wanted)


def test_a_message_is_sent_and_recorded(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    assert carrying.carry(house.north, sink.provider) == 1
    assert carrying.carry(house.north, sink.provider) == 0
    sent = message(house.alice, mail)
    assert (sent.state, sent.attempts, sent.failure) == (State.SENT, 1, None)
    assert sent.sent_at is not None
    assert sink.taken == [mail]


def test_one_organisations_worker_leaves_the_others_mail_alone(house: House) -> None:
    sink, mail = Sink(), put(house.charlie)
    assert carrying.carry(house.north, sink.provider) == 0
    assert message(house.charlie, mail).state == State.WAITING


def test_a_busy_provider_is_asked_again_later_and_later(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    sink.refusal = BUSY
    waits = []
    for _ in range(12):
        with clock.stopped_at(message(house.alice, mail).due_at):
            assert carrying.carry(house.north, sink.provider) == 1
            assert carrying.carry(house.north, sink.provider) == 0
            waits.append((message(house.alice, mail).due_at - clock.now()).total_seconds())
    assert message(house.alice, mail).failure == BUSY.reason
    assert 0.8 <= waits[0] <= 1.2
    assert 6.4 <= waits[3] <= 9.6
    assert 240 <= waits[-1] <= 360


def test_a_message_that_cannot_be_sent_for_a_day_is_given_up(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    sink.refusal = BUSY
    with clock.stopped_at(clock.now() + GIVE_UP_AFTER):
        carrying.carry(house.north, sink.provider)
    assert message(house.alice, mail).state == State.FAILED


def test_a_refused_message_is_never_tried_again(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    sink.refusal = REFUSED
    carrying.carry(house.north, sink.provider)
    failed = message(house.alice, mail)
    assert (failed.state, failed.failure) == (State.FAILED, REFUSED.reason)
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        assert carrying.carry(house.north, sink.provider) == 0


def test_a_crash_between_sending_and_recording_sends_nothing_twice(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    sink.breaks_after_taking = True
    with pytest.raises(ConnectionResetError):
        carrying.carry(house.north, sink.provider)
    assert message(house.alice, mail).state == State.SENDING
    assert carrying.carry(house.north, sink.provider) == 0
    with clock.stopped_at(clock.now() + DOUBT_AFTER + timedelta(seconds=1)):
        assert carrying.carry(house.north, sink.provider) == 1
    assert message(house.alice, mail).state == State.SENT
    assert sink.taken == [mail]


def test_a_crash_before_sending_sends_it_after_all(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    with transaction(service(house.north)) as session:
        outbox.claim(session)
    with clock.stopped_at(clock.now() + DOUBT_AFTER + timedelta(seconds=1)):
        carrying.carry(house.north, sink.provider)
        again = message(house.alice, mail)
        assert (again.state, again.failure) == (State.WAITING, "Its sending was interrupted.")
    with clock.stopped_at(again.due_at):
        carrying.carry(house.north, sink.provider)
    assert message(house.alice, mail).state == State.SENT
    assert sink.taken == [mail]


def test_what_the_provider_cannot_tell_stays_unknown_and_is_not_sent(house: House) -> None:
    sink, mail = Sink(), put(house.alice)
    with transaction(service(house.north)) as session:
        outbox.claim(session)
    sink.refusal = BUSY
    with clock.stopped_at(clock.now() + DOUBT_AFTER + timedelta(seconds=1)):
        assert carrying.carry(house.north, sink.provider) == 1
        assert carrying.carry(house.north, sink.provider) == 0
    unknown = message(house.alice, mail)
    assert (unknown.state, unknown.failure) == (State.UNKNOWN, BUSY.reason)
    sink.refusal = None
    with clock.stopped_at(unknown.due_at):
        assert carrying.carry(house.north, sink.provider) == 1
    assert sink.taken == []


def test_a_late_failure_does_not_undo_what_another_worker_found_out(house: House) -> None:
    mail = put(house.alice)
    with transaction(service(house.north)) as session:
        slow = outbox.claim(session)
        assert slow is not None
    with clock.stopped_at(clock.now() + DOUBT_AFTER + timedelta(seconds=1)):
        with transaction(service(house.north)) as session:
            outbox.doubt(session)
            doubtful = outbox.claim_doubtful(session)
            assert doubtful is not None
            outbox.record_sent(session, doubtful)
        with transaction(service(house.north)) as session:
            outbox.record_failure(session, slow, BUSY)
    assert message(house.alice, mail).state == State.SENT


def test_a_stranger_sees_no_message(house: House) -> None:
    mail = put(house.alice)
    with reading(house.charlie.viewer) as session:
        assert queries.newest(session, 10) == []
        assert queries.message(session, mail) is None
