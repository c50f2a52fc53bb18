"""Links that take no answer: each a page in words of what to do, in the invitation's language."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from server import clock
from server.invitations import actions
from server.invitations.model import Invitation
from server.surveys import actions as survey_actions
from server.surveys.model import Survey
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.answering.counting import responses, visits
from tests.answering.customer import Customer, Form
from tests.asking import Asked, ask, publish_survey
from tests.builders import House


def withdraw(house: House, asked: Asked) -> None:
    with transaction(service(house.north)) as session:
        actions.withdraw(session, session.get_one(Invitation, (house.north, asked.id)))


def delete_survey(house: House, asked: Asked) -> None:
    with transaction(service(house.north)) as session:
        invitation = session.get_one(Invitation, (house.north, asked.id))
        survey_actions.delete(session, session.get_one(Survey, (house.north, invitation.survey_id)))


def expire(house: House, asked: Asked) -> None:
    with transaction(service(house.north)) as session:
        session.get_one(Invitation, (house.north, asked.id)).ends_at = clock.now()


ENDINGS = pytest.mark.parametrize(
    ("end", "title"),
    [
        (withdraw, "This question was withdrawn"),
        (delete_survey, "This question is no longer asked"),
        (expire, "This question is closed"),
    ],
)
End = Callable[[House, Asked], None]


@ENDINGS
def test_an_ended_link_says_so_and_records_only_the_visit(
    customer: Customer, asked: Asked, house: House, end: End, title: str
) -> None:
    end(house, asked)
    page = customer.open(f"{asked.path}?s=4")
    assert page.status_code == 410
    assert title in Form(page.text).words
    assert "simply reply to the mail" in page.text
    assert visits(house) == [("GET", 4)]


@ENDINGS
def test_what_was_typed_before_the_link_ended_is_given_back(
    customer: Customer, asked: Asked, house: House, end: End, title: str
) -> None:
    form = customer.form(asked.path).fields | {"score": "4", "comment": "a long story"}
    end(house, asked)
    page = customer.send(asked.path, form)
    assert page.status_code == 410
    assert title in Form(page.text).words
    assert "a long story" in page.text
    assert responses(house) == []


@pytest.mark.parametrize("end", [delete_survey, expire])
def test_who_had_answered_is_thanked_all_the_same(
    customer: Customer, asked: Asked, house: House, end: End
) -> None:
    customer.answer(asked.path, 4)
    end(house, asked)
    page = customer.open(asked.path)
    assert page.status_code == 200
    assert "You answered 4 on " in page.text


def test_an_ended_link_speaks_the_invitations_language(customer: Customer, house: House) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=90)):
        asked = ask(house.alice, publish_survey(house.north), language="da")
    page = customer.open(asked.path)
    assert page.status_code == 410
    assert "Spørgsmålet er lukket" in page.text
    assert '<html lang="da">' in page.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_an_unknown_altered_or_malformed_link_is_explained(
    customer: Customer, asked: Asked, house: House, method: str
) -> None:
    altered = asked.token[:-1] + ("A" if asked.token[-1] != "A" else "B")
    for token in (altered, asked.token[:-1], asked.token + "=", "x", "%00", "..", "%E2%9C%93" * 22):
        page = customer.open(f"/r/{token}", method)
        assert page.status_code == 404
        assert method == "HEAD" or "This link doesn’t work" in page.text
    assert visits(house) == []
    assert responses(house) == []


def test_charlies_links_lead_to_charlies_organisation_only(customer: Customer, house: House) -> None:
    there = ask(house.charlie, publish_survey(house.south), "zoe@zenith.example")
    page = customer.open(there.path).text
    assert "Charlie of South" in page
    customer.answer(there.path, 3)
    assert responses(house) == []
    assert visits(house) == []
