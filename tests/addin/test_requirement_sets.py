"""The real office.js believes what the simulated host says of itself: the tests' Outlook is an old one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.addin.people import METTE
from tests.outlook_host import OutlookHost, draft

pytestmark = pytest.mark.browser

SETS = [
    ("Mailbox", "1.5"),
    ("Mailbox", "1.8"),
    ("Mailbox", "1.10"),
    ("DialogApi", "1.2"),
    ("NestedAppAuth", "1.1"),
]


@pytest.mark.parametrize(
    ("requirements", "supported"),
    [
        ({"Mailbox": "1.8", "DialogApi": "1.1"}, [True, True, False, False, False]),
        ({"Mailbox": "1.10", "DialogApi": "1.2"}, [True, True, True, True, False]),
    ],
)
def test_office_supports_what_the_host_offers(
    new_outlook: Callable[..., OutlookHost], requirements: dict[str, str], supported: list[bool]
) -> None:
    pane = new_outlook(requirements=requirements).open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    asked = "(body, sets) => sets.map(one => Office.context.requirements.isSetSupported(one[0], one[1]))"
    assert pane.locator("body").evaluate(asked, SETS) == supported
    assert (
        pane.locator("body").evaluate("() => Office.context.mailbox.diagnostics.hostVersion")
        == "16.0.12527.20000"
    )
