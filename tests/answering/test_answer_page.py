"""Opening a personal link: the page with the clicked score chosen, and nothing answered."""

import pytest
from sqlalchemy import select

from server.invitations.model import Invitation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.answering.counting import responses, rows_elsewhere, visits
from tests.answering.customer import Customer
from tests.asking import DANISH, ENGLISH, Asked, ask, publish_survey
from tests.builders import House


def test_the_clicked_score_is_chosen(customer: Customer, asked: Asked) -> None:
    form = customer.form(f"{asked.path}?s=7")
    assert form.fields["score"] == "7"
    assert form.scores == [str(score) for score in range(11)]
    assert form.action == asked.path
    assert "You clicked 7." in form.words


@pytest.mark.parametrize(
    "garbage", ["?s=11", "?s=-1", "?s=", "?s=7.0", "?s=%F0%9D%9F%95", "?s=07", "?t=3", ""]
)
def test_garbage_in_the_address_chooses_nothing(customer: Customer, asked: Asked, garbage: str) -> None:
    assert "score" not in customer.form(asked.path + garbage).fields


def test_the_page_says_who_asks_and_what_becomes_of_the_answer(customer: Customer, asked: Asked) -> None:
    form = customer.form(asked.path)
    for words in (
        "Alice of North would like to know:",
        ENGLISH.question,
        ENGLISH.low,
        ENGLISH.high,
        ENGLISH.comment,
        "Your answer goes to North, together with your name",
    ):
        assert words in form.words


def test_the_page_shows_nothing_else_of_anybody(customer: Customer, asked: Asked, house: House) -> None:
    page = customer.open(asked.path).text
    for private in ("Carla", "carla@", "Acme", "Bob", house.alice.email, "South"):
        assert private not in page


def test_the_page_speaks_the_invitations_language(customer: Customer, house: House) -> None:
    asked = ask(house.alice, publish_survey(house.north), language="da")
    page = customer.open(f"{asked.path}?s=9")
    assert '<html lang="da">' in page.text
    assert DANISH.question in customer.form(asked.path).words
    assert "Du klikkede på 9." in page.text


def test_get_and_head_are_visits_and_never_answers(customer: Customer, asked: Asked, house: House) -> None:
    for path, method in [("?s=3", "GET"), ("?s=10", "HEAD"), ("", "GET"), ("?s=0&score=0&comment=x", "GET")]:
        assert customer.open(asked.path + path, method).status_code == 200
    assert visits(house) == [("GET", 3), ("HEAD", 10), ("GET", None), ("GET", 0)]
    assert responses(house) == []
    assert rows_elsewhere(house) == 0
    with transaction(service(house.north)) as session:
        assert session.scalars(select(Invitation.answered_at)).one() is None


def test_head_has_no_body_and_other_methods_are_refused(customer: Customer, asked: Asked) -> None:
    assert customer.open(asked.path, "HEAD").data == b""
    for method in ("PUT", "PATCH", "DELETE"):
        assert customer.open(asked.path, method).status_code == 405


def test_the_page_is_kept_nowhere_and_tells_nobody_where_it_was(customer: Customer, asked: Asked) -> None:
    for page in (customer.open(asked.path), customer.open("/r/unknown")):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in page.headers


def test_the_page_needs_no_script(customer: Customer, asked: Asked) -> None:
    assert "<script" not in customer.open(asked.path).text
