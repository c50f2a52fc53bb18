"""One running Rapport with the demonstration, registered at one OpenID provider, for all journeys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from server.demonstration import people
from tests.certificate import make_certificate
from tests.journey.running import free_port, running_rapport
from tests.microsoft import EVERYBODY, Account, Provider, start_provider

expect.set_options(timeout=20_000)

NewContext = Callable[[], BrowserContext]

TENANT = str(uuid4())
ELSEWHERE = str(uuid4())
STRANGER = "stranger@elsewhere.example"
AT_MICROSOFT = {somebody.email: Account(str(uuid4()), somebody.name) for somebody in people.EVERYBODY}


class Rapport(NamedTuple):
    """Where it answers, what it printed, and where its people sign in at Microsoft."""

    origin: str
    home: Path
    printed: list[str]
    microsoft: Provider


@pytest.fixture(scope="session")
def rapport(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rapport]:
    """A fresh installation, as `make run` makes it."""
    certificate = make_certificate(tmp_path_factory.mktemp("certificate"))
    home, port = tmp_path_factory.mktemp("home"), free_port()
    origin = f"https://localhost:{port}"
    tenants = {TENANT: AT_MICROSOFT, ELSEWHERE: {STRANGER: Account(str(uuid4()), "A stranger")}}
    callback = f"{origin}/sign-in/microsoft/callback"
    with (
        start_provider(certificate, callback, tenants) as provider,
        running_rapport(home, port, certificate, provider.settings(EVERYBODY)) as printed,
    ):
        yield Rapport(origin, home, printed, provider)


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[NewContext]:
    """Makes browser profiles, each of which knows nobody yet."""
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        made.append(chromium.new_context(viewport={"width": 1280, "height": 860}))
        made[-1].set_default_timeout(20_000)
        return made[-1]

    yield make
    for context in made:
        context.close()
