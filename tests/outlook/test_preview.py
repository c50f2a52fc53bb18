"""What the pane is told before anybody is asked: surveys, and who may be asked."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from server import clock
from server.answering import actions as answering_actions
from server.directory.model import Contact
from server.identity.model import Role
from server.invitations.model import Invitation
from server.surveys import actions as survey_actions
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.asking import CARLA, LOYALTY, ZOE, ask, publish_survey
from tests.builders import House, add_somebody
from tests.people import Pane

NOWHERE = "0b5f8f6e-5f0e-4a39-9f0c-3f6c1f6f2a11"
"""The id of nothing."""

SEPTEMBER, NOVEMBER = datetime(2026, 9, 3, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)


def preview(pane: Pane, survey: UUID, *emails: str) -> list[dict[str, object]]:
    recipients = [{"email": email, "name": email.partition("@")[0]} for email in emails]
    answer = pane.post("/api/outlook/preview", {"survey_id": str(survey), "recipients": recipients})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json["recipients"]
    return found


def test_published_surveys_are_offered_by_title(alice: Pane, house: House, survey: UUID) -> None:
    publish_survey(house.north, "After the project")
    publish_survey(house.south, "Elsewhere")
    with transaction(service(house.north)) as session:
        survey_actions.create(session, house.north, "Still a draft", LOYALTY)
    listed = alice.get("/api/outlook/surveys").json["surveys"]
    assert [one["title"] for one in listed] == ["After the project", "Loyalty"]
    assert listed[1] == {"id": str(survey), "title": "Loyalty", "languages": ["en", "da"]}


def test_a_contact_may_be_asked_in_their_language(alice: Pane, house: House, survey: UUID) -> None:
    with transaction(service(house.north)) as session:
        for contact in session.scalars(select(Contact)):
            contact.language = "da"
    assert preview(alice, survey, CARLA.upper()) == [
        {
            "email": CARLA.upper(),
            "name": "CARLA",
            "may_be_asked": True,
            "reason": None,
            "account": "Acme",
            "language": "da",
            "last_asked_on": None,
            "last_score": None,
        }
    ]


def test_every_recipient_is_answered_in_order_doubles_included(alice: Pane, survey: UUID) -> None:
    found = preview(alice, survey, "nobody@acme.example", CARLA, "", CARLA, "bob@rapport-tests.example")
    assert [(one["may_be_asked"], one["account"]) for one in found] == [
        (False, None),
        (True, "Acme"),
        (False, None),
        (True, "Acme"),
        (False, None),
    ]
    assert found[2]["reason"] == "This recipient is no mail address that a question can go to."
    assert found[4]["reason"] == "A colleague: only customers are asked."


def test_the_last_ask_and_the_last_score_are_told(alice: Pane, house: House, survey: UUID) -> None:
    for day, score in ((SEPTEMBER, 4), (NOVEMBER, 9)):
        with clock.stopped_at(day):
            asked = ask(house.alice, survey, request_id=f"in-{day:%B}")
            with transaction(service(house.north)) as session:
                invitation = session.get_one(Invitation, (house.north, asked.id))
                answering_actions.record_response(session, invitation, score, "")
    with clock.stopped_at(NOVEMBER):
        [carla] = preview(alice, survey, CARLA)
    assert (carla["last_asked_on"], carla["last_score"]) == ("2026-11-03", 9)
    assert carla["reason"] == "Asked on 3 November by Alice; may be asked again from 3 December."


def test_nobody_is_told_of_contacts_that_they_do_not_see(alice: Pane, survey: UUID) -> None:
    for stranger in ("bert@brixton.example", ZOE):
        [found] = preview(alice, survey, stranger)
        assert not found["may_be_asked"]
        assert found["account"] is None


def test_charlie_does_not_see_the_survey(house: House, pane: Pane, survey: UUID) -> None:
    pane.sign_in(house.charlie)
    body = {"survey_id": str(survey), "recipients": [{"email": CARLA, "name": "Carla"}]}
    assert pane.post("/api/outlook/preview", body).status_code == 404
    assert pane.get("/api/outlook/surveys").json["surveys"] == []
    [found] = preview(pane, publish_survey(house.south), CARLA)
    assert found["account"] is None
    assert str(found["reason"]).startswith("Not among your contacts.")


def test_at_most_five_hundred_recipients_are_checked(alice: Pane, survey: UUID) -> None:
    assert len(preview(alice, survey, *[f"c{n}@acme.example" for n in range(500)])) == 500
    body = {"survey_id": str(survey), "recipients": [{"email": CARLA, "name": ""}] * 501}
    answer = alice.post("/api/outlook/preview", body)
    assert answer.status_code == 422
    assert answer.json["detail"] == "A mail to more than 500 people can't be checked. Split it."


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"survey_id": "x", "recipients": []}, 422),
        ({"survey_id": NOWHERE, "recipients": [{"email": 5}]}, 422),
        ({"survey_id": NOWHERE, "recipients": [{"email": "", "who": ""}]}, 422),
        ({"survey_id": NOWHERE, "recipients": []}, 404),
    ],
)
def test_what_is_not_a_preview_is_refused_in_words(alice: Pane, body: dict[str, object], status: int) -> None:
    answer = alice.post("/api/outlook/preview", body)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


CALLS = [
    ("GET", "surveys"),
    ("POST", "preview"),
    ("POST", "invitations"),
    ("POST", f"invitations/{NOWHERE}/inserted"),
    ("POST", f"invitations/{NOWHERE}/withdrawn"),
    ("POST", f"invitations/{NOWHERE}/send"),
    ("POST", "history"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_nobody_gets_in_without_a_bearer_and_survey_editors_neither_ask_nor_read(
    app: Flask, house: House, pane: Pane, method: str, path: str
) -> None:
    call = pane.get if method == "GET" else pane.post
    assert call(f"/api/outlook/{path}").status_code == 401
    pane.sign_in(add_somebody(house.north, "Ed", {Role.SURVEY_EDITOR, Role.ADMIN}))
    assert call(f"/api/outlook/{path}").status_code == 403
