"""The pane in a browser: one profile and one https address for all tests, a server's knowledge for each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.addin.fake_rapport import FakeRapport
from tests.addin.https_server import Doorway, https_server
from tests.addin.people import AFTER_PROJECT, METTE, RELATION, history, people
from tests.outlook_host import OutlookHost, office_js_is_installed, received

expect.set_options(timeout=15_000)  # of use only while a busy machine runs several tests at once


@pytest.fixture(scope="session")
def doorway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorway]:
    """An https address behind which each test puts a server of its own."""
    with https_server(tmp_path_factory.mktemp("certificate")) as opened:
        yield opened


@pytest.fixture
def rapport(doorway: Doorway) -> FakeRapport:
    """A server that knows two surveys and a few people."""
    doorway.app = fake = FakeRapport(
        origin=doorway.origin,
        surveys=[RELATION, AFTER_PROJECT],
        people=people(),
        histories={METTE.email: history()},
    )
    return fake


def new_profile(chromium: Browser) -> BrowserContext:
    if not office_js_is_installed():
        pytest.fail("The Node packages of tests/ are missing: `make test` installs them.")
    context = chromium.new_context(viewport={"width": 900, "height": 800})
    context.set_default_timeout(15_000)
    return context


@pytest.fixture(scope="session")
def profile(chromium: Browser, doorway: Doorway) -> Iterator[BrowserContext]:
    """One browser profile for all tests, in which a first pane stays open.

    While it is, the browser keeps the processes and the compiled Office.js that the tests' panes then share.
    """
    profile = new_profile(chromium)
    doorway.app = FakeRapport(origin=doorway.origin)
    pane = OutlookHost(profile, doorway.origin).open(received(None))
    expect(pane.get_by_role("heading")).to_be_visible()
    yield profile
    profile.close()


@pytest.fixture
def own_profile(chromium: Browser) -> Iterator[BrowserContext]:
    """A profile for a test that changes what can't be changed back, such as the clock."""
    own = new_profile(chromium)
    yield own
    own.close()


@pytest.fixture
def new_outlook(profile: BrowserContext, rapport: FakeRapport) -> Iterator[Callable[..., OutlookHost]]:
    """Makes the Outlook of one test, with faults and requirement sets as it wants; checks it afterwards."""
    made: list[OutlookHost] = []

    def make(*, context: BrowserContext = profile, signed_in: bool = True, **settings: Any) -> OutlookHost:
        scripts = (rapport.left_by_an_earlier_pane(),) if signed_in else ()
        made.append(OutlookHost(context, rapport.origin, scripts=scripts, **settings))
        return made[-1]

    yield make
    for outlook in made:
        outlook.close()
        outlook.check()


@pytest.fixture
def outlook(new_outlook: Callable[..., OutlookHost]) -> OutlookHost:
    """Outlook as it is when nothing goes wrong, with somebody signed in."""
    return new_outlook()
