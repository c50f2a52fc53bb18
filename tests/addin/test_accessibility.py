"""Every screen: axe-core in light and dark, by keyboard alone, narrow, and without backgrounds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.addin.fake_rapport import FakeRapport
from tests.addin.people import JENS, METTE, SOFIE, open_window
from tests.addin.test_ask import INSERTED, insert, notice, title
from tests.addin.test_outlook_that_lies import NOWHERE, OFFER
from tests.outlook_host import Address, Fault, OutlookHost, draft, received

pytestmark = pytest.mark.browser

NewOutlook = Callable[..., OutlookHost]
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(pane: FrameLocator) -> list[Any]:
    """What axe-core finds, in the theme that is on."""
    pane.locator("body").evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = pane.locator("body").evaluate(
        "(body, tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


def check(outlook: OutlookHost, pane: FrameLocator) -> None:
    """Raises AssertionError when axe finds something in light or dark, or when the page scrolls sideways."""
    for theme in ("light", "dark"):
        outlook.page.emulate_media(color_scheme=theme)
        expect(pane.locator("html")).to_have_class(theme)
        assert violations(pane) == []
    assert pane.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")


def test_the_sign_in_screen_is_accessible(rapport: FakeRapport, new_outlook: NewOutlook) -> None:
    rapport.sign_in = "opener_policy"
    outlook = new_outlook(signed_in=False)
    pane = outlook.open(draft((METTE,)))
    open_window(outlook, pane)
    expect(notice(pane)).to_be_visible()
    check(outlook, pane)


def test_the_ask_screen_is_accessible(outlook: OutlookHost) -> None:
    long_name = Address("margarethe.von-der-heide.extraordinary.long@subsidiary.of.acme.example", "M" * 60)
    pane = outlook.open(draft((METTE, JENS, long_name, Address("", "Karen")), cc=(SOFIE,)))
    expect(pane.get_by_role("radio")).to_have_count(4)
    check(outlook, pane)


def test_the_inserted_screen_is_accessible(outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(title(pane, INSERTED)).to_be_visible()
    check(outlook, pane)


def test_the_ways_on_after_a_failure_are_accessible(new_outlook: NewOutlook) -> None:
    outlook = new_outlook(faults=NOWHERE)
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(title(pane, OFFER)).to_be_visible()
    check(outlook, pane)
    pane.get_by_role("button", name="Send it from Rapport").click()
    expect(pane.get_by_label("Subject")).to_have_value("Our project")
    check(outlook, pane)


def test_the_unsure_screen_is_accessible(new_outlook: NewOutlook) -> None:
    outlook = new_outlook(faults=(Fault("body", "none", times=1), Fault("body", "error", code=5000)))
    pane = outlook.open(draft((METTE,)))
    insert(pane)
    expect(title(pane, "Is the question in your mail?")).to_be_visible()
    check(outlook, pane)


def test_the_screens_beside_a_read_mail_are_accessible(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE))
    expect(pane.get_by_role("heading", name="Latest answer")).to_be_visible()
    check(outlook, pane)
    outlook.select(None)
    expect(title(pane, "No mail is selected")).to_be_visible()
    check(outlook, pane)


def press_until(page: Page, pane: FrameLocator, name: str) -> None:
    """Presses Tab until the button of that name has the focus; it must be seen to have it."""
    wanted = pane.get_by_role("button", name=name, exact=True)
    for _ in range(12):
        page.keyboard.press("Tab")
        if wanted.evaluate("button => button === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    assert wanted.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"


def test_a_question_is_asked_by_keyboard_alone(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE, SOFIE)))
    page = outlook.page
    expect(pane.get_by_role("radio").first).to_be_checked()
    pane.get_by_label("Survey").focus()
    page.keyboard.press("ArrowDown")
    expect(pane.get_by_label("Language").locator("option")).to_have_text(["English"])
    page.keyboard.press("Tab")
    expect(pane.get_by_role("button", name="Refresh")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(pane.get_by_role("radio").nth(1)).to_be_checked()
    press_until(page, pane, "Insert question")
    page.keyboard.press("Enter")
    expect(title(pane, INSERTED)).to_be_focused()
    press_until(page, pane, "Ask somebody else")
    page.keyboard.press("Enter")
    expect(title(pane, "Ask for a score")).to_be_focused()
    assert rapport.told("/invitations")[0].items() >= {"survey_id": "s2", "email": SOFIE.email}.items()


def test_in_high_contrast_a_button_has_an_edge_and_a_bar_is_seen(outlook: OutlookHost) -> None:
    pane = outlook.open(received(METTE))
    outlook.page.emulate_media(forced_colors="active")
    expect(pane.locator(".filled").first).to_have_css("border-top-width", "3px")
    outlook.select(draft((METTE,)))
    expect(pane.get_by_role("button", name="Insert question")).to_have_css("border-top-style", "solid")


def test_screen_readers_hear_what_appears(rapport: FakeRapport, outlook: OutlookHost) -> None:
    pane = outlook.open(draft((METTE, JENS)))
    expect(pane.get_by_role("status")).to_have_text("2 in this mail, 1 may be asked.")
    held = f'<a href="{rapport.origin}/r/earlier">7</a>'
    outlook.change_body(held)
    insert(pane)
    expect(pane.get_by_role("status")).to_contain_text("already holds a Rapport question")
