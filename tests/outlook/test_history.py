"""Reading a mail: what its sender answered before."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from server import clock
from server.answering import actions
from server.invitations.model import Invitation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.asking import CARLA, ZOE, ask
from tests.builders import House, Somebody
from tests.people import Pane

START = datetime(2024, 1, 1, tzinfo=UTC)
NOTHING = {"contact": None, "responses": [], "last_asked_on": None}


def history(pane: Pane, email: str) -> dict[str, object]:
    answer = pane.post("/api/outlook/history", {"email": email})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json
    return found


def ask_and_answer(house: House, survey: UUID, day: datetime, score: int, comment: str = "") -> None:
    with clock.stopped_at(day):
        asked = ask(house.alice, survey, request_id=f"on-{day.date()}")
        with transaction(service(house.north)) as session:
            invitation = session.get_one(Invitation, (house.north, asked.id))
            actions.record_response(session, invitation, score, comment)


def test_answers_are_shown_newest_first(alice: Pane, house: House, survey: UUID) -> None:
    ask_and_answer(house, survey, START, 6, "slow")
    ask_and_answer(house, survey, START + timedelta(days=40), 9)
    assert history(alice, f" {CARLA.title()} ") == {
        "contact": {"name": "Carla Customer", "email": CARLA, "account": "Acme", "language": None},
        "responses": [
            {"answered_on": "2024-02-10", "score": 9, "comment": None, "survey": "Loyalty"},
            {"answered_on": "2024-01-01", "score": 6, "comment": "slow", "survey": "Loyalty"},
        ],
        "last_asked_on": "2024-02-10",
    }


def test_twenty_answers_are_enough(alice: Pane, house: House, survey: UUID) -> None:
    for number in range(21):
        ask_and_answer(house, survey, START + timedelta(days=31 * number), 10 if number else 0)
    found = history(alice, CARLA)["responses"]
    assert isinstance(found, list)
    assert [one["score"] for one in found] == [10] * 20


def test_a_contact_who_never_answered_has_an_empty_history(alice: Pane) -> None:
    found = history(alice, CARLA)
    assert (found["responses"], found["last_asked_on"]) == ([], None)
    assert found["contact"]


@pytest.mark.parametrize("email", ["", "no address", "nobody@acme.example", "bert@brixton.example", ZOE])
def test_senders_whom_alice_does_not_know_have_no_history(alice: Pane, email: str) -> None:
    assert history(alice, email) == NOTHING


def test_charlie_sees_nothing_of_our_contacts(house: House, pane: Pane, survey: UUID) -> None:
    ask_and_answer(house, survey, START, 6, "slow")
    assert history(pane.sign_in(house.charlie), CARLA) == NOTHING


def test_bob_sees_every_account(house: House, pane: Pane, survey: UUID) -> None:
    ask_and_answer(house, survey, START, 6, "slow")
    bob: Somebody = house.bob
    assert history(pane.sign_in(bob), CARLA)["contact"]
