"""Sending the form: one response per link, whatever is repeated, and nothing typed is ever lost."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from server import clock
from server.answering import actions
from server.answering.model import Response
from server.config import Config
from server.invitations.model import Invitation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.answering.counting import responses, visits
from tests.answering.customer import Customer, Form
from tests.asking import ENGLISH, Asked, ask, publish_survey
from tests.builders import House, build_house
from tests.racing import app_of_its_own, at_once

THIRD = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def asked(house: House) -> Asked:
    """Alice's question to Carla, made on 3 November."""
    with clock.stopped_at(THIRD):
        return ask(house.alice, publish_survey(house.north))


def test_an_answer_is_kept_and_thanked_for(customer: Customer, asked: Asked, house: House) -> None:
    with clock.stopped_at(THIRD):
        sent = customer.answer(asked.path, 8, "Fast, friendly\r\nand fair.")
    assert (sent.status_code, sent.location) == (303, asked.path)
    assert responses(house) == [(8, "Fast, friendly\nand fair.")]
    thanks = Form(customer.open(sent.location).text).words
    assert "Thank you!" in thanks
    assert ENGLISH.thanks in thanks
    assert "You answered 8 on 3 November 2026." in thanks


def test_a_response_carries_what_reporting_groups_by(customer: Customer, asked: Asked, house: House) -> None:
    with clock.stopped_at(THIRD):
        customer.answer(asked.path, 0)
    with transaction(service(house.north)) as session:
        response = session.scalars(select(Response)).one()
        invitation = session.get_one(Invitation, (house.north, asked.id))
        assert (response.account_id, response.contact_id) == (invitation.account_id, invitation.contact_id)
        assert (response.survey_id, response.asked_by_id) == (invitation.survey_id, house.alice.person_id)
        assert (response.language, response.made_at) == ("en", THIRD)
        assert invitation.answered_at == THIRD
        assert response.answers == []


def test_reload_back_and_another_click_show_the_first_answer(
    customer: Customer, asked: Asked, house: House
) -> None:
    with clock.stopped_at(THIRD):
        form = customer.form(asked.path).fields | {"score": "8", "comment": "first"}
        customer.send(asked.path, form)
    with clock.stopped_at(THIRD + timedelta(days=1)):
        again = customer.send(asked.path, form | {"score": "2", "comment": "second"})
        assert (again.status_code, again.location) == (303, asked.path)
        for path in (asked.path, f"{asked.path}?s=2"):
            assert "You answered 8 on 3 November 2026." in customer.open(path).text
    assert responses(house) == [(8, "first")]
    assert len(visits(house)) == 3


def test_the_constraint_knows_only_one_response(asked: Asked, house: House) -> None:
    with transaction(service(house.north)) as session:
        invitation = session.get_one(Invitation, (house.north, asked.id))
        assert actions.record_response(session, invitation, 8, "first")
        assert not actions.record_response(session, invitation, 2, "second")
    assert responses(house) == [(8, "first")]


def test_two_tabs_at_once_make_one_response(
    config: Config, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with app_of_its_own(config, request, tmp_path) as app:
        house = build_house()
        asked = ask(house.alice, publish_survey(house.north))
        forms = [Customer(app).form(asked.path).fields | {"score": str(score)} for score in (2, 5, 8, 9)]
        answers = at_once(app, *[partial(_status, app, asked, form) for form in forms])
        assert answers == [303] * 4
        [(score, _)] = responses(house)
        assert f"You answered {score} on " in Customer(app).open(asked.path).text


def _status(app: Flask, asked: Asked, form: dict[str, str]) -> int:
    return Customer(app).send(asked.path, form).status_code


@pytest.mark.parametrize("score", [None, "", "11", "-1", "7.5", "x", "٣", "07"])
def test_without_a_score_the_form_comes_again_with_what_was_typed(
    customer: Customer, asked: Asked, house: House, score: str | None
) -> None:
    form = customer.form(asked.path).fields | {"comment": "<b>kept</b> & safe"}
    refused = customer.send(asked.path, form | ({} if score is None else {"score": score}))
    assert refused.status_code == 422
    again = Form(refused.text)
    assert "Please choose a number from 0 to 10." in again.words
    assert again.fields["comment"] == "<b>kept</b> & safe"
    assert responses(house) == []
    assert customer.send(asked.path, again.fields | {"score": "10"}).status_code == 303
    assert responses(house) == [(10, "<b>kept</b> & safe")]


def test_a_comment_may_have_ten_thousand_characters_and_no_more(
    customer: Customer, asked: Asked, house: House
) -> None:
    longest = "é\r\n" * 4_999 + "éé"
    form = customer.form(f"{asked.path}?s=9").fields
    refused = customer.send(asked.path, form | {"comment": longest + "é"})
    assert refused.status_code == 422
    again = Form(refused.text)
    assert "longer than 10,000 characters" in again.words
    assert (again.fields["score"], again.fields["comment"]) == ("9", (longest + "é").replace("\r\n", "\n"))
    assert customer.send(asked.path, form | {"comment": longest}).status_code == 303
    assert responses(house) == [(9, longest.replace("\r\n", "\n"))]


@pytest.mark.parametrize("nonce", [None, "", "garbage", "altered", "of another link"])
def test_a_form_from_no_page_of_ours_comes_again_with_what_was_typed(
    customer: Customer, asked: Asked, house: House, nonce: str | None
) -> None:
    form = customer.form(asked.path).fields | {"score": "6", "comment": "typed"}
    if nonce == "of another link":
        other = ask(house.charlie, publish_survey(house.south), "zoe@zenith.example")
        nonce = customer.form(other.path).fields["nonce"]
    elif nonce == "altered":
        nonce = form["nonce"][:-2] + "xx"
    form.pop("nonce")
    refused = customer.send(asked.path, form | ({} if nonce is None else {"nonce": nonce}))
    assert refused.status_code == 422
    again = Form(refused.text)
    assert "please send it again" in again.words
    assert (again.fields["score"], again.fields["comment"]) == ("6", "typed")
    assert responses(house) == []
    assert customer.send(asked.path, again.fields).status_code == 303


def test_a_page_that_was_open_for_a_day_is_shown_again(
    customer: Customer, asked: Asked, house: House
) -> None:
    with clock.stopped_at(THIRD):
        form = customer.form(asked.path).fields | {"score": "6"}
    with clock.stopped_at(THIRD + timedelta(hours=24, seconds=1)):
        refused = customer.send(asked.path, form)
        assert refused.status_code == 422
        assert responses(house) == []
        assert customer.send(asked.path, Form(refused.text).fields).status_code == 303
    assert responses(house) == [(6, None)]


def test_blanks_are_no_comment(customer: Customer, asked: Asked, house: House) -> None:
    customer.answer(asked.path, 5, " \r\n ")
    assert responses(house) == [(5, None)]
