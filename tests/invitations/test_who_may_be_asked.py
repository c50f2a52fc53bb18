"""Who may be asked now, and the sentence for who may not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.invitations.rules import Ask, Recipient, is_colleague, reason_not_to_ask

TODAY = date(2026, 11, 23)
CARLA = Recipient("carla@acme.example", is_contact=True)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_contact_may_be_asked() -> None:
    assert reason_not_to_ask(CARLA, TODAY) is None


@pytest.mark.parametrize("address", ["", "   ", "Carla", "carla@", "/o=ExchangeLabs/cn=carla"])
def test_what_is_no_address_is_named(address: str) -> None:
    reason = reason_not_to_ask(replace(CARLA, address=address), TODAY)
    assert reason == f"{address.strip() or 'This recipient'} is no mail address that a question can go to."


def test_a_stranger_can_be_made_a_contact() -> None:
    reason = reason_not_to_ask(replace(CARLA, is_contact=False), TODAY)
    assert reason and reason.startswith("Not among your contacts.")


def test_a_colleague_is_never_asked_even_when_they_are_a_contact() -> None:
    assert reason_not_to_ask(replace(CARLA, is_colleague=True), TODAY) == (
        "A colleague: only customers are asked."
    )


def test_who_opted_out_is_left_in_peace() -> None:
    reason = reason_not_to_ask(replace(CARLA, opted_out_on=date(2025, 3, 1)), TODAY)
    assert reason == "Doesn't want to be asked (since 1 March 2025)."


def test_an_ask_is_followed_by_thirty_days_of_peace() -> None:
    asked = replace(CARLA, last_asked=Ask(date(2026, 11, 3), "Alice"))
    assert reason_not_to_ask(asked, TODAY) == (
        "Asked on 3 November by Alice; may be asked again from 3 December."
    )
    assert reason_not_to_ask(asked, date(2026, 12, 2)) is not None
    assert reason_not_to_ask(asked, date(2026, 12, 3)) is None


def test_another_year_is_named() -> None:
    asked = replace(CARLA, last_asked=Ask(date(2026, 12, 20), "Alice"))
    assert reason_not_to_ask(asked, date(2026, 12, 21)) == (
        "Asked on 20 December by Alice; may be asked again from 19 January 2027."
    )


def test_an_answer_is_followed_by_thirty_days_of_peace() -> None:
    answered = replace(CARLA, last_asked=Ask(days_ago(60), "Alice"), last_answered_on=days_ago(29))
    assert (
        reason_not_to_ask(answered, TODAY) == "Answered on 25 October; may be asked again from 24 November."
    )
    assert reason_not_to_ask(replace(answered, last_answered_on=days_ago(30)), TODAY) is None


def test_a_colleagues_open_question_keeps_others_from_asking_for_a_day() -> None:
    asking = replace(CARLA, being_asked=Ask(TODAY, "Bob"))
    assert reason_not_to_ask(asking, TODAY) == (
        "Bob has been writing to them with a question since 23 November; may be asked again from 24 November."
    )
    assert reason_not_to_ask(asking, TODAY + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("alice@north.example", True),
        (" ALICE@North.example ", True),
        ("somebody.else@north.example", True),
        ("dora@gmail.com", True),
        ("carla@gmail.com", False),
        ("carla@acme.example", False),
        ("carla@notnorth.example", False),
        ("carla@sub.north.example", False),
    ],
)
def test_colleagues_are_known_by_address_or_by_the_domain_that_is_no_public_one(
    address: str, verdict: bool
) -> None:
    assert is_colleague(address, ["Alice@north.example", "dora@gmail.com"]) is verdict
