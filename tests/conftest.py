"""What all tests share: both databases, the application over them, and people who use it.

A test that takes `app` (or `house`, `browser`, `pane`) runs once on the embedded database and once on
PostgreSQL, in a transaction that is rolled back afterwards.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy import Engine

from server.app import create_app
from server.config import Config, read
from server.keyfile import create_key
from server.migrate import migrate, open_database
from server.security.key_ring import KeyRing
from server.tenancy.transaction import Storage, use
from tests.builders import House, build_house
from tests.chromium import LAUNCH_ARGUMENTS, chromium_path
from tests.people import Browser, Pane
from tests.postgresql import Server, start_server

ENGINES = ["embedded", pytest.param("postgresql", marks=pytest.mark.postgresql)]

settings.register_profile("without timing", deadline=None)
settings.load_profile("without timing")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    with start_server() as server:
        yield server


@pytest.fixture(scope="session", params=ENGINES)
def config(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Settings over a migrated database of each kind."""
    home: Path = tmp_path_factory.mktemp("home")
    create_key(home / "keys" / "master.key")
    environ = {"RAPPORT_HOME": str(home), "RAPPORT_ADDRESS": "https://rapport.example", "RAPPORT_DESK": "on"}
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql_server")
        environ |= server.new_database()
    settings = read(environ)
    migrate(settings)
    return settings


@pytest.fixture(scope="session")
def engine(config: Config) -> Iterator[Engine]:
    """The database of `config`, as the application's role."""
    engine = open_database(config)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def application(config: Config, engine: Engine) -> Flask:
    """The application, built once for each database."""
    return create_app(config, engine)


@pytest.fixture
def app(application: Flask, config: Config, engine: Engine) -> Iterator[Flask]:
    """The application inside a transaction that is rolled back, with its context pushed."""
    with engine.connect() as connection:
        outer = connection.begin()
        use(application.extensions, Storage(connection, KeyRing(config.master_key)))
        for limiter in application.extensions["limiter"]:
            limiter.reset()  # what earlier tests asked doesn't count
        with application.app_context():
            yield application
        outer.rollback()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def house(app: Flask) -> House:
    """Two organisations: Alice and Bob in one, Charlie in the other."""
    return build_house()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in yet."""
    return Browser(app.test_client())


@pytest.fixture
def pane(app: Flask) -> Pane:
    """Outlook's pane, in which nobody is signed in yet."""
    return Pane(app.test_client())
