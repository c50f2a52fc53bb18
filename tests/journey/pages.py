"""What people do on Rapport's pages and on the desk, in their own words."""

from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from server.demonstration import people


def sign_in(context: BrowserContext, origin: str, somebody: people.Colleague) -> Page:
    """Sign in with the demonstration's password."""
    page = context.new_page()
    page.goto(f"{origin}/sign-in")
    page.get_by_label("Your address").fill(somebody.email)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".me")).to_contain_text(somebody.name)
    return page


def compose(desk: Page, to: str, subject: str, text: str) -> None:
    """Begin a mail on the desk."""
    desk.get_by_role("link", name="New mail").first.click()
    desk.get_by_label("To", exact=True).fill(to)
    desk.get_by_label("To", exact=True).press("Enter")
    desk.get_by_label("Subject").fill(subject)
    desk.frame_locator("#paper").locator("body").click()
    desk.keyboard.type(text)


def open_pane(desk: Page) -> FrameLocator:
    """Press Rapport in the ribbon."""
    desk.get_by_role("button", name="Rapport").locator("visible=true").click()
    return desk.frame_locator("#pane-frame")


def sign_in_to_pane(desk: Page, pane: FrameLocator, somebody: people.Colleague) -> None:
    """Sign in by the dialog, where the browser's sign-in is offered."""
    with desk.expect_popup() as opened:
        pane.get_by_role("button", name="Sign in").click()
    opened.value.get_by_role("button", name=f"Continue as {somebody.name}").click()
