"""The master key is changed while servers run: those that have opened keys go on, and so do the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from server.config import read
from server.directory.model import Contact
from server.identity import actions
from server.keyfile import ConfigProblem
from server.masters import MasterKeys, Plain, WrongMasterKey
from server.migrate import open_database
from server.safekeeping import master
from server.security.key_ring import WrappedKey
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything, service
from tests.safekeeping.installation import PEOPLE, Installation, content


def everybody(installation: Installation) -> int:
    with reading(service(installation.north.north)) as session:
        return len([contact.email for contact in session.scalars(select(Contact))])


def old_key(installation: Installation, folder: Path) -> MasterKeys:
    """What somebody has who once got hold of the master key."""
    kept = folder / "kept.key"
    kept.write_bytes(installation.config.master_key.file.read_bytes())
    return MasterKeys(kept, Plain())


def test_servers_go_on_and_the_old_key_opens_nothing(installation: Installation, tmp_path: Path) -> None:
    old = old_key(installation, tmp_path)
    began_before = installation.another_server()
    with installation.app.app_context():
        assert everybody(installation) == PEOPLE + 2
    before = content(installation)
    done = installation.process("keys", "rotate", "--master")
    assert done.returncode == 0, done.stderr
    assert "The old master key is gone" in done.stdout
    for app in (installation.app, began_before, installation.another_server()):
        with app.app_context():
            assert everybody(installation) == PEOPLE + 2
    assert content(installation) == before
    assert len(installation.config.master_key.file.read_text().split()) == 1
    with installation.app.app_context(), reading(everything(Reason.KEYS)) as session:
        wrapped = [row.wrapped for row in session.scalars(select(WrappedKey))]
    assert len(wrapped) >= 6
    for one in wrapped:
        with pytest.raises(WrongMasterKey):
            old.unwrap(one)


def test_an_organisation_that_an_old_server_makes_is_readable_by_new_ones(
    installation: Installation,
) -> None:
    began_before = installation.another_server()
    assert installation.command("keys", "rotate", "--master").exit_code == 0
    with began_before.app_context():
        made = actions.found_organisation("late", "Late")
    with installation.another_server().app_context(), reading(service(made)) as session:
        assert session.scalars(select(Contact)).all() == []


class Stop(Exception):
    """Stands for the moment at which the machine is switched off."""


def stop_at(beginning: str) -> Callable[[str], None]:
    def say(words: str) -> None:
        if words.startswith(beginning):
            raise Stop

    return say


@pytest.mark.parametrize(
    "moment", ["A new master key", "Wrapped 8 keys in the database", "Wrapped 9 keys in"]
)
def test_what_was_interrupted_goes_on(installation: Installation, moment: str) -> None:
    with installation.app.app_context():
        actions.found_organisation("more", "More")
    assert installation.command("backup", str(installation.config.home / "archive")).exit_code == 0
    before = content(installation)
    began_before = installation.another_server()
    another = installation.another_server()
    with another.app_context(), pytest.raises(Stop):
        master.rotate(another.config["RAPPORT"], stop_at(moment))
    assert len(installation.config.master_key.file.read_text().split()) == 2
    assert content(installation) == before
    with began_before.app_context():
        assert everybody(installation) == PEOPLE + 2
    done = installation.command("keys", "rotate", "--master")
    assert "A change of the master key was interrupted. It goes on." in done.output
    assert len(installation.config.master_key.file.read_text().split()) == 1
    assert content(installation) == before
    verified = installation.command("backup", str(installation.config.home / "archive"), "--verify")
    assert verified.exit_code == 0, verified.output


def test_the_embedded_database_opens_with_the_new_key_alone(
    tmp_path: Path, install: Callable[..., Installation]
) -> None:
    installation = install("embedded", "embedded")
    file, before = installation.config.master_key.file, installation.config.master_key.file.read_bytes()
    assert installation.command("keys", "rotate", "--master").exit_code == 0
    open_database(read(installation.environ)).dispose()
    file.write_bytes(before)
    with pytest.raises(ConfigProblem, match="doesn't open the database"):
        open_database(read(installation.environ))


def test_a_key_file_that_cannot_be_written_is_told_and_changes_nothing(installation: Installation) -> None:
    file = installation.config.master_key.file
    before = file.read_bytes()
    file.unlink()
    file.mkdir()  # not even root writes over a folder
    (file / "x").touch()
    with (
        installation.app.app_context(),
        pytest.raises(ConfigProblem, match=r"master\.key can't be (read|written)"),
    ):
        master.rotate(installation.config, str)
    (file / "x").unlink()
    file.rmdir()
    file.write_bytes(before)
    assert content(installation)
    with installation.app.app_context():
        assert everybody(installation) == PEOPLE + 2
