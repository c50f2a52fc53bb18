"""Installations of their own, whose transactions are real, and in which other processes can work."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ENGINES
from tests.postgresql import Server
from tests.safekeeping.installation import Installation, installed

Install = Callable[[str, str], Installation]


@pytest.fixture
def install(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Install]:
    """Makes an installation in a folder of this name, on an engine of this name."""
    made: list[Installation] = []

    def make(name: str, engine: str) -> Installation:
        environ = {}
        if engine == "postgresql":
            server: Server = request.getfixturevalue("postgresql_server")
            environ = server.new_database()
        made.append(installed(tmp_path / name, environ))
        return made[-1]

    yield make
    for one in made:
        one.engine.dispose()


@pytest.fixture(params=ENGINES)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database by its name."""
    name: str = request.param
    return name


@pytest.fixture
def installation(install: Install, kind: str) -> Installation:
    """One installation on each kind of database, with people and their words in it."""
    made = install("home", kind)
    made.fill()
    return made
