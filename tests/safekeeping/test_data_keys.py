"""An organisation gets a new data key while others read and write; nothing is lost, nothing stays behind."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, func, select, type_coerce
from sqlalchemy.exc import OperationalError

from server.answering.model import Answer
from server.database import Base
from server.directory import actions as directory_actions
from server.directory import queries as directory_queries
from server.directory.model import Account, Contact
from server.errors import Problem
from server.identity.model import Person
from server.models import metadata
from server.safekeeping import resealing
from server.security.key_ring import WrappedKey
from server.security.sealed import BlindIndex
from server.tenancy.transaction import key_name, reading, storage, transaction
from server.tenancy.viewer import Reason, everything, service
from tests.safekeeping.installation import PEOPLE, Installation, address


def versions(app: Flask, organisation_id: UUID) -> list[int]:
    with app.app_context(), reading(everything(Reason.KEYS)) as session:
        mine = WrappedKey.name == key_name(service(organisation_id))
        return sorted(session.scalars(select(WrappedKey.version).where(mine)))


def marks(app: Flask, organisation_id: UUID) -> set[bytes]:
    """The beginnings of everything that the organisation has sealed."""
    found: set[bytes] = set()
    with app.app_context(), reading(service(organisation_id)) as session:
        for cls in resealing.sealed_classes():
            for column in resealing.sealed_columns(cls).values():
                stored = session.scalars(select(type_coerce(column, LargeBinary)))
                found |= {bytes(value)[:5] for value in stored if value is not None}
    return found


def everybody(app: Flask, organisation_id: UUID) -> list[tuple[str, str]]:
    with app.app_context(), reading(service(organisation_id)) as session:
        return sorted((row.name, row.email) for row in session.scalars(select(Contact)))


def found_by_address(app: Flask, organisation_id: UUID, numbers: Iterator[int] | range) -> set[str]:
    with app.app_context(), reading(service(organisation_id)) as session:
        return set(directory_queries.by_addresses(session, [address(number) for number in numbers]))


def test_everything_is_sealed_by_the_new_key_and_the_old_one_is_gone(installation: Installation) -> None:
    north = installation.north.north
    before = everybody(installation.app, north)
    assert marks(installation.app, north) == {b"\x02\0\0\0\1"}
    done = installation.command("keys", "rotate", "--data", "--organisation", "north")
    assert done.exit_code == 0, done.output
    assert "north: contact: sealed 200 rows anew" in done.output
    assert "north: has a new key; the old one is destroyed." in done.output
    assert versions(installation.app, north) == [2]
    assert marks(installation.app, north) == {b"\x02\0\0\0\2"}
    assert everybody(installation.app, north) == before
    assert len(found_by_address(installation.app, north, range(PEOPLE))) == PEOPLE
    assert versions(installation.app, installation.north.south) == [1]


def test_without_a_name_all_organisations_get_new_keys(installation: Installation) -> None:
    done = installation.command("keys", "rotate", "--data")
    assert done.exit_code == 0, done.output
    assert versions(installation.app, installation.north.north) == [2]
    assert versions(installation.app, installation.north.south) == [2]


class Stop(Exception):
    """Stands for the moment at which the machine is switched off."""


def interrupt(installation: Installation, organisation_id: UUID) -> None:
    def stop_at_contacts(words: str) -> None:
        if words.startswith("contact"):
            raise Stop

    with installation.another_server().app_context(), pytest.raises(Stop):
        resealing.rotate(organisation_id, stop_at_contacts)


def test_what_was_interrupted_goes_on(installation: Installation) -> None:
    north = installation.north.north
    before = everybody(installation.app, north)
    interrupt(installation, north)
    assert versions(installation.app, north) == [1, 2]
    assert marks(installation.app, north) == {b"\x02\0\0\0\1", b"\x02\0\0\0\2"}
    assert everybody(installation.app, north) == before
    done = installation.command("keys", "rotate", "--data", "--organisation", "north")
    assert "north: A change of this key was interrupted. It goes on." in done.output
    assert versions(installation.app, north) == [2]
    assert everybody(installation.app, north) == before


def test_between_two_keys_addresses_are_found_and_stay_unique(installation: Installation) -> None:
    north = installation.north.north
    interrupt(installation, north)
    assert len(found_by_address(installation.app, north, range(PEOPLE))) == PEOPLE
    with installation.app.app_context(), transaction(service(north)) as session:
        account = directory_actions.put_account(session, north, "Brixton")
        again = [directory_actions.ContactValues(account.id, address(n), "Renamed") for n in range(PEOPLE)]
        counts = directory_actions.put_contacts(session, north, again)
        assert (counts.added, counts.updated) == (0, PEOPLE)
    resealing_goes_on = installation.command("keys", "rotate", "--data", "--organisation", "north")
    assert resealing_goes_on.exit_code == 0, resealing_goes_on.output
    assert [name for name, _ in everybody(installation.app, north)].count("Renamed") == PEOPLE


@contextmanager
def busy(app: Flask, *work: Callable[[], None]) -> Iterator[list[str]]:
    """`work` is done again and again, each in a thread of its own, while the block lasts; what went wrong."""
    stop, wrong, rounds = threading.Event(), [], [0] * len(work)

    def go_on(number: int) -> None:
        with app.app_context():
            while not stop.is_set():
                try:
                    work[number]()
                    rounds[number] += 1
                except Exception as error:
                    wrong.append(repr(error))
                    return
                time.sleep(0.05)

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    yield wrong
    stop.set()
    for thread in threads:
        thread.join()
    assert all(count > 1 for count in rounds), (rounds, wrong)


def test_others_read_and_write_while_another_process_changes_the_key(installation: Installation) -> None:
    north, written, chance = installation.north.north, list[str](), random.Random(1)

    def write() -> None:
        with transaction(service(north)) as session:
            account = session.scalars(select(Account).where(Account.name == "Brixton")).one()
            email = f"new{len(written)}@brixton.example"
            directory_actions.put_contact(session, account, "New", email)
        written.append(email)

    def rename() -> None:
        with transaction(service(north)) as session:
            email = address(chance.randrange(PEOPLE))
            account = session.scalars(select(Account).where(Account.name == "Brixton")).one()
            directory_actions.put_contact(session, account, f"Renamed {email}", email)

    def read_some() -> None:
        with reading(service(north)) as session:
            found = session.scalars(select(Contact).order_by(Contact.id.desc()).limit(100))
            assert all("@" in contact.email for contact in found)
            assert len(directory_queries.by_addresses(session, map(address, range(50)))) == 50

    with busy(installation.app, write, rename, read_some) as wrong:
        done = installation.process("keys", "rotate", "--data", "--organisation", "north")
        assert done.returncode == 0, done.stderr
    assert wrong == []
    assert versions(installation.app, north) == [2]
    assert marks(installation.app, north) == {b"\x02\0\0\0\2"}
    emails = [email for _, email in everybody(installation.app, north)]
    assert len(emails) == len(set(emails)) == PEOPLE + len(written) + 2
    assert set(written) <= set(emails)


@pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_new_key_waits_for_those_who_hold_the_old_one(installation: Installation, kind: str) -> None:
    north, name = installation.north.north, key_name(service(installation.north.north))
    other = installation.another_server()
    with installation.app.app_context(), transaction(service(north)) as session:
        session.scalars(select(Person)).first()
        changing_key = transaction(everything(Reason.KEYS))
        with other.app_context(), pytest.raises(OperationalError), changing_key as changing:
            storage().keys.make_newer(changing, name)
    assert versions(installation.app, north) == [1]
    with other.app_context(), transaction(everything(Reason.KEYS)) as changing:
        storage().keys.make_newer(changing, name)
    assert versions(installation.app, north) == [1, 2]


def test_other_keys_are_noticed_by_a_server_that_runs(installation: Installation) -> None:
    north = installation.north.north
    assert len(everybody(installation.app, north)) > PEOPLE
    assert installation.command("keys", "rotate", "--data", "--organisation", "north").exit_code == 0
    with installation.app.app_context(), transaction(service(north)) as session:
        account = session.scalars(select(Account).where(Account.name == "Brixton")).one()
        directory_actions.put_contact(session, account, "New", "new@brixton.example")
    assert marks(installation.app, north) == {b"\x02\0\0\0\2"}


def test_a_wrong_use_is_told_in_words(installation: Installation) -> None:
    assert "Say either --master" in installation.command("keys", "rotate").output
    unknown = installation.command("keys", "rotate", "--data", "--organisation", "nowhere")
    assert "There is no organisation with the key nowhere" in unknown.output


def test_every_fingerprint_is_computed_anew_or_is_named_here() -> None:
    by_keys_of_rapport = {
        "person.email_index": "by the key `sign-in`, which no organisation's change touches"
    }
    indexes = {
        f"{table.name}.{column.name}": isinstance(column.type, BlindIndex)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_index")
    }
    assert {name for name, declared in indexes.items() if not declared} == by_keys_of_rapport.keys()
    assert indexes["contact.email_index"]


def test_sealed_columns_are_found_by_their_type() -> None:
    names = {cls.__tablename__ for cls in resealing.sealed_classes()}
    assert {"person", "contact", "message", "answer"} <= names
    assert resealing.sealed_columns(Answer).keys() == {"text"}
    assert issubclass(Answer, Base)


def test_an_older_key_is_never_destroyed_while_something_is_left(installation: Installation) -> None:
    north = installation.north.north
    interrupt(installation, north)
    with installation.app.app_context(), pytest.raises(Problem, match="Run this again"):
        resealing.destroy_older(north)
    assert versions(installation.app, north) == [1, 2]
    with installation.app.app_context(), reading(service(north)) as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == PEOPLE + 2
