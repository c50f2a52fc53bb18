"""The add-in in the real office.js at Mailbox 1.8, signed in at a real OpenID provider by the dialog."""

import re

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, expect

from server.demonstration import people
from tests.journey import pages
from tests.journey.at_microsoft import FONTS, at_microsoft, connect_tenant
from tests.journey.conftest import NewContext, Rapport
from tests.outlook_host import Address, OutlookHost, draft, received

pytestmark = [pytest.mark.browser, pytest.mark.node]

ANNA = people.ACCOUNT_MANAGERS[0]


def contacts_of(context: BrowserContext, rapport: Rapport) -> list[dict[str, str]]:
    """Anna's contacts, as the desk suggests them."""
    page = pages.sign_in(context, rapport.origin, ANNA)
    page.goto(f"{rapport.origin}/desk")
    found: list[dict[str, str]] = page.evaluate("fetch('/desk/contacts').then(answer => answer.json())")
    page.close()
    return found


def sign_in_by_dialog(outlook: OutlookHost, pane: FrameLocator) -> None:
    """Press Sign in, go through Microsoft in the window that Office opens."""
    with outlook.page.expect_popup() as opened:
        pane.get_by_role("button", name="Sign in").click()
    window = opened.value
    window.get_by_role("link", name="Sign in with Microsoft").click()
    at_microsoft(window, ANNA.email)


def test_asking_from_outlook_after_a_sign_in_at_microsoft(rapport: Rapport, new_context: NewContext) -> None:
    connect_tenant(new_context(), rapport)
    free = [one for one in contacts_of(new_context(), rapport) if one["may_be_asked"]][1]
    outlook = OutlookHost(new_context(), rapport.origin, passed=(rapport.microsoft.origin,))

    pane = outlook.open(draft((Address(free["email"], free["name"]),), body="<p>Hello,</p>|<p>Anna</p>"))
    sign_in_by_dialog(outlook, pane)
    expect(pane.get_by_text(f"Signed in as {ANNA.name}")).to_be_visible()
    pane.get_by_role("button", name="Insert question").click()
    expect(pane.get_by_role("heading", name="The question is in your mail")).to_be_visible()
    link = re.search(rf'href="({rapport.origin}/r/[^"]+s=7)"', outlook.body())
    assert link
    outlook.strays = [address for address in outlook.strays if not address.startswith(FONTS)]
    outlook.check()

    customer = new_context().new_page()
    customer.goto(link.group(1).replace("&amp;", "&"))
    expect(customer.locator("input[name=score][value='7']")).to_be_checked()


def test_reading_shows_what_the_sender_answered(rapport: Rapport, new_context: NewContext) -> None:
    context = new_context()
    answered = next(one for one in contacts_of(context, rapport) if not one["may_be_asked"])
    outlook = OutlookHost(context, rapport.origin)
    pane = outlook.open(received(Address(answered["email"], answered["name"])))
    with outlook.page.expect_popup() as opened:
        pane.get_by_role("button", name="Sign in").click()
    opened.value.get_by_role("button", name=f"Continue as {ANNA.name}").click()
    expect(pane.get_by_text(answered["account"])).to_be_visible()
    outlook.check()
