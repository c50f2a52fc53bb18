"""Applications with limits of a test's own, and a store that several processes can share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from server.app import create_app
from server.config import Config
from server.limits import KINDS, Kind, Limit
from server.security.key_ring import KeyRing
from server.tenancy.transaction import Storage, use
from tests.shared_store import Store, start_store

NewApp = Callable[..., Flask]


def limits(**amounts: int) -> dict[Kind, Limit]:
    """So many a day of the kinds that are named (`sign_in` is sign-in), and a thousand of the others.

    A day, so that no window ends while a test runs.
    """
    chosen = {kind: amounts.pop(kind.name.replace("-", "_"), 1000) for kind in KINDS}
    assert not amounts, amounts
    return {kind: Limit(kind, amount, 1, "day") for kind, amount in chosen.items()}


@contextmanager
def _rolled_back(config: Config, engine: Engine) -> Iterator[Flask]:
    app = create_app(config, engine)
    with engine.connect() as connection:
        outer = connection.begin()
        use(app.extensions, Storage(connection, KeyRing(config.master_key)))
        with app.app_context():
            yield app
        outer.rollback()


@pytest.fixture
def new_app(config: Config, engine: Engine) -> Iterator[NewApp]:
    """Makes the application with the limits that a test names; what it writes is rolled back."""
    with ExitStack() as stack:

        def make(*, throttle_store: str | None = None, proxies: int = 0, **amounts: int) -> Flask:
            settings = replace(
                config, limits=limits(**amounts), throttle_store=throttle_store, proxies=proxies
            )
            return stack.enter_context(_rolled_back(settings, engine))

        yield make


@pytest.fixture(scope="session")
def store_server() -> Iterator[Store]:
    """A Valkey server of the tests' own."""
    with start_store() as store:
        yield store


@pytest.fixture
def store(store_server: Store) -> Store:
    """The server, empty."""
    store_server.forget()
    return store_server
