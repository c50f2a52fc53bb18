"""The migration by which keys came to have versions: what was there is the first of each name."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.app import create_app
from server.config import read
from server.database import open_postgresql
from server.keyfile import create_key
from server.migrate import alembic_config, migrate, open_database
from server.models import metadata
from tests.conftest import ENGINES
from tests.postgresql import Server

REVISION = "0005"


@pytest.mark.parametrize("kind", ENGINES)
def test_keys_of_before_are_the_first_version(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    create_key(tmp_path / "keys" / "master.key")
    environ = {"RAPPORT_HOME": str(tmp_path)}
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgresql_server")
        environ |= server.new_database()
    config = read(environ)
    owner = open_postgresql(config.database_owner_url) if config.database_owner_url else open_database(config)
    with owner.begin() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        before = scripts.get_revision(REVISION).down_revision
        command.upgrade(alembic_config(connection), str(before))
        wrapped = config.master_key.wrap(bytes(32))
        insert = text("insert into wrapped_key (name, wrapped, made_at) values ('links', :wrapped, :at)")
        connection.execute(insert, {"wrapped": wrapped, "at": "2026-01-01 00:00:00"})
    migrate(config)
    with create_app(config).app_context():
        pass  # it opens the cookies' key, which was made by the new shape
    with owner.connect() as connection:
        found = connection.execute(
            text("select version, wrapped from wrapped_key where name = 'links'")
        ).one()
        assert (found.version, bytes(found.wrapped)) == (1, wrapped)
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        assert [one for one in differences if "wrapped_key" in repr(one)] == []
    again = text(
        "insert into wrapped_key (name, version, wrapped, made_at) values ('links', :v, :wrapped, :at)"
    )
    values = {"wrapped": wrapped, "at": "2026-01-01 00:00:00"}
    with owner.begin() as connection:
        connection.execute(again, {**values, "v": 2})
    with pytest.raises(IntegrityError), owner.begin() as connection:
        connection.execute(again, {**values, "v": 2})
    with owner.begin() as connection:
        connection.execute(text("delete from wrapped_key where version = 2"))
        command.downgrade(alembic_config(connection), str(before))
        columns = connection.execute(text("select * from wrapped_key")).keys()
        assert set(columns) == {"name", "wrapped", "made_at"}
    owner.dispose()
