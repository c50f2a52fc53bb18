"""Signing in to the pane: the real office.js, the real server and a real OpenID provider."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from server.demonstration import people
from tests.journey.at_microsoft import FONTS, at_microsoft, connect_tenant, log_in
from tests.journey.conftest import ELSEWHERE, STRANGER, TENANT, NewContext, Rapport
from tests.outlook_host import MAILBOX_1_8, Address, OutlookHost, TokenAnswer, draft

pytestmark = [pytest.mark.browser, pytest.mark.node]

ANNA = people.ACCOUNT_MANAGERS[0]
SIGNED_IN = f"Signed in as {ANNA.name}"
MAIL = draft((Address("somebody@acme.example", "Somebody"),))
NESTED = {**MAILBOX_1_8, "Mailbox": "1.15", "NestedAppAuth": "1.1"}
OFFICE = {**MAILBOX_1_8, "Mailbox": "1.10", "IdentityAPI": "1.3"}

NewOutlook = Callable[..., OutlookHost]


@pytest.fixture(scope="module")
def connected(chromium: Browser, rapport: Rapport) -> Rapport:
    """The organisation works with its tenant."""
    context = chromium.new_context()
    connect_tenant(context, rapport)
    context.close()
    return rapport


@pytest.fixture
def new_outlook(connected: Rapport, new_context: NewContext) -> Iterator[NewOutlook]:
    """Makes an Outlook of the oldest kind, or as the test wants it, and checks it afterwards."""
    made: list[OutlookHost] = []

    def make(**settings: object) -> OutlookHost:
        passed = (connected.microsoft.origin,)
        made.append(OutlookHost(new_context(), connected.origin, passed=passed, **settings))
        return made[-1]

    yield make
    for outlook in made:
        outlook.strays = [address for address in outlook.strays if not address.startswith(FONTS)]
        outlook.check()


def microsoft_s_page(outlook: OutlookHost, pane: FrameLocator) -> Page:
    """Press Sign in, and choose Microsoft in the window that Office opens."""
    with outlook.page.expect_popup() as opened:
        pane.get_by_role("button", name="Sign in").click()
    opened.value.get_by_role("link", name="Sign in with Microsoft").click()
    return opened.value


def token_of_anna(rapport: Rapport) -> TokenAnswer:
    return TokenAnswer(rapport.microsoft.access_token(TENANT, ANNA.email))


def test_by_the_dialog_at_mailbox_1_8_and_out_again(new_outlook: NewOutlook) -> None:
    outlook = new_outlook()
    pane = outlook.open(MAIL)
    at_microsoft(microsoft_s_page(outlook, pane), ANNA.email)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    pane.get_by_role("button", name="Sign out").click()
    expect(pane.locator(".notice")).to_have_text("You are signed out.")
    outlook.page.reload()
    expect(pane.get_by_role("button", name="Sign in")).to_be_visible()


def test_refused_consent(new_outlook: NewOutlook) -> None:
    outlook = new_outlook()
    pane = outlook.open(MAIL)
    window = microsoft_s_page(outlook, pane)
    log_in(window, ANNA.email)
    window.get_by_role("link", name="Cancel").click()
    expect(pane.locator(".notice")).to_have_text(
        "Microsoft says that the sign-in was refused or cancelled. Start again if you like."
    )


def test_the_wrong_tenant(new_outlook: NewOutlook) -> None:
    outlook = new_outlook()
    pane = outlook.open(MAIL)
    at_microsoft(microsoft_s_page(outlook, pane), STRANGER)
    expect(pane.locator(".notice")).to_have_text(
        "Your company's Microsoft tenant isn't connected to an organisation of Rapport."
    )


def test_a_window_that_is_closed_at_microsoft_s(new_outlook: NewOutlook) -> None:
    outlook = new_outlook()
    pane = outlook.open(MAIL)
    window = microsoft_s_page(outlook, pane)
    expect(window.locator("input[name=login]")).to_be_visible()
    window.close()
    expect(pane.locator(".notice")).to_contain_text("was closed before the sign-in was finished")


def test_a_window_that_the_browser_blocks(new_outlook: NewOutlook) -> None:
    outlook = new_outlook()
    pane = outlook.open(MAIL)
    expect(pane.get_by_role("button", name="Sign in")).to_be_visible()
    pane.locator("body").evaluate("window.open = () => null")
    pane.get_by_role("button", name="Sign in").click()
    expect(pane.locator(".notice")).to_contain_text("Your browser blocked the sign-in window")
    outlook.complaints.clear()  # Office.js's own notice has inline handlers, which our policy does not allow


@pytest.mark.parametrize(
    ("requirements", "way"), [(NESTED, "nested silent"), (OFFICE, "office silent")], ids=["nested", "office"]
)
def test_microsoft_s_token_signs_in_and_renews_without_a_window(
    connected: Rapport, new_outlook: NewOutlook, requirements: dict[str, str], way: str
) -> None:
    outlook = new_outlook(requirements=requirements, tokens={way: token_of_anna(connected)})
    pane = outlook.open(MAIL)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    ended = end_at_the_server(pane)
    pane.get_by_role("button", name="Refresh").click()
    frame = outlook.page.frames[1]
    frame.wait_for_function(
        "ended => (sessionStorage.getItem('rapport.token') || ended) !== ended", arg=ended
    )
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    expect(pane.get_by_role("button", name="Refresh")).to_be_visible()


def test_a_token_of_the_wrong_tenant_leads_to_the_button_and_its_sentence(
    connected: Rapport, new_outlook: NewOutlook
) -> None:
    stranger = TokenAnswer(connected.microsoft.access_token(ELSEWHERE, STRANGER))
    outlook = new_outlook(requirements=NESTED, tokens={"nested silent": stranger})
    pane = outlook.open(MAIL)
    at_microsoft(microsoft_s_page(outlook, pane), STRANGER)
    expect(pane.locator(".notice")).to_contain_text("Microsoft tenant isn't connected")


def end_at_the_server(pane: FrameLocator) -> str:
    """As when eight hours are over; gives the bearer that has ended."""
    bearer, status = pane.locator("body").evaluate(
        """async () => {
            const bearer = sessionStorage.getItem('rapport.token');
            const headers = { Authorization: 'Bearer ' + bearer };
            return [bearer, (await fetch('/api/pane/session', { method: 'DELETE', headers })).status];
        }"""
    )
    assert status == 204
    return str(bearer)
