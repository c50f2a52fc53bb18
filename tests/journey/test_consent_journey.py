"""A tenant's admin, who is nobody in Rapport, consents by the link that an admin of Rapport made."""

import pytest
from playwright.sync_api import Page, expect

from server.demonstration import people
from tests.journey import pages
from tests.journey.at_microsoft import connect_tenant
from tests.journey.conftest import NewContext, Rapport

pytestmark = [pytest.mark.browser, pytest.mark.node]


def decide(page: Page, link: str, answer: str) -> None:
    """Open the link, go on to Microsoft, and say so there."""
    page.goto(link)
    page.get_by_role("button", name="I am an admin of this tenant").click()
    page.get_by_role("link", name="Go on to Microsoft").click()
    page.get_by_role("link", name=answer).click()


def test_consent_is_refused_and_then_granted(rapport: Rapport, new_context: NewContext) -> None:
    context = new_context()
    connect_tenant(context, rapport)
    admin = pages.sign_in(context, rapport.origin, people.ADMIN)
    admin.goto(f"{rapport.origin}/admin/outlook")
    expect(admin.get_by_text("Not asked for yet.")).to_be_visible()
    tenant_admin = new_context().new_page()
    for button, answer, heading, state in (
        ("Make a link for the tenant's admin", "Cancel", "Consent was not granted", "Refused on"),
        ("Make a new link", "Accept", "Thank you: consent is granted", "Granted on"),
    ):
        admin.get_by_role("button", name=button).click()
        link = admin.locator("pre", has_text="/consent/").inner_text()
        decide(tenant_admin, link, answer)
        expect(tenant_admin.get_by_role("heading", name=heading)).to_be_visible()
        admin.reload()
        expect(admin.get_by_text(state)).to_be_visible()
