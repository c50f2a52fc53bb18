"""The sign-in window, all that can go wrong with it, and a sign-in that ends in the middle of the work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.addin.fake_rapport import FakeRapport
from tests.addin.people import METTE, SOFIE, open_window, sign_in
from tests.addin.test_ask import INSERTED, insert, notice, title
from tests.addin.test_outlook_that_lies import NOWHERE
from tests.outlook_host import MAILBOX_1_8, OutlookHost, draft

pytestmark = pytest.mark.browser

NewOutlook = Callable[..., OutlookHost]
SIGN_IN = "Sign in to Rapport"

DIALOG_ERRORS = {
    12002: "The sign-in page was not found",
    12003: "an address that is not secure",
    12004: "the add-in’s AppDomains",
    12005: "has no https",
    12006: "was closed before the sign-in was finished",
    12007: "A Rapport window is already open",
    12008: "Choose Allow, then sign in again",
    12009: "You chose not to open the window",
    12010: "could not open a window here",
    12011: "Your browser blocked the sign-in window",
    12012: "Another window of Outlook is waiting",
    13999: "could not open the sign-in window (error 13999)",
}

# Office.js guards its objects, so one that inherits from them takes their place.
OFFICE_THAT_FAILS = """(body, code) => {
    const failed = {status: Office.AsyncResultStatus.Failed, error: {code: code}};
    const failing = (address, options, done) => done(failed);
    const context = Object.create(Office.context, {ui: {value: {displayDialogAsync: failing}}});
    window.Office = Object.create(Office, {context: {value: context}});
}"""


@pytest.fixture
def stranger(new_outlook: NewOutlook) -> OutlookHost:
    """Outlook with nobody signed in to Rapport."""
    return new_outlook(signed_in=False)


def test_signing_in_leads_to_the_recipients(rapport: FakeRapport, stranger: OutlookHost) -> None:
    pane = stranger.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    sign_in(stranger, pane)
    expect(pane.get_by_role("radio")).to_be_checked()
    expect(pane.get_by_text("Signed in as Anna Berg, Nordlys")).to_be_visible()
    assert len(rapport.tokens) == 1


def test_a_pane_that_is_opened_again_is_still_signed_in(stranger: OutlookHost) -> None:
    sign_in(stranger, stranger.open(draft((METTE,))))
    expect(stranger.pane.get_by_role("radio")).to_be_checked()
    stranger.page.reload()
    expect(stranger.pane.get_by_role("radio")).to_be_checked()


def test_where_outlook_tells_who_speaks_our_own_origin_is_believed(new_outlook: NewOutlook) -> None:
    outlook = new_outlook(signed_in=False, requirements={**MAILBOX_1_8, "DialogOrigin": "1.1"})
    pane = outlook.open(draft((METTE,)))
    sign_in(outlook, pane)
    expect(pane.get_by_role("radio")).to_be_checked()


def test_a_refused_account_is_told_why(rapport: FakeRapport, stranger: OutlookHost) -> None:
    rapport.sign_in = "problem"
    pane = stranger.open(draft((METTE,)))
    sign_in(stranger, pane)
    expect(notice(pane)).to_have_text("Your account is switched off. Ask your Rapport administrator.")
    expect(pane.get_by_role("button", name="Sign in")).to_be_focused()


def test_a_message_of_another_shape_is_not_used(rapport: FakeRapport, stranger: OutlookHost) -> None:
    rapport.sign_in = "strange"
    pane = stranger.open(draft((METTE,)))
    sign_in(stranger, pane)
    expect(notice(pane)).to_contain_text("sent something that Rapport did not expect")
    assert rapport.tokens == set()


def test_a_window_that_is_closed_early_can_be_opened_again(stranger: OutlookHost) -> None:
    pane = stranger.open(draft((METTE,)))
    window = open_window(stranger, pane)
    expect(pane.get_by_role("button", name="Cancel")).to_be_focused()
    window.close()
    expect(notice(pane)).to_contain_text(DIALOG_ERRORS[12006])
    sign_in(stranger, pane)
    expect(pane.get_by_role("radio")).to_be_checked()


def test_cancelling_closes_the_window(stranger: OutlookHost) -> None:
    pane = stranger.open(draft((METTE,)))
    window = open_window(stranger, pane)
    with window.expect_event("close"):
        pane.get_by_role("button", name="Cancel").click()
    expect(pane.get_by_role("button", name="Sign in")).to_be_focused()
    expect(notice(pane)).to_have_count(0)


def test_a_page_that_cuts_the_window_off_counts_as_closed(
    rapport: FakeRapport, stranger: OutlookHost
) -> None:
    rapport.sign_in = "opener_policy"
    pane = stranger.open(draft((METTE,)))
    open_window(stranger, pane)
    expect(notice(pane)).to_contain_text(DIALOG_ERRORS[12006])


def test_every_error_of_the_window_has_its_sentence(stranger: OutlookHost) -> None:
    pane = stranger.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    for code, sentence in DIALOG_ERRORS.items():
        pane.locator("body").evaluate(OFFICE_THAT_FAILS, code)
        pane.get_by_role("button", name="Sign in").click()
        expect(notice(pane)).to_contain_text(sentence)


def test_after_a_blocked_window_outlook_asks_before_it_opens_the_next(stranger: OutlookHost) -> None:
    pane = stranger.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    pane.locator("body").evaluate("window.open = () => null")
    pane.get_by_role("button", name="Sign in").click()
    expect(notice(pane)).to_contain_text(DIALOG_ERRORS[12011])
    pane.get_by_role("button", name="OK").click()
    pane.get_by_role("button", name="Sign in").click()
    pane.get_by_role("button", name="Ignore").click()
    expect(notice(pane)).to_contain_text(DIALOG_ERRORS[12009])
    stranger.complaints.clear()  # Office.js's own notice has inline handlers, which our policy does not allow


def test_the_last_page_of_the_sign_in_says_what_to_do_when_it_has_no_outlook(
    rapport: FakeRapport, stranger: OutlookHost
) -> None:
    page = stranger.open_outside()
    page.goto(f"{rapport.origin}/dialog/done?code=1")
    expect(page.get_by_role("status")).to_have_text(
        "This window has lost its Outlook. Close it, go back to Outlook and sign in there."
    )


def test_a_sign_in_that_ends_keeps_what_was_typed(rapport: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(faults=NOWHERE)
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    pane.get_by_role("button", name="Send it from Rapport").click()
    pane.get_by_label("Text").fill("Dear Mette")
    rapport.forget_sessions()
    pane.get_by_role("button", name="Send", exact=True).click()
    expect(notice(pane)).to_have_text("Your sign-in has ended. Sign in again: what you typed is kept.")
    expect(title(pane, SIGN_IN)).to_be_focused()
    sign_in(outlook, pane)
    expect(pane.get_by_label("Text")).to_have_value("Dear Mette")
    pane.get_by_role("button", name="Send", exact=True).click()
    expect(title(pane, "Rapport sends your mail")).to_be_visible()


def test_a_sign_in_that_ends_keeps_what_was_chosen(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE, SOFIE)))
    pane.get_by_role("radio").nth(1).check()
    pane.get_by_label("Language").select_option("Danish")
    rapport.forget_sessions()
    insert(pane)
    sign_in(outlook, pane)
    expect(pane.get_by_role("radio").nth(1)).to_be_checked()
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    assert rapport.told("/invitations")[-1].items() >= {"email": SOFIE.email, "language": "da"}.items()


def test_signing_out_ends_the_session_at_the_server(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    pane.get_by_role("button", name="Sign out").click()
    expect(notice(pane)).to_have_text("You are signed out.")
    expect(pane.get_by_text("Signed in as")).to_have_count(0)
    assert rapport.tokens == set()


def test_a_server_that_is_away_at_the_start_is_tried_again(outlook: OutlookHost) -> None:
    outlook.context.route("**/api/**", lambda route: route.abort())
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, "Rapport could not start")).to_be_visible()
    outlook.context.unroute("**/api/**")
    pane.get_by_role("button", name="Try again").click()
    expect(pane.get_by_role("radio")).to_be_checked()
