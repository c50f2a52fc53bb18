"""Hosts that report one thing and do another, answer with errors, late, or never."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.addin.fake_rapport import FakeRapport, Refusal
from tests.addin.people import METTE, SOFIE
from tests.addin.test_ask import INSERTED, insert, notice, title
from tests.outlook_host import Fault, OutlookHost, draft

pytestmark = pytest.mark.browser

NewOutlook = Callable[..., OutlookHost]
NOWHERE = (Fault("insert_at_cursor", "lie"), Fault("insert_at_top", "lie"))
OFFER = "Outlook did not insert the question"


@pytest.mark.parametrize(
    "fault", [Fault("insert_at_cursor", "lie"), Fault("insert_at_cursor", "error", code=5000)]
)
def test_what_does_not_arrive_at_the_cursor_is_put_on_top(
    rapport: FakeRapport, new_outlook: NewOutlook, fault: Fault
) -> None:
    outlook = new_outlook(faults=(fault,))
    pane = outlook.open(draft((METTE,), body="<p>Hello|</p>"))
    insert(pane)
    expect(notice(pane)).to_contain_text("stands at the top of the mail")
    invitation = next(iter(rapport.invitations.values()))
    assert outlook.body() == invitation["html"] + "<p>Hello</p>"
    assert rapport.told("/inserted") == [{"way": "top"}]


def test_a_host_that_is_slow_gets_the_question_once(rapport: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(faults=(Fault("insert_at_cursor", "late"),))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert outlook.calls().count("insert_at_top") == 0
    assert rapport.told("/inserted") == [{"way": "cursor"}]


def test_a_host_that_inserts_nothing_ends_in_a_mail_from_the_server(
    rapport: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(faults=NOWHERE)
    pane = outlook.open(draft((METTE,), subject="Our project", body="<p>Hello Mette</p>|"))
    insert(pane)
    expect(title(pane, OFFER)).to_be_visible()
    pane.get_by_role("button", name="Send it from Rapport").click()
    expect(pane.get_by_label("Subject")).to_have_value("Our project")
    expect(pane.get_by_label("Text")).to_have_value("Hello Mette")
    pane.get_by_label("Text").fill("Dear Mette")
    pane.get_by_role("button", name="Send", exact=True).click()
    expect(title(pane, "Rapport sends your mail")).to_be_visible()
    assert rapport.told("/send") == [{"subject": "Our project", "text": "Dear Mette"}]
    assert outlook.body() == "<p>Hello Mette</p>"


def test_a_mail_without_subject_or_text_is_not_sent(rapport: FakeRapport, new_outlook: NewOutlook) -> None:
    pane = new_outlook(faults=NOWHERE).open(draft((METTE,), subject="", body="|"))
    insert(pane)
    pane.get_by_role("button", name="Send it from Rapport").click()
    send = pane.get_by_role("button", name="Send", exact=True)
    send.click()
    expect(notice(pane)).to_have_text("Give the mail a subject.")
    expect(pane.get_by_label("Subject")).to_be_focused()
    pane.get_by_label("Subject").fill("Our project")
    send.click()
    expect(notice(pane)).to_have_text("Write a line to the person you ask.")
    assert rapport.told("/send") == []


def test_a_refused_mail_keeps_what_was_typed(rapport: FakeRapport, new_outlook: NewOutlook) -> None:
    rapport.refuse("send", Refusal(422, "Mail from Rapport is switched off for your organisation."))
    pane = new_outlook(faults=NOWHERE).open(draft((METTE,)))
    insert(pane)
    pane.get_by_role("button", name="Send it from Rapport").click()
    pane.get_by_label("Text").fill("Dear Mette")
    pane.get_by_role("button", name="Send", exact=True).click()
    expect(notice(pane)).to_have_text("Mail from Rapport is switched off for your organisation.")
    expect(pane.get_by_label("Text")).to_have_value("Dear Mette")


def test_stopping_switches_the_links_off(rapport: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(faults=NOWHERE)
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    pane.get_by_role("button", name="Stop").click()
    expect(pane.get_by_role("paragraph").filter(has_text="the links were switched off")).to_be_visible()
    assert rapport.told("/withdrawn") == [{}]
    outlook.behave()
    pane.get_by_role("button", name="Back").click()
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert len(rapport.invitations) == 2


def test_where_the_mail_cannot_be_read_back_the_person_says_what_they_see(
    rapport: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(faults=(Fault("body", "none", times=1), Fault("body", "error", code=5000)))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(title(pane, "Is the question in your mail?")).to_be_visible()
    assert rapport.told("/inserted") == []
    pane.get_by_role("button", name="No, it is not").click()
    expect(title(pane, OFFER)).to_be_visible()


def test_a_host_that_never_answers_is_not_waited_for(
    own_profile: BrowserContext, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(context=own_profile, faults=(Fault("body_type", "silence"),))
    own_profile.clock.install()
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(pane.get_by_role("button", name="Inserting…")).to_be_disabled()
    outlook.wait_for("body_type")
    own_profile.clock.fast_forward(21_000)
    expect(notice(pane)).to_contain_text("Outlook did not answer within 20 seconds")
    outlook.behave()
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()


def test_an_insertion_that_never_answers_is_believed_when_the_mail_holds_it(
    own_profile: BrowserContext, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(context=own_profile, faults=(Fault("insert_at_cursor", "done_silently"),))
    own_profile.clock.install()
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    outlook.wait_for("insert_at_cursor")
    own_profile.clock.fast_forward(21_000)
    expect(title(pane, INSERTED)).to_be_visible()
    assert outlook.calls().count("insert_at_top") == 0


def test_another_mail_that_is_opened_meanwhile_gets_nothing(
    rapport: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(faults=(Fault("body_type", "held"),))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    outlook.wait_for("body_type")
    outlook.select(draft((SOFIE,), body="<p>Hello Sofie</p>"))
    expect(pane.get_by_role("radio")).to_have_value(SOFIE.email)
    outlook.release()
    pane.get_by_role("button", name="Refresh").click()
    expect(pane.get_by_role("button", name="Insert question")).to_be_enabled()
    assert outlook.body() == "<p>Hello Sofie</p>"
    assert rapport.invitations == {}
