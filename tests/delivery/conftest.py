"""An application over a database of its own, for what only real commits and threads can show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server.app import create_app
from server.config import read
from server.keyfile import create_key
from server.migrate import migrate, open_database
from tests.conftest import ENGINES
from tests.postgresql import Server


@pytest.fixture(params=ENGINES)
def committing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application over a fresh database that keeps what is committed."""
    create_key(tmp_path / "keys" / "master.key")
    environ = {"RAPPORT_HOME": str(tmp_path)}
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql_server")
        environ |= server.new_database()
    config = read(environ)
    migrate(config)
    engine = open_database(config)
    yield create_app(config, engine)
    engine.dispose()
