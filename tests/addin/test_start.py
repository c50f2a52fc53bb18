"""Where the pane finds itself: outside Outlook, without Office.js, in a light or a dark Outlook."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.addin.people import METTE
from tests.addin.test_ask import title
from tests.outlook_host import OutlookHost, draft

pytestmark = pytest.mark.browser

NewOutlook = Callable[..., OutlookHost]


def test_in_a_browser_the_pane_says_where_it_belongs(outlook: OutlookHost) -> None:
    page = outlook.open_outside()
    expect(page.get_by_role("heading", name="Rapport works inside Outlook")).to_be_visible()


def test_without_office_js_the_pane_says_what_is_missing(new_outlook: NewOutlook) -> None:
    outlook = new_outlook()
    outlook.context.route("**/hosted/office.js", lambda route: route.abort())
    page = outlook.open_outside()
    expect(page.get_by_role("heading", name="Outlook did not start Rapport")).to_be_visible()


def test_an_office_js_that_never_gets_ready_is_not_waited_for(
    own_profile: BrowserContext, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(context=own_profile)
    outlook.context.route("**/MicrosoftAjax.js", lambda route: route.abort())
    own_profile.clock.install()
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("paragraph")).to_have_text("One moment…")
    own_profile.clock.fast_forward(21_000)
    expect(title(pane, "Outlook did not start Rapport")).to_be_visible()
    outlook.complaints.clear()  # Office.js itself throws there


@pytest.mark.parametrize(("background", "theme"), [("#212121", "dark"), ("#f0f0f0", "light")])
def test_the_pane_is_as_dark_as_outlook_tells(new_outlook: NewOutlook, background: str, theme: str) -> None:
    outlook = new_outlook(requirements={"Mailbox": "1.14", "DialogApi": "1.1"}, theme=background)
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    expect(pane.locator("html")).to_have_class(theme)


def test_the_pane_follows_the_system_where_outlook_tells_no_theme(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    expect(pane.locator("html")).to_have_class("light")
    outlook.page.emulate_media(color_scheme="dark")
    expect(pane.locator("html")).to_have_class("dark")
