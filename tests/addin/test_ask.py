"""Asking from a mail that is being written: from the recipients to the question in the mail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from tests.addin.fake_rapport import FakeRapport, Refusal
from tests.addin.people import JENS, JENS_REASON, METTE, SOFIE
from tests.outlook_host import Address, OutlookHost, draft

pytestmark = pytest.mark.browser

NewOutlook = Callable[..., OutlookHost]
INSERTED = "The question is in your mail"


def insert(pane: FrameLocator) -> None:
    pane.get_by_role("button", name="Insert question").click()


def title(pane: FrameLocator, name: str) -> Locator:
    return pane.get_by_role("heading", name=name, level=1)


def notice(pane: FrameLocator) -> Locator:
    return pane.locator(".notice")


def test_the_question_is_inserted_where_the_cursor_stands(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,), body="<p>Hello,</p>|<p>Anna</p>"))
    insert(pane)
    expect(title(pane, INSERTED)).to_be_focused()
    invitation = next(iter(rapport.invitations.values()))
    assert outlook.body() == f"<p>Hello,</p>{invitation['html']}<p>Anna</p>"
    assert rapport.told("/inserted") == [{"way": "cursor"}]
    assert (
        rapport.told("/invitations")[0].items()
        >= {"survey_id": "s1", "email": METTE.email, "language": "da"}.items()
    )


def test_a_plain_text_mail_gets_the_plain_text_question(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,), body="Hello,\n|\nAnna", body_type="text"))
    insert(pane)
    expect(pane.get_by_text("so the question is a text with links")).to_be_visible()
    invitation = next(iter(rapport.invitations.values()))
    assert outlook.body() == f"Hello,\n{invitation['text']}\nAnna"


def test_each_recipient_is_shown_with_what_is_known_of_them(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE, JENS, Address("", "Karen")), cc=(SOFIE,)))
    mette, jens, karen = (pane.locator("label.person").nth(place) for place in range(3))
    expect(mette).to_have_text(
        "Mette Holmmette@acme.exampleAcme A/SLast score 9, asked 3 March 2026May be asked"
    )
    expect(mette.get_by_role("radio")).to_be_checked()
    expect(jens).to_contain_text(JENS_REASON)
    expect(jens.get_by_role("radio")).to_be_disabled()
    expect(karen).to_contain_text("Outlook has no mail address for this name yet")
    expect(pane.get_by_role("listitem")).to_have_text(
        "CcSofie Dahlsofie@fjord.exampleNever askedGets a copy: only people in To can be asked"
    )


def test_a_distribution_list_is_not_one_person(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((Address("all@acme.example", "Everybody", kind=1),)))
    expect(pane.locator("label.person")).to_contain_text("This is a distribution list")
    expect(pane.get_by_role("button", name="Insert question")).to_be_disabled()


def test_the_person_who_is_picked_is_asked_in_their_language(
    rapport: FakeRapport, outlook: OutlookHost
) -> None:
    pane = outlook.open(draft((METTE, SOFIE)))
    expect(pane.get_by_label("Language")).to_have_value("da")
    pane.get_by_role("radio").nth(1).check()
    expect(pane.get_by_label("Language")).to_have_value("en")
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert rapport.told("/invitations")[0].items() >= {"email": SOFIE.email, "language": "en"}.items()


def test_a_language_chosen_by_hand_survives_a_refresh(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    pane.get_by_label("Language").select_option("English")
    pane.get_by_role("button", name="Refresh").click()
    expect(pane.get_by_role("status")).to_have_text("1 in this mail, 1 may be asked.")
    expect(pane.get_by_label("Language")).to_have_value("en")
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert rapport.told("/invitations")[0]["language"] == "en"


def test_another_survey_asks_the_server_about_the_recipients_anew(
    rapport: FakeRapport, outlook: OutlookHost
) -> None:
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    pane.get_by_label("Survey").select_option("After a project")
    expect(pane.get_by_label("Language").locator("option")).to_have_text(["English"])
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert rapport.told("/invitations")[0]["survey_id"] == "s2"


def test_recipients_that_outlook_tells_of_appear_by_themselves(outlook: OutlookHost) -> None:
    pane = outlook.open(draft(()))
    expect(notice(pane)).to_contain_text("Nobody stands in To yet")
    outlook.change_recipients((METTE, SOFIE))
    expect(pane.get_by_role("radio")).to_have_count(2)
    expect(notice(pane)).to_have_count(0)


def test_recipients_that_outlook_forgot_to_tell_of_appear_on_refresh(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_have_count(1)
    outlook.change_recipients((METTE, SOFIE), told=False)
    pane.get_by_role("button", name="Refresh").click()
    expect(pane.get_by_role("radio")).to_have_count(2)


def test_an_older_outlook_without_the_event_works_by_refresh(new_outlook: NewOutlook) -> None:
    outlook = new_outlook(requirements={"Mailbox": "1.5", "DialogApi": "1.1"})
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_have_count(1)
    outlook.change_recipients((METTE, SOFIE))
    pane.get_by_role("button", name="Refresh").click()
    expect(pane.get_by_role("radio")).to_have_count(2)


def test_somebody_who_left_the_mail_is_not_asked(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    outlook.change_recipients((SOFIE,), told=False)
    insert(pane)
    expect(notice(pane)).to_contain_text("mette@acme.example is no longer in To")
    assert rapport.invitations == {}


def test_when_nobody_may_be_asked_the_button_is_off(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((JENS,)))
    expect(notice(pane)).to_contain_text("Nobody in To may be asked")
    expect(pane.get_by_role("button", name="Insert question")).to_be_disabled()


def test_without_a_survey_the_pane_says_who_can_help(rapport: FakeRapport, outlook: OutlookHost) -> None:
    rapport.surveys = []
    pane = outlook.open(draft((METTE,)))
    expect(notice(pane)).to_contain_text("No survey is published yet")
    rapport.surveys = [{"id": 7, "title": "New", "languages": ["en"]}]
    pane.get_by_role("button", name="Refresh").click()
    expect(pane.get_by_role("radio")).to_be_checked()


def test_a_mail_that_holds_a_question_gets_no_second_one(rapport: FakeRapport, outlook: OutlookHost) -> None:
    held = f'<p>|</p><a href="{rapport.origin}/r/earlier?s=7">7</a>'
    pane = outlook.open(draft((METTE,), body=held))
    insert(pane)
    expect(notice(pane)).to_contain_text("already holds a Rapport question")
    expect(pane.get_by_role("button", name="Insert question")).to_be_focused()
    assert rapport.invitations == {}
    assert outlook.body() == held.replace("|", "")


def test_no_more_than_three_calls_run_at_once(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    pane.locator("body").evaluate("for (let i = 0; i < 4; i++) Rapport.outlook.draft().recipients(() => {})")
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert outlook.most_at_once() == 3


def test_a_refusal_of_the_server_is_shown_as_it_is(rapport: FakeRapport, outlook: OutlookHost) -> None:
    rapport.refuse("invitations", Refusal(409, "Mette was asked by Bob a minute ago."))
    pane = outlook.open(draft((METTE,)))
    before = "<p>Hello,</p><p></p><p>Kind regards<br>Anna</p>"
    insert(pane)
    expect(notice(pane)).to_have_text("Mette was asked by Bob a minute ago.")
    assert outlook.body() == before


def test_a_press_that_is_repeated_creates_one_invitation(rapport: FakeRapport, outlook: OutlookHost) -> None:
    rapport.refuse("invitations", Refusal(502))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(notice(pane)).to_contain_text("cannot read (status 502)")
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    first, second = rapport.told("/invitations")
    assert first == second


def test_another_choice_is_another_press(rapport: FakeRapport, outlook: OutlookHost) -> None:
    rapport.refuse("invitations", Refusal(502))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(notice(pane)).to_be_visible()
    pane.get_by_label("Language").select_option("English")
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    first, second = rapport.told("/invitations")
    assert first["request_id"] != second["request_id"]


def test_a_server_that_is_away_costs_nothing(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    outlook.context.route("**/api/**", lambda route: route.abort())
    insert(pane)
    expect(notice(pane)).to_contain_text("Rapport cannot be reached")
    outlook.context.unroute("**/api/**")
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()


def test_what_could_not_be_noted_is_noted_on_another_try(rapport: FakeRapport, outlook: OutlookHost) -> None:
    rapport.refuse("inserted", Refusal(503, "The server is being updated. Try again in a minute."))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(notice(pane).nth(1)).to_contain_text("could not note it. The server is being updated.")
    pane.get_by_role("button", name="Try again").click()
    expect(notice(pane)).to_have_count(1)
    assert rapport.told("/inserted") == [{"way": "cursor"}] * 2
