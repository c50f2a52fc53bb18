"""From the press of a button in the pane to the question in a mail."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from server.invitations.model import Invitation
from server.tenancy.transaction import reading
from server.tenancy.viewer import service
from tests.asking import CARLA, ENGLISH, ask
from tests.builders import House, colleague
from tests.people import Pane


def press(survey: UUID, **changed: object) -> dict[str, object]:
    return {"request_id": "press-1", "survey_id": str(survey), "language": "en", "email": CARLA, **changed}


def only_invitation(house: House) -> Invitation:
    with reading(service(house.north)) as session:
        return session.scalars(select(Invitation)).one()


def test_a_press_gets_the_question_with_its_marker(alice: Pane, house: House, survey: UUID) -> None:
    answer = alice.post("/api/outlook/invitations", press(survey))
    assert answer.status_code == 201
    assert answer.json.keys() == {"id", "marker", "html", "text", "email"}
    assert answer.json["id"] == str(only_invitation(house).id)
    assert answer.json["marker"].startswith("/r/")
    assert f"https://rapport.example{answer.json['marker']}?s=10" in answer.json["html"]
    assert f"https://rapport.example{answer.json['marker']}\n" in answer.json["text"]
    assert ENGLISH.question in answer.json["text"]
    assert answer.json["email"] == CARLA


def test_a_repeated_press_gets_the_very_same_answer(alice: Pane, house: House, survey: UUID) -> None:
    first, second = (alice.post("/api/outlook/invitations", press(survey)) for _ in range(2))
    assert first.json == second.json
    assert only_invitation(house).state == "created"


@pytest.mark.parametrize(
    ("changed", "status", "detail"),
    [
        ({"email": "nobody@acme.example"}, 422, "Not among your contacts."),
        ({"email": "Carla"}, 422, "Carla is no mail address"),
        ({"email": ""}, 422, "This recipient is no mail address"),
        ({"language": "fr"}, 422, "Loyalty doesn't speak that language."),
        ({"survey_id": str(uuid4())}, 404, "This survey is gone."),
        ({"request_id": ""}, 422, "request_id"),
        ({"request_id": "nul\0"}, 422, "request_id"),
        ({"unknown": 1}, 422, "unknown"),
    ],
)
def test_what_cannot_be_asked_is_said(
    alice: Pane, survey: UUID, changed: dict[str, object], status: int, detail: str
) -> None:
    answer = alice.post("/api/outlook/invitations", press(survey, **changed))
    assert (answer.status_code, answer.json["detail"][: len(detail)]) == (status, detail)


def test_an_inserted_question_counts_as_asked_and_may_be_reported_twice(
    alice: Pane, house: House, survey: UUID
) -> None:
    made = alice.post("/api/outlook/invitations", press(survey)).json["id"]
    for way in ("cursor", "top"):
        assert alice.post(f"/api/outlook/invitations/{made}/inserted", {"way": way}).status_code == 204
    invitation = only_invitation(house)
    assert (invitation.state, invitation.inserted_way) == ("inserted", "cursor")
    assert invitation.asked_at is not None
    again = alice.post("/api/outlook/invitations", press(survey, request_id="press-2"))
    assert again.status_code == 422
    assert " by Alice; may be asked again from " in again.json["detail"]


def test_only_known_ways_are_reported(alice: Pane, house: House, survey: UUID) -> None:
    made = ask(house.alice, survey, inserted=False)
    assert alice.post(f"/api/outlook/invitations/{made.id}/inserted", {"way": "mail"}).status_code == 422
    assert only_invitation(house).state == "created"


def test_a_withdrawn_question_stops_working_and_stays_so(alice: Pane, house: House, survey: UUID) -> None:
    made = ask(house.alice, survey, inserted=False)
    for _ in range(2):
        assert alice.post(f"/api/outlook/invitations/{made.id}/withdrawn", {}).status_code == 204
    late = alice.post(f"/api/outlook/invitations/{made.id}/inserted", {"way": "top"})
    assert late.status_code == 409
    assert late.json["detail"] == "This question was withdrawn, and its links don't work. Insert a new one."
    assert only_invitation(house).state == "withdrawn"


@pytest.mark.parametrize("step", [("inserted", {"way": "top"}), ("withdrawn", {})])
@pytest.mark.parametrize("stranger", ["colleague", "charlie"])
def test_a_stranger_is_told_that_it_does_not_exist(
    house: House, pane: Pane, survey: UUID, stranger: str, step: tuple[str, dict[str, object]]
) -> None:
    made = ask(house.alice, survey, inserted=False)
    pane.sign_in(house.charlie if stranger == "charlie" else colleague(house))
    path, body = step
    assert pane.post(f"/api/outlook/invitations/{made.id}/{path}", body).status_code == 404
    assert only_invitation(house).state == "created"


def test_charlie_cannot_ask_with_our_survey_or_whom_we_know(house: House, pane: Pane, survey: UUID) -> None:
    pane.sign_in(house.charlie)
    assert pane.post("/api/outlook/invitations", press(survey)).status_code == 404
