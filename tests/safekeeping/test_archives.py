"""Archives: the same rows on every kind of database, one moment, whole or refused, and nothing half done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import String, Text, Uuid, func, select

from server import clock
from server.directory.model import Contact
from server.errors import Problem
from server.models import metadata
from server.safekeeping import archive, backup, restore, rows
from server.safekeeping.books import of_archives
from server.security.key_book import KeyBook, key_id
from server.security.sealed_stream import CHUNK_BYTES
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, snapshot
from server.tenancy.viewer import Reason, everything, service
from tests.builders import add_account
from tests.conftest import ENGINES
from tests.safekeeping.installation import Installation, content

SEALED_CHUNK = CHUNK_BYTES + 16
HEADER = len(archive.MAGIC) + 16

Install = Callable[[str, str], Installation]


def quietly(_words: str) -> None:
    """For what nobody reads here."""


def lend_keys(of: Installation, to: Installation) -> None:
    """What an operator carries to another machine beside the archive: the book and the master key."""
    to.config.backup_keys.write_bytes(of.config.backup_keys.read_bytes())


def with_master_key_of(one: Installation, installed: Installation) -> Installation:
    """The same installation, its keys wrapped by the master key of `one`."""
    own = installed.config.master_key.file.read_text()
    installed.config.master_key.file.write_text(one.config.master_key.file.read_text() + own)
    done = installed.command("keys", "rotate", "--master")  # it goes on: the first key wraps everything
    assert done.exit_code == 0, done.output
    return installed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.mark.parametrize("to", ENGINES)
def test_all_rows_come_back_on_either_database(
    installation: Installation, install: Install, to: str, file: Path
) -> None:
    before = content(installation)
    assert [name for name, found in before.items() if not found] == []
    written = installation.command("backup", str(file))
    assert written.exit_code == 0, written.output
    assert "contact:" in written.output
    assert "Reading it again" in written.output
    new = with_master_key_of(installation, install("new", to))
    lend_keys(installation, new)
    restored = new.command("restore", str(file))
    assert restored.exit_code == 0, restored.output
    after = content(new)
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == before[name], name
    with new.another_server().app_context(), reading(service(installation.north.north)) as session:
        assert "carla@acme.example" in {contact.email for contact in session.scalars(select(Contact))}


def test_an_archive_holds_one_moment(installation: Installation, file: Path) -> None:
    written: list[str] = []

    def write_between_tables(words: str) -> None:
        name = f"Meanwhile {len(written)}"
        add_account(
            installation.north.north, name, installation.north.alice, [(name, f"{len(written)}@x.example")]
        )
        written.append(words)

    with installation.app.app_context():
        with reading(service(installation.north.north)) as session:
            people = session.scalar(select(func.count()).select_from(Contact))
        counts = backup.back_up(installation.config, file, write_between_tables)
        with reading(service(installation.north.north)) as session:
            assert (session.scalar(select(func.count()).select_from(Contact)) or 0) > (people or 0) + 10
    assert counts["contact"] == (people or 0) + 2  # one in the planted organisation, and Zoe
    assert counts["account"] == 4


def changed(content: bytes, how: str) -> bytes:
    chunks = [content[at : at + SEALED_CHUNK] for at in range(HEADER, len(content), SEALED_CHUNK)]
    assert len(chunks) >= 4, len(chunks)
    head, damage = content[:HEADER], bytearray(content)
    if how.startswith("flip"):
        damage[int(how.removeprefix("flip ")) % len(content)] ^= 1
    ways = {
        "cut in a chunk": content[: HEADER + SEALED_CHUNK + 5],
        "cut between chunks": content[: HEADER + 2 * SEALED_CHUNK],
        "cut after the header": head,
        "cut in the header": content[:10],
        "empty": b"",
        "reordered": head + b"".join([chunks[1], chunks[0], *chunks[2:]]),
        "one missing": head + b"".join([chunks[0], *chunks[2:]]),
        "one twice": head + b"".join([chunks[0], chunks[0], *chunks[1:]]),
        "longer": content + b"\0",
        "longer by a chunk": content + chunks[-1],
        "something else": b"PK\3\4" + content[4:],
    }
    return ways.get(how, bytes(damage))


WAYS = ["cut in a chunk", "cut between chunks", "cut after the header", "cut in the header", "empty"]
WAYS += ["reordered", "one missing", "one twice", "longer", "longer by a chunk", "something else"]
WAYS += ["flip 0", f"flip {HEADER}", f"flip {HEADER + SEALED_CHUNK}", "flip 100000", "flip -1", "flip -17"]


def test_an_archive_that_was_altered_is_refused_before_anything_changes(
    installation: Installation, file: Path
) -> None:
    assert installation.command("backup", str(file)).exit_code == 0
    whole, before = file.read_bytes(), content(installation)
    for way in WAYS:
        file.write_bytes(changed(whole, way))
        for command in (("restore", str(file), "--replace"), ("backup", str(file), "--verify")):
            refused = installation.command(*command)
            assert isinstance(refused.exception, Problem), (way, refused.output)
            assert "was damaged or altered" in str(refused.exception), way
    assert content(installation) == before
    file.write_bytes(whole)
    assert installation.command("backup", str(file), "--verify").exit_code == 0


def test_nothing_is_begun_before_the_whole_archive_was_checked(
    installation: Installation, file: Path
) -> None:
    assert installation.command("backup", str(file)).exit_code == 0
    file.write_bytes(changed(file.read_bytes(), "flip -1"))
    words: list[str] = []
    with installation.app.app_context(), pytest.raises(Problem):
        restore.restore(installation.config, file, True, words.append)
    assert words == ["Checking the archive"]


def test_chunks_of_another_archive_are_refused(installation: Installation, file: Path) -> None:
    other = file.with_name("other")
    for one in (file, other):
        assert installation.command("backup", str(one)).exit_code == 0
    mixed, foreign = bytearray(file.read_bytes()), other.read_bytes()
    mixed[HEADER : HEADER + SEALED_CHUNK] = foreign[HEADER : HEADER + SEALED_CHUNK]
    file.write_bytes(mixed)
    refused = installation.command("backup", str(file), "--verify")
    assert "was damaged or altered" in str(refused.exception)


def test_damage_that_comes_after_the_check_leaves_everything_as_it_was(
    installation: Installation, file: Path
) -> None:
    assert installation.command("backup", str(file)).exit_code == 0
    before = content(installation)

    def damage(words: str) -> None:
        if words.startswith("account:"):
            with file.open("r+b") as stream:
                stream.seek(-20, 2)
                stream.write(b"damaged")

    with installation.app.app_context(), pytest.raises(Problem, match="was damaged or altered"):
        restore.restore(installation.config, file, True, damage)
    assert content(installation) == before


def test_a_database_that_is_not_empty_is_kept_unless_it_is_said(
    installation: Installation, file: Path
) -> None:
    assert installation.command("backup", str(file)).exit_code == 0
    before = content(installation)
    with installation.app.app_context():
        add_account(installation.north.north, "Later", installation.north.alice, [("L", "l@later.example")])
    refused = installation.command("restore", str(file))
    assert "The database isn't empty" in str(refused.exception)
    assert len(content(installation)["account"]) == len(before["account"]) + 1
    replaced = installation.command("restore", str(file), "--replace")
    assert replaced.exit_code == 0, replaced.output
    assert content(installation) == before


def test_an_archive_of_another_version_is_refused_in_words(installation: Installation, file: Path) -> None:
    with installation.app.app_context(), snapshot(everything(Reason.BACKUP)) as session:
        now = backup.revision(session)
        columns = {one.name: rows.columns_of(one) for one in rows.tables()}
    for about in (
        archive.About("9999", clock.now().isoformat(), [], columns),
        archive.About(now, clock.now().isoformat(), [], columns | {"contact": ["organisation_id", "id"]}),
    ):
        write_archive(installation, file, about)
        refused = installation.command("restore", str(file), "--replace")
        assert "was made by another version of Rapport" in str(refused.exception)
        assert f"has the shape {about.revision}" in str(refused.exception)


def write_archive(installation: Installation, file: Path, about: archive.About) -> None:
    key, archive_id = bytes(32), bytes(16)
    with file.open("wb") as stream:
        writer = archive.Writer(stream, key, archive_id)
        writer.about(about)
        counts = {one.name: writer.table(one, [], 1, print) for one in rows.tables()}
        writer.end(counts)
    of_archives(installation.config).add(
        lambda: [(key_id(archive.key_name(archive_id), 1, clock.now()), key)]
    )


def test_nothing_is_written_over_and_nothing_unfinished_stays(installation: Installation, file: Path) -> None:
    file.write_text("something")
    refused = installation.command("backup", str(file))
    assert "is there already" in str(refused.exception)
    assert file.read_text() == "something"

    class Stop(Exception):
        pass

    def stop(words: str) -> None:
        raise Stop

    file.unlink()
    with installation.app.app_context(), pytest.raises(Stop):
        backup.back_up(installation.config, file, stop)
    assert [one.name for one in file.parent.iterdir() if one.name.startswith("archive")] == []


def test_without_its_key_an_archive_is_closed_and_the_file_is_named(
    installation: Installation, file: Path
) -> None:
    assert installation.command("backup", str(file)).exit_code == 0
    installation.config.backup_keys.unlink()
    refused = installation.command("restore", str(file), "--replace")
    assert f"{installation.config.backup_keys} has no key for {file}" in str(refused.exception)


def test_a_change_of_keys_leaves_older_archives_readable(
    installation: Installation, install: Install, file: Path
) -> None:
    before = content(installation)
    assert installation.command("backup", str(file)).exit_code == 0
    for kind in ("--data", "--master"):
        assert installation.command("keys", "rotate", kind).exit_code == 0
    restored = installation.command("restore", str(file), "--replace")
    assert restored.exit_code == 0, restored.output
    assert content(installation) == before


def test_a_version_that_is_made_a_second_time_takes_no_other_archives_key(
    installation: Installation, file: Path
) -> None:
    second, third = file.with_name("second"), file.with_name("third")
    for commands in (
        ["backup", str(file)],
        ["keys", "rotate", "--data"],
        ["backup", str(second)],
        ["restore", str(file), "--replace"],
        ["keys", "rotate", "--data"],
        ["backup", str(third)],
    ):
        done = installation.command(*commands)
        assert done.exit_code == 0, done.output
    for archive_file in (second, third, file):
        restored = installation.command("restore", str(archive_file), "--replace")
        assert "Left out" not in restored.output
        with installation.app.app_context(), reading(service(installation.north.north)) as session:
            assert "carla@acme.example" in {contact.email for contact in session.scalars(select(Contact))}


def test_destroyed_keys_are_destroyed_in_archives_too(
    installation: Installation, install: Install, kind: str, file: Path
) -> None:
    north, south = installation.north.north, installation.north.south
    assert installation.command("backup", str(file)).exit_code == 0
    assert "--yes" in installation.command("keys", "destroy", "north").output
    destroyed = installation.command("keys", "destroy", "north", "--yes")
    assert destroyed.exit_code == 0, destroyed.output
    assert "Replace every copy of that file now" in destroyed.output
    assert f"organisation {north}" not in installation.config.backup_keys.read_text()
    new = with_master_key_of(installation, install("new", kind))
    lend_keys(installation, new)
    restored = new.command("restore", str(file))
    assert restored.exit_code == 0, restored.output
    assert f"Left out: the organisation {north}" in restored.output
    with new.another_server().app_context(), reading(everything(Reason.KEYS)) as session:
        ids = set(session.scalars(select(Organisation.id)))
        assert north not in ids
        assert south in ids
        for table in rows.tables():
            if "organisation_id" in table.columns:
                mine = table.columns.organisation_id == north
                assert session.execute(select(table).where(mine)).first() is None, table.name
    with new.another_server().app_context(), reading(service(south)) as session:
        assert [contact.email for contact in session.scalars(select(Contact))] == ["zoe@zenith.example"]


def test_with_all_that_is_left_an_old_archive_gives_no_destroyed_word(
    installation: Installation, file: Path
) -> None:
    """Whoever has the archive, the book as it is now, and the master key: reads rows, and no words."""
    assert installation.command("backup", str(file)).exit_code == 0
    assert installation.command("keys", "destroy", "planted", "--yes").exit_code == 0
    book = KeyBook(installation.config.backup_keys, installation.config.master_key)
    left = {key.name for key in book.entries()}
    with installation.app.app_context():
        with backup.opened(installation.config, file) as (stream, key):
            reader = archive.Reader(stream, key, archive.archive_id(stream))
            found = [
                row
                for table, row in reader.rows({t.name: t for t in rows.tables()})
                if table.name == "answer"
            ]
        sealed_by = {key.name for key in reader.about.keys if key.name.startswith("organisation")}
    assert len(sealed_by - left) == 1
    assert b"flabbergasted" not in b"".join(row["text"] for row in found)


def test_a_backup_that_runs_while_keys_are_destroyed_does_not_save_them(
    installation: Installation, file: Path
) -> None:
    def destroy(words: str) -> None:
        if words == "Reading it again":
            assert installation.command("keys", "destroy", "north", "--yes").exit_code == 0

    with installation.app.app_context():
        backup.back_up(installation.config, file, destroy)
    assert f"organisation {installation.north.north}" not in installation.config.backup_keys.read_text()
    assert f"organisation {installation.north.south}" in installation.config.backup_keys.read_text()


def test_every_kind_of_column_can_be_archived() -> None:
    for table in rows.tables():
        assert rows.encode(table, [None] * len(table.columns)) == [None] * len(table.columns)
        assert all(isinstance(name, str) for name in rows.columns_of(table))


def test_what_the_order_of_tables_cannot_express_is_noticed_here() -> None:
    """Rows are restored table by table, in the order of their keys, and no sequence is set."""
    for table in metadata.tables.values():
        to_itself = [key for key in table.foreign_keys if key.column.table is table]
        assert all(key.initially == "DEFERRED" for key in to_itself), table.name
        numbered = [c.name for c in table.primary_key if not isinstance(c.type, Uuid | String | Text)]
        assert not [name for name in numbered if table.autoincrement_column is not None], table.name


def test_json_null_and_no_value_stay_apart(app: Flask) -> None:
    table = next(one for one in rows.tables() if one.name == "person")
    names = rows.columns_of(table)
    values = [None] * len(names)
    values[names.index("roles")] = "null"
    assert rows.decode(table, values)["roles"] is not None
    assert rows.decode(table, [None] * len(names))["roles"] is None
