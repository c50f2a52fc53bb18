"""Asking a contact: made once, whatever is repeated, and by nobody who may not."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from server import clock
from server.config import Config
from server.directory.model import Contact
from server.errors import Problem
from server.invitations import actions, link, queries
from server.invitations.model import Invitation, State
from server.security import tokens
from server.surveys import actions as survey_actions
from server.surveys.model import Survey
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.asking import CARLA, ZOE, ask, publish_survey, speaks
from tests.builders import House, Somebody, build_house
from tests.racing import app_of_its_own, at_once


def refusal(asker: Somebody, survey: UUID, **options: str) -> Problem:
    with pytest.raises(Problem) as caught:
        ask(asker, survey, **options)
    return caught.value


def count(house: House) -> int:
    with reading(service(house.north)) as session:
        return session.scalar(select(func.count()).select_from(Invitation)) or 0


def test_a_repeated_request_returns_the_first_invitation_with_the_same_question(house: House) -> None:
    survey = publish_survey(house.north)
    first, second = ask(house.alice, survey), ask(house.alice, survey)
    assert first == second
    assert count(house) == 1
    with reading(house.alice.viewer) as session:
        invitation = session.get_one(Invitation, (house.north, first.id))
        fragments = {queries.fragment_of(session, invitation).html for _ in range(2)}
    assert len(fragments) == 1


def test_only_the_links_fingerprint_is_kept(house: House) -> None:
    asked = ask(house.alice, publish_survey(house.north))
    assert link.could_be(asked.token)
    with reading(house.alice.viewer) as session:
        invitation = session.get_one(Invitation, (house.north, asked.id))
        assert invitation.token_fingerprint == tokens.fingerprint(asked.token)
        assert link.address(asked.token) == f"https://rapport.example/r/{asked.token}"


def test_the_same_request_for_another_question_is_refused(house: House) -> None:
    survey = publish_survey(house.north)
    ask(house.alice, survey)
    assert refusal(house.alice, survey, language="da").status == 409
    assert refusal(house.alice, publish_survey(house.north, "Other")).status == 409
    assert refusal(house.alice, survey, email="somebody@acme.example").status == 409


def test_who_was_asked_may_not_be_asked_again_by_anybody(house: House) -> None:
    survey = publish_survey(house.north)
    with clock.stopped_at(clock.now() - timedelta(days=1)):
        ask(house.alice, survey)
    again = refusal(house.bob, survey, request_id="press-2")
    assert again.status == 422
    assert " by Alice; may be asked again from " in again.detail
    with clock.stopped_at(clock.now() + timedelta(days=30)):
        ask(house.bob, survey, request_id="press-3")


def test_a_question_that_a_colleague_is_about_to_insert_is_waited_for(house: House) -> None:
    survey = publish_survey(house.north)
    ask(house.alice, survey, inserted=False)
    assert "Alice has been writing" in refusal(house.bob, survey).detail
    ask(house.alice, survey, request_id="the pane was closed and opened again", inserted=False)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        ask(house.bob, survey)


def test_an_answer_that_came_without_insert_report_counts_as_asked(house: House) -> None:
    survey = publish_survey(house.north)
    asked = ask(house.alice, survey, inserted=False)
    with transaction(service(house.north)) as session:
        actions.mark_answered(session, session.get_one(Invitation, (house.north, asked.id)))
    assert refusal(house.alice, survey, request_id="press-2").detail.startswith("Answered on ")


def test_a_withdrawn_question_is_forgotten(house: House) -> None:
    survey = publish_survey(house.north)
    asked = ask(house.alice, survey)
    with transaction(house.alice.viewer) as session:
        invitation = queries.of_the_asker(session, house.alice.person_id, asked.id)
        actions.withdraw(session, invitation)
        actions.withdraw(session, invitation)
        assert invitation.state == State.WITHDRAWN
        with pytest.raises(Problem, match="withdrawn"):
            actions.mark_inserted(session, invitation, "top")
    ask(house.bob, survey)


def test_an_answered_question_cannot_be_withdrawn(house: House) -> None:
    asked = ask(house.alice, publish_survey(house.north))
    with transaction(house.alice.viewer) as session:
        invitation = queries.of_the_asker(session, house.alice.person_id, asked.id)
        actions.mark_answered(session, invitation)
        with pytest.raises(Problem, match="can't be withdrawn"):
            actions.withdraw(session, invitation)


def test_links_end_after_ninety_days(house: House) -> None:
    asked = ask(house.alice, publish_survey(house.north))
    with reading(house.alice.viewer) as session:
        invitation = session.get_one(Invitation, (house.north, asked.id))
        assert timedelta(days=90) - (invitation.ends_at - clock.now()) < timedelta(minutes=5)


def test_who_opted_out_is_not_asked(house: House) -> None:
    with transaction(service(house.north)) as session:
        for contact in session.scalars(select(Contact)):
            contact.opted_out_at = clock.now()
    assert refusal(house.alice, publish_survey(house.north)).detail.startswith("Doesn't want to be asked")


def test_contacts_of_others_are_unknown(house: House) -> None:
    survey = publish_survey(house.north)
    for stranger in ("bert@brixton.example", ZOE, "nobody@acme.example"):
        refused = refusal(house.alice, survey, email=stranger)
        assert (refused.status, refused.detail[:24]) == (422, "Not among your contacts.")


def test_what_cannot_be_asked_is_said(house: House) -> None:
    survey = publish_survey(house.north)
    assert refusal(house.alice, survey, email="Carla").status == 422
    assert refusal(house.alice, survey, language="nl").detail.startswith("Loyalty doesn't speak")
    assert refusal(house.charlie, survey, email=ZOE).status == 404
    with transaction(service(house.north)) as session:
        survey_actions.delete(session, session.get_one(Survey, (house.north, survey)))
    assert refusal(house.alice, survey).status == 404


def test_a_link_is_found_by_its_token_alone_and_by_no_other_text(house: House) -> None:
    asked = ask(house.alice, publish_survey(house.north))
    assert queries.linked(asked.token) == (house.north, asked.id)
    altered = ("A" if asked.token[0] != "A" else "B") + asked.token[1:]
    for wrong in (altered, asked.token[:-1], asked.token + "A", "", "ä" * 22, asked.token.swapcase()):
        assert queries.linked(wrong) is None


def test_two_presses_at_once_make_one_invitation(
    config: Config, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with app_of_its_own(config, request, tmp_path) as app:
        house = build_house()
        survey = publish_survey(house.north)
        made = at_once(app, *[lambda: ask(house.alice, survey, inserted=False)] * 4)
        assert len(set(made)) == 1
        assert count(house) == 1


def test_of_two_people_who_ask_at_once_the_second_waits_and_is_told_of_the_first(
    config: Config, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    def press_of_bob(app: Flask, house: House, survey: UUID) -> str:
        with app.app_context():
            return refusal(house.bob, survey).detail

    with app_of_its_own(config, request, tmp_path) as app, ThreadPoolExecutor(1) as thread:
        house = build_house()
        survey = publish_survey(house.north)
        with transaction(house.alice.viewer) as session:
            actions.ask(session, speaks(house.alice), survey, "en", CARLA, "press-1")
            second = thread.submit(press_of_bob, app, house, survey)
            wait([second], timeout=0.5)  # time enough to go wrong, were Bob not kept waiting
        assert second.result().startswith("Alice has been writing to them")
        assert count(house) == 1
