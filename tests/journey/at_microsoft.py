"""What people do on Microsoft's pages, for which the OpenID provider's stand in."""

from playwright.sync_api import BrowserContext, Page, expect

from server.demonstration import people
from tests.journey import pages
from tests.journey.conftest import Rapport

FONTS = "https://fonts.googleapis.com/"  # the provider's own pages ask for one


def log_in(page: Page, login: str) -> None:
    """Say who one is; consent is asked for next."""
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill("any")
    page.get_by_role("button", name="Sign-in").click()


def at_microsoft(page: Page, login: str) -> None:
    """Go through the provider's pages: login, then consent."""
    log_in(page, login)
    page.get_by_role("button", name="Continue").click()


def connect_tenant(context: BrowserContext, rapport: Rapport) -> None:
    """The admin lets the organisation work with its Microsoft tenant."""
    page = pages.sign_in(context, rapport.origin, people.ADMIN)
    page.goto(f"{rapport.origin}/admin/outlook")
    page.get_by_role("button", name="Connect").click()
    page.get_by_role("link", name="Go on to Microsoft").click()
    at_microsoft(page, people.ADMIN.email)
    expect(page.get_by_text("works with the Microsoft tenant")).to_be_visible()
    page.close()
