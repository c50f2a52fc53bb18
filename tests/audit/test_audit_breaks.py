"""Whatever the tables' owner does to an audit trail, verifying finds it and says where."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from server.audit import trail, verification
from server.audit.model import AuditEntry, AuditHead
from server.audit.trail import Happening
from server.config import Config
from server.database import open_postgresql
from server.migrate import open_database
from server.security.key_ring import KeyRing
from server.tenancy.transaction import Storage, transaction, use
from server.tenancy.viewer import service
from tests.builders import House, build_house

COLUMNS = ", ".join(AuditEntry.__table__.columns.keys())
NORTH = "organisation_id = (select id from organisation where key = 'north')"
ENTRY_3 = f"update audit_entry set {{}} where number = 3 and {NORTH}"
NINE = 9
"""How many entries the trail in the north has."""


@pytest.fixture
def owner(application: Flask, config: Config) -> Iterator[Connection]:
    """The owner of the tables, on whose connection all works; without what keeps the embedded rows."""
    url = config.database_owner_url
    engine = open_postgresql(url) if url else open_database(config)
    with engine.connect() as connection:
        outer = connection.begin()
        use(application.extensions, Storage(connection, KeyRing(config.master_key)))
        if not url:
            for trigger in connection.scalars(
                text("select name from sqlite_master where type = 'trigger'")
            ).all():
                connection.execute(text(f"drop trigger {trigger}"))
        with application.app_context():
            yield connection
        outer.rollback()
    engine.dispose()


@pytest.fixture
def written(owner: Connection) -> House:
    """Nine entries in the north; the third is about Bob, whose name and address are sealed in it."""
    house = build_house()
    for number in range(4, NINE + 1):
        with transaction(house.bob.viewer if number % 2 else service(house.north)) as session:
            trail.note(
                session, Happening.ROLLOUT_CHANGED, facts={"version": number}, personal={"n": str(number)}
            )
    assert verification.verify(house.north).found is None
    return house


def see_everything(owner: Connection) -> None:
    """Row rights bind the owner too, where the database has them."""
    if owner.dialect.name == "postgresql":
        owner.execute(text("select set_config('rapport.everything', 'on', true)"))


def found(owner: Connection, house: House, *statements: str) -> str:
    """What verifying says after these statements."""
    for statement in statements:
        see_everything(owner)
        assert owner.execute(text(statement)).rowcount != 0, statement
    verdict = verification.verify(house.north)
    assert verdict.found is not None
    assert verdict.sentence.startswith("The trail is broken. ")
    return verdict.found.sentence


CHANGES = {
    "organisation_id": "organisation_id = (select id from organisation where key = 'south')",
    "number": "number = 700",
    "at": f"at = (select at from audit_entry where number = 1 and {NORTH})",
    "actor_kind": "actor_kind = 'operator'",
    "actor_id": "actor_id = about_id",
    "happening": "happening = 'signed out'",
    "about_kind": "about_kind = 'survey'",
    "about_id": f"about_id = (select about_id from audit_entry where number = 2 and {NORTH})",
    "facts": 'facts = \'{"roles":"analyst"}\'',
    "personal": f"personal = (select personal from audit_entry where number = 2 and {NORTH})",
    "personal_digest": "personal_digest = value",
    "previous": "previous = value",
    "value": "value = previous",
}


def test_every_column_is_tried() -> None:
    assert CHANGES.keys() == set(AuditEntry.__table__.columns.keys())


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_found(owner: Connection, written: House, column: str) -> None:
    sentence = found(owner, written, ENTRY_3.format(CHANGES[column]))
    expected = {
        "organisation_id": "Entry 3 is missing.",
        "number": "Entry 3 is missing.",
        "personal": "The names or addresses in entry 3 were changed.",
    }
    assert sentence == expected.get(column, "Entry 3 was changed.")


@pytest.mark.parametrize("column", ["personal", "personal_digest"])
def test_emptied_personal_data_are_found(owner: Connection, written: House, column: str) -> None:
    assert "entry 3" in found(owner, written, ENTRY_3.format(f"{column} = null")).lower()


@pytest.mark.parametrize(
    "change", ["at = 'x'", "about_id = 'x'", "facts = 'x'", "value = 'x'", "personal = 'x'"]
)
def test_what_no_database_should_hold_is_found_too(owner: Connection, written: House, change: str) -> None:
    if owner.dialect.name == "postgresql" and not change.startswith(("value", "personal")):
        change = "happening = ''"  # PostgreSQL takes nothing else
    assert "entry 3" in found(owner, written, ENTRY_3.format(change)).lower()


def test_missing_entries_are_named(owner: Connection, written: House) -> None:
    gone = f"delete from audit_entry where number in (4, 5) and {NORTH}"
    assert found(owner, written, gone) == "Entries 4 to 5 are missing."


def test_a_gap_that_was_closed_is_found(owner: Connection, written: House) -> None:
    sentence = found(
        owner,
        written,
        f"delete from audit_entry where number = 4 and {NORTH}",
        f"update audit_entry set number = number + 1000 where number > 4 and {NORTH}",
        f"update audit_entry set number = number - 1001 where number > 1000 and {NORTH}",
    )
    assert sentence == "Entry 4 is missing."


def test_a_trail_that_was_cut_off_is_found(owner: Connection, written: House) -> None:
    sentence = found(owner, written, f"delete from audit_entry where number >= 8 and {NORTH}")
    assert sentence == "The trail was cut off: 9 entries were written, and it ends with 7."


def test_a_head_that_was_put_to_the_cut_is_found(owner: Connection, written: House) -> None:
    eighth = f"(select value from audit_entry where number = 8 and {NORTH})"
    sentence = found(
        owner,
        written,
        f"update audit_head set number = 8, value = {eighth} where {NORTH}",
        f"delete from audit_entry where number = 9 and {NORTH}",
    )
    assert sentence == "The head of the trail was changed."


def test_work_goes_on_at_a_changed_head_and_seals_it_never_again(owner: Connection, written: House) -> None:
    eighth = f"(select value from audit_entry where number = 8 and {NORTH})"
    found(
        owner,
        written,
        f"update audit_head set number = 8, value = {eighth} where {NORTH}",
        f"delete from audit_entry where number = 9 and {NORTH}",
    )
    with transaction(written.bob.viewer) as session:
        trail.note(session, Happening.SIGNED_OUT)
    verdict = verification.verify(written.north)
    assert verdict.sentence == "The trail is broken. The head of the trail was changed."


@pytest.mark.parametrize("column", ["number", "value", "seal"])
def test_a_changed_head_is_found(owner: Connection, written: House, column: str) -> None:
    assert {*AuditHead.__table__.columns.keys()} == {"organisation_id", "number", "value", "seal"}
    other = {"number": "number - 1", "value": "seal", "seal": "value"}[column]
    changed = f"update audit_head set {column} = {other} where {NORTH}"
    assert found(owner, written, changed) == "The head of the trail was changed."


def test_a_head_of_another_organisation_is_none(owner: Connection, written: House) -> None:
    taken = f"(select {{}} from audit_head where {NORTH.replace('north', 'south')})"
    values = ", ".join(f"{column} = {taken.format(column)}" for column in ("number", "value", "seal"))
    assert found(owner, written, f"update audit_head set {values} where {NORTH}") == (
        "The head of the trail was changed."
    )


def test_a_missing_head_and_a_missing_trail_are_found(owner: Connection, written: House) -> None:
    gone = f"delete from audit_head where {NORTH}"
    assert found(owner, written, gone) == "The head of the trail is missing."
    assert (
        found(owner, written, f"delete from audit_entry where {NORTH}") == "The head of the trail is missing."
    )


@pytest.mark.parametrize("pair", [(4, 5), (3, 8), (8, 9)])
def test_reordered_entries_are_found(owner: Connection, written: House, pair: tuple[int, int]) -> None:
    first, second = pair
    sentence = found(
        owner,
        written,
        f"update audit_entry set number = 1000 where number = {first} and {NORTH}",
        f"update audit_entry set number = {first} where number = {second} and {NORTH}",
        f"update audit_entry set number = {second} where number = 1000 and {NORTH}",
    )
    assert sentence == f"Entries were reordered: in the place of entry {first} stands entry {second}."


def copy(number: int, of: int) -> str:
    """Insert what stands under number `of` once more, as `number`."""
    values = COLUMNS.replace("number", str(number), 1)
    chosen = f"select {values} from audit_entry where number = {of} and {NORTH}"
    return f"insert into audit_entry ({COLUMNS}) {chosen}"


@pytest.mark.parametrize("content", ["happening = happening", "happening = 'signed in'"])
def test_an_inserted_entry_is_found(owner: Connection, written: House, content: str) -> None:
    sentence = found(
        owner,
        written,
        f"update audit_entry set number = number + 1000 where number >= 4 and {NORTH}",
        f"update audit_entry set number = number - 999 where number > 1000 and {NORTH}",
        copy(4, of=3),
        f"update audit_entry set {content} where number = 4 and {NORTH}",
    )
    assert sentence == "Entry 4 was inserted; the one that was written there stands behind it."


def test_entries_at_the_ends_are_found(owner: Connection, written: House) -> None:
    assert found(owner, written, copy(10, of=9)) == "Entry 10 was inserted behind the last entry, 9."
    assert found(owner, written, copy(0, of=1)) == "Entry 0 was inserted before the first entry."


def test_an_earlier_state_that_was_put_back_is_found_by_its_mark(owner: Connection, written: House) -> None:
    see_everything(owner)
    early = owner.execute(text(f"select number, value, seal from audit_head where {NORTH}")).one()
    with transaction(written.bob.viewer) as session:
        trail.note(session, Happening.SIGNED_OUT)
    mark = verification.verify(written.north).mark
    assert verification.verify(written.north, mark).found is None
    see_everything(owner)
    owner.execute(text(f"delete from audit_entry where number = 10 and {NORTH}"))
    put_back = text(f"update audit_head set number = :number, value = :value, seal = :seal where {NORTH}")
    owner.execute(put_back, dict(early._mapping))
    assert verification.verify(written.north).found is None
    sentence = verification.verify(written.north, mark).sentence
    assert sentence.endswith(
        f"The entry marked {mark} isn't in it: an earlier state of the trail was put back."
    )


def test_an_entry_from_another_course_of_things_is_found(owner: Connection, written: House) -> None:
    """A tenth entry was written, the state before it put back, and then put in the place of its successor."""

    def sign_out() -> None:
        with transaction(written.bob.viewer) as session:
            trail.note(session, Happening.SIGNED_OUT)

    state = owner.begin_nested()
    sign_out()
    see_everything(owner)
    tenth = owner.execute(text(f"select at, value from audit_entry where number = 10 and {NORTH}")).one()
    state.rollback()
    sign_out()
    sign_out()
    see_everything(owner)
    replaced = text(f"update audit_entry set at = :at, value = :value where number = 10 and {NORTH}")
    owner.execute(replaced, dict(tenth._mapping))
    sentence = verification.verify(written.north).sentence
    assert "Entry 11 was moved here: it was written behind another entry 10." in sentence


def test_a_break_in_one_organisation_is_none_in_another(owner: Connection, written: House) -> None:
    found(owner, written, f"delete from audit_entry where number = 4 and {NORTH}")
    assert verification.verify(written.south).found is None


def test_an_entry_that_was_sealed_anew_is_as_it_was_written(owner: Connection, written: House) -> None:
    with transaction(written.bob.viewer) as session:
        entry = session.get_one(AuditEntry, (written.north, 3))
        text_then, entry.personal = entry.personal, "something else"
        session.flush()
        entry.personal = text_then
    assert verification.verify(written.north).found is None


def test_a_destroyed_key_leaves_the_chain_to_be_verified(
    owner: Connection, written: House, application: Flask, config: Config
) -> None:
    owner.execute(
        text("delete from wrapped_key where name = :name"), {"name": f"organisation {written.north}"}
    )
    use(application.extensions, Storage(owner, KeyRing(config.master_key)))
    assert verification.verify(written.north).found is None
    assert found(owner, written, ENTRY_3.format(CHANGES["happening"])) == "Entry 3 was changed."
