"""The embedded database: encrypted as a whole, opened by its own keys alone, without lost updates."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text

from server.app import create_app
from server.config import Config, read
from server.database import open_embedded
from server.directory.model import Account
from server.identity import actions
from server.keyfile import ConfigProblem, create_key
from server.migrate import is_current, migrate, open_database
from server.security.key_ring import KeyRing
from server.tenancy.transaction import Storage, reading, transaction, use
from server.tenancy.viewer import Viewer, service
from tests.builders import PLANTED, plant


@pytest.fixture
def embedded(tmp_path: Path) -> Config:
    create_key(tmp_path / "keys" / "master.key")
    config = read({"RAPPORT_HOME": str(tmp_path), "RAPPORT_ADDRESS": "https://rapport.example"})
    migrate(config)
    return config


def words_in(folder: Path) -> set[str]:
    """Which planted words stand readable in any file of `folder`."""
    contents = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    encodings = ("utf-8", "utf-16-le")
    return {w for w in PLANTED for e in encodings for content in contents if w.encode(e) in content}


def test_no_planted_word_stands_in_any_file(embedded: Config) -> None:
    engine = open_database(embedded)
    app = create_app(embedded, engine)
    with app.app_context():
        plant()
        with transaction(service(actions.found_organisation("open", "Still open"))):
            files = {file.name for file in embedded.home.iterdir()}
            assert {"rapport.db", "rapport.db-wal"} <= files
            assert words_in(embedded.home) == set()


def test_the_search_for_planted_words_would_find_them(embedded: Config, tmp_path: Path) -> None:
    engine = open_database(embedded)
    with create_app(embedded, engine).app_context():
        plant()
    export_unencrypted(engine, tmp_path / "plain" / "plain.db")
    unsealed = {
        "Xylophonics",
        "Zanzibarity",
    }  # by a key of their own, as names and comments are
    assert words_in(tmp_path / "plain") == unsealed


def export_unencrypted(engine: Engine, file: Path) -> None:
    file.parent.mkdir()
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute(f"attach database '{file}' as plain key ''")
    cursor.execute("select sqlcipher_export('plain')")
    cursor.execute("detach database plain")
    connection.close()


def test_personal_data_is_sealed_on_every_database(app: Flask, engine: Engine) -> None:
    plant()
    storage = app.extensions["rapport.storage"]
    for table in ("person", "contact", "answer", "message"):
        rows = storage.bind.execute(text(f"select * from {table}")).all()
        shown = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])
        assert not [word for word in PLANTED if word in shown], table


def test_a_second_migration_changes_nothing(embedded: Config) -> None:
    migrate(embedded)
    assert is_current(open_database(embedded))


def test_another_master_key_is_refused_in_words(embedded: Config) -> None:
    (embedded.home / "keys" / "master.key").unlink()
    create_key(embedded.home / "keys" / "master.key")
    other = read({"RAPPORT_HOME": str(embedded.home)})
    with pytest.raises(ConfigProblem, match="doesn't open the database"):
        open_database(other)


def test_a_damaged_database_is_refused_in_words(embedded: Config) -> None:
    file = embedded.home / "rapport.db"
    content = bytearray(file.read_bytes())
    content[100:200] = bytes(100)
    file.write_bytes(content)
    with pytest.raises(ConfigProblem, match="damaged"):
        open_database(embedded)


def test_a_lost_database_key_is_refused_in_words(embedded: Config) -> None:
    (embedded.home / "rapport.key").unlink()
    with pytest.raises(ConfigProblem, match="Restore it from a backup"):
        open_database(embedded)


def test_a_database_without_migrations_is_refused_in_words(tmp_path: Path) -> None:
    create_key(tmp_path / "keys" / "master.key")
    with pytest.raises(ConfigProblem, match="rapport migrate"):
        create_app(read({"RAPPORT_HOME": str(tmp_path)}))


def test_reading_waits_for_no_writer_and_sees_what_was_committed(embedded: Config) -> None:
    with create_app(embedded).app_context():
        north = actions.found_organisation("north", "North")
        with transaction(service(north)) as writing:
            writing.add(Account(organisation_id=north, name="Acme", name_key="acme"))
            writing.flush()
            with reading(service(north)) as other:
                assert other.scalars(select(Account.name)).all() == []
        with reading(service(north)) as other:
            assert other.scalars(select(Account.name)).all() == ["Acme"]


def test_no_update_is_lost_among_threads(embedded: Config) -> None:
    app = create_app(embedded)
    with app.app_context():
        north = actions.found_organisation("north", "North")
        with transaction(service(north)) as session:
            session.add(Account(organisation_id=north, name="Acme", name_key="acme", segment="0"))
    viewer = Viewer(north, every_account=True)

    def count_up(_: int) -> None:
        with app.app_context(), transaction(viewer) as session:
            account = session.scalars(select(Account)).one()
            account.segment = str(int(account.segment or 0) + 1)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count_up, range(40)))
    with app.app_context(), reading(viewer) as session:
        assert session.scalars(select(Account.segment)).one() == "40"


def test_a_destroyed_key_makes_data_unreadable(embedded: Config) -> None:
    engine = open_embedded(embedded.home / "rapport.db", embedded.master_key)
    app = create_app(embedded, engine)
    with app.app_context():
        plant()
        with engine.begin() as connection:
            connection.execute(text("delete from wrapped_key where name like 'organisation %'"))
        use(app.extensions, Storage(engine, KeyRing(embedded.master_key)))  # a process that never had it open
        with engine.connect() as connection:
            organisation_id = connection.execute(text("select id from organisation")).scalars().one()
        with pytest.raises(LookupError, match="There is no key"), reading(service(UUID(organisation_id))):
            raise AssertionError("the block must not be entered")
