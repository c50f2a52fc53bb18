"""Things that happen at once: an application whose transactions are real, and threads that start together."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask

from server.app import create_app
from server.config import Config, read
from server.keyfile import create_key
from server.migrate import migrate, open_database

T = TypeVar("T")


@contextmanager
def app_of_its_own(config: Config, request: pytest.FixtureRequest, home: Path) -> Iterator[Flask]:
    """An application over a new database of the same kind as that of `config`, which nothing rolls back."""
    create_key(home / "keys" / "master.key")
    environ = {"RAPPORT_HOME": str(home), "RAPPORT_ADDRESS": config.address}
    if config.database_url:
        environ |= request.getfixturevalue("postgresql_server").new_database()
    settings = read(environ)
    migrate(settings)
    engine = open_database(settings)
    app = create_app(settings, engine)
    with app.app_context():
        yield app
    engine.dispose()


def at_once(app: Flask, *actions: Callable[[], T]) -> list[T]:
    """What the actions return, each run in a thread of its own, all started at the same moment."""
    start = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        with app.app_context():
            start.wait()
            return action()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))
