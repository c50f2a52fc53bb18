"""A passkey is added, asked for at the next sign-in, and removed again."""

import pytest
from playwright.sync_api import Page, expect

from server.demonstration import people
from tests.journey import pages
from tests.journey.conftest import NewContext, Rapport

pytestmark = [pytest.mark.browser, pytest.mark.node]

DIEGO = people.ACCOUNT_MANAGERS[-1]


def with_authenticator(page: Page) -> None:
    """Let the browser have a device that makes passkeys, as a laptop with a fingerprint reader has."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_the_second_factor(rapport: Rapport, new_context: NewContext) -> None:
    page = pages.sign_in(new_context(), rapport.origin, DIEGO)
    with_authenticator(page)
    page.get_by_role("link", name=DIEGO.name).click()
    page.get_by_label("What to call it").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    expect(page.get_by_text("Work laptop")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Your address").fill(DIEGO.email)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".me")).to_contain_text(DIEGO.name)

    page.get_by_role("link", name=DIEGO.name).click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
