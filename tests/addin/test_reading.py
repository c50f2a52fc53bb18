"""Beside a mail that is read: who sent it, and what they answered before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.addin.fake_rapport import FakeRapport, Refusal
from tests.addin.people import METTE, SOFIE, sign_in
from tests.addin.test_ask import notice, title
from tests.outlook_host import OutlookHost, draft, received

pytestmark = pytest.mark.browser

NewOutlook = Callable[..., OutlookHost]


def test_the_senders_answers_are_shown_newest_first(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE))
    expect(title(pane, "Mette Holm")).to_be_visible()
    expect(pane.get_by_text("Acme A/S")).to_be_visible()
    expect(pane.locator(".latest")).to_contain_text("Score 9 of 10, promoter")
    expect(pane.get_by_role("blockquote")).to_have_text(
        "The new planner saves us a day each week. Thank you!"
    )
    expect(pane.get_by_text("Asked last on 1 September 2026")).to_be_visible()
    earlier = pane.get_by_role("listitem")
    expect(earlier).to_have_count(2)
    expect(earlier.first).to_contain_text("Score 7 of 10, passive4 March 2026, Relationship 2026")


def test_a_comment_is_text_whatever_it_holds(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE))
    expect(pane.get_by_role("listitem").nth(1)).to_contain_text("Support <b>answered late</b>.")
    expect(pane.locator("b")).to_have_count(0)


def test_somebody_unknown_is_named_so(outlook: OutlookHost) -> None:
    pane = outlook.open(received(SOFIE))
    expect(notice(pane)).to_have_text("sofie@fjord.example is not a contact in Rapport yet.")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [(None, "Never asked."), ("2026-11-01", "Asked last on 1 November 2026, not answered yet.")],
)
def test_somebody_who_has_not_answered_is_named_so(
    rapport: FakeRapport, outlook: OutlookHost, asked: str | None, sentence: str
) -> None:
    contact = {"name": "Sofie Dahl", "email": SOFIE.email, "account": None, "language": "en"}
    rapport.histories[SOFIE.email] = {"contact": contact, "responses": [], "last_asked_on": asked}
    pane = outlook.open(received(SOFIE))
    expect(pane.get_by_role("heading", name="No answers yet")).to_be_visible()
    expect(pane.get_by_text(sentence, exact=True)).to_be_visible()


def test_a_pinned_pane_follows_the_selected_mail(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE))
    expect(title(pane, "Mette Holm")).to_be_visible()
    outlook.select(received(SOFIE))
    expect(title(pane, "Sofie Dahl")).to_be_visible()
    outlook.select(None)
    expect(title(pane, "No mail is selected")).to_be_visible()
    outlook.select(received(METTE))
    expect(title(pane, "Mette Holm")).to_be_visible()
    outlook.select(draft((METTE,)))
    expect(title(pane, "Ask for a score")).to_be_visible()
    expect(pane.get_by_role("radio")).to_be_checked()


def test_a_pinned_pane_does_not_take_the_focus_from_outlook(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE))
    expect(title(pane, "Mette Holm")).to_be_visible()
    outlook.select(received(SOFIE))
    expect(notice(pane)).to_be_visible()
    assert outlook.page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_mail_that_is_selected_while_signing_in_is_shown_afterwards(new_outlook: NewOutlook) -> None:
    outlook = new_outlook(signed_in=False)
    pane = outlook.open(received(METTE))
    expect(title(pane, "Sign in to Rapport")).to_be_visible()
    outlook.select(received(SOFIE))
    sign_in(outlook, pane)
    expect(title(pane, "Sofie Dahl")).to_be_visible()


def test_a_mail_that_is_selected_after_the_sign_in_ended_is_shown_afterwards(
    rapport: FakeRapport, outlook: OutlookHost
) -> None:
    pane = outlook.open(received(METTE))
    expect(title(pane, "Mette Holm")).to_be_visible()
    rapport.forget_sessions()
    outlook.select(received(SOFIE))
    expect(notice(pane)).to_contain_text("Your sign-in has ended")
    outlook.select(received(METTE))
    sign_in(outlook, pane)
    expect(pane.get_by_role("heading", name="Latest answer")).to_be_visible()


def test_a_mail_without_a_sender_says_so(outlook: OutlookHost) -> None:
    pane = outlook.open(received(None))
    expect(title(pane, "No sender")).to_be_visible()


def test_an_appointment_says_where_rapport_works(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE, appointment=True))
    expect(title(pane, "Rapport works in mails")).to_be_visible()


def test_answers_that_could_not_be_read_are_read_on_another_try(
    rapport: FakeRapport, outlook: OutlookHost
) -> None:
    rapport.refuse("history", Refusal(503, "The server is being updated. Try again in a minute."))
    pane = outlook.open(received(METTE))
    expect(notice(pane)).to_have_text("The server is being updated. Try again in a minute.")
    pane.get_by_role("button", name="Try again").click()
    expect(pane.get_by_role("heading", name="Latest answer")).to_be_visible()
