"""Row rights hold on both databases, for reading and for writing, whoever looks."""

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError, SAWarning
from sqlalchemy.orm import Session, make_transient, make_transient_to_detached, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from server.directory.model import Account, Contact
from server.identity.model import Person
from server.tenancy.embedded_guard import RowsNotYours
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import NOBODY, Reason, Viewer, everything, service
from tests.builders import House, Somebody

REFUSED = (RowsNotYours, ProgrammingError)


def names_seen(viewer: Viewer) -> set[str]:
    with reading(viewer) as session:
        return set(session.scalars(select(Account.name)))


def test_an_account_manager_sees_the_accounts_they_own(house: House) -> None:
    assert names_seen(house.alice.viewer) == {"Acme"}


def test_an_analyst_sees_every_account_of_the_organisation(house: House) -> None:
    assert names_seen(house.bob.viewer) == {"Acme", "Brixton"}


def test_another_organisation_sees_its_own(house: House) -> None:
    assert names_seen(house.charlie.viewer) == {"Zenith"}


def test_a_session_without_a_viewer_reads_no_row(house: House) -> None:
    assert names_seen(NOBODY) == set()
    with reading(NOBODY) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_contacts_are_seen_with_their_account(house: House) -> None:
    with reading(house.alice.viewer) as session:
        found = session.scalars(select(Contact).options(selectinload(Contact.account))).all()
        assert [(contact.name, contact.account.name) for contact in found] == [("Carla Customer", "Acme")]


def test_alternating_viewers_each_see_their_own(house: House) -> None:
    for _ in range(3):
        assert names_seen(house.charlie.viewer) == {"Zenith"}
        assert names_seen(house.alice.viewer) == {"Acme"}
        assert names_seen(NOBODY) == set()


def test_nothing_can_be_written_into_another_organisation(house: House) -> None:
    with pytest.raises(REFUSED), transaction(house.charlie.viewer) as session:
        session.add(Account(organisation_id=house.north, name="Trojan", name_key="trojan"))


def test_an_account_manager_cannot_make_an_account_for_somebody_else(house: House) -> None:
    with pytest.raises(REFUSED), transaction(house.alice.viewer) as session:
        mine = Account(
            organisation_id=house.north, name="Gift", name_key="gift", owner_id=house.bob.person_id
        )
        session.add(mine)


def test_nothing_can_be_written_without_a_viewer(house: House) -> None:
    with pytest.raises((*REFUSED, LookupError)), transaction(NOBODY) as session:
        session.add(Account(organisation_id=house.north, name="Nobody's", name_key="nobody's"))


def test_bulk_inserts_stay_in_the_organisation(house: House) -> None:
    rows = [{"organisation_id": house.north, "name": "Bulk", "name_key": "bulk"}]
    with pytest.raises(REFUSED), transaction(service(house.south)) as session:
        session.execute(insert(Account), rows)
    with transaction(service(house.north)) as session:
        session.execute(insert(Account), rows)
    assert "Bulk" in names_seen(house.bob.viewer)


def test_updates_and_deletes_touch_only_what_is_seen(house: House) -> None:
    with transaction(house.charlie.viewer) as session:
        assert session.execute(update(Account).values(segment="mine")).rowcount == 1
        session.execute(delete(Contact))
    with reading(house.bob.viewer) as session:
        assert set(session.scalars(select(Account.segment))) == {None}
        assert session.scalar(select(func.count()).select_from(Contact)) == 2


def test_an_account_cannot_be_given_away(house: House) -> None:
    with pytest.raises(REFUSED), transaction(house.alice.viewer) as session:
        session.scalars(select(Account)).one().owner_id = house.bob.person_id


def test_a_row_cannot_move_to_another_organisation(house: House) -> None:
    with pytest.raises((*REFUSED, IntegrityError)), transaction(house.bob.viewer) as session:
        session.execute(update(Account).values(organisation_id=house.south))


def test_a_row_that_nobody_owns_cannot_move_either(house: House) -> None:
    with transaction(service(house.north)) as session:
        session.add(Account(organisation_id=house.north, name="Loose", name_key="loose"))
    with pytest.raises(REFUSED), transaction(house.bob.viewer) as session:
        loose = update(Account).where(Account.name == "Loose")
        session.execute(loose.values({Account.organisation_id: house.south}))


def test_an_account_cannot_be_given_away_by_an_update(house: House) -> None:
    for values in ({}, {"owner_id": house.bob.person_id}):
        with pytest.raises(REFUSED), transaction(house.alice.viewer) as session:
            given = update(Account) if values else update(Account).values(owner_id=house.bob.person_id)
            session.execute(given, values or None)


def test_an_update_by_keys_reaches_nothing_that_is_not_yours(house: House) -> None:
    with reading(house.charlie.viewer) as session:
        theirs = session.scalars(select(Account.id)).one()
    row = {"organisation_id": house.south, "id": theirs, "segment": "stolen"}
    with pytest.raises((*REFUSED, StaleDataError)), transaction(house.bob.viewer) as session:
        session.execute(update(Account), [row])


@pytest.mark.parametrize("how", ["changed", "deleted"])
def test_an_object_that_was_never_loaded_reaches_nothing_that_is_not_yours(house: House, how: str) -> None:
    with reading(house.bob.viewer) as session:
        bobs = session.scalars(select(Account).where(Account.name == "Brixton")).one()
    # PostgreSQL reaches no row, of which SQLAlchemy tells in its own ways.
    with pytest.raises((*REFUSED, StaleDataError, SAWarning)), transaction(house.alice.viewer) as session:
        make_transient(bobs)
        make_transient_to_detached(bobs)
        session.add(bobs)
        if how == "changed":
            set_committed_value(bobs, "name", "Brixton")
            bobs.owner_id = house.alice.person_id
        else:
            session.delete(bobs)


def test_a_reference_cannot_cross_organisations(house: House) -> None:
    with reading(house.charlie.viewer) as session:
        theirs = session.scalars(select(Account.id)).one()
    with pytest.raises(IntegrityError), transaction(house.bob.viewer) as session:
        session.add(
            Contact(
                organisation_id=house.north,
                account_id=theirs,
                name="X",
                email="x@x.example",
                email_index=b"x",
            )
        )


def test_looking_across_organisations_opens_no_sealed_column(house: House) -> None:
    with reading(everything(Reason.SIGN_IN)) as session:
        assert len(session.scalars(select(Person.id)).all()) == 3
        with pytest.raises(LookupError):
            session.scalars(select(Person.name)).all()


@pytest.mark.parametrize("who", ["alice", "charlie"])
def test_text_reads_nothing_that_is_not_yours(house: House, who: str) -> None:
    somebody: Somebody = getattr(house, who)
    with reading(somebody.viewer) as session:
        assert raw(session, "select name from account") in (None, {names_seen(somebody.viewer).pop()})


def raw(session: Session, statement: str) -> set[str] | None:
    """What raw SQL reads; None where it is refused."""
    try:
        return set(session.scalars(text(statement)))
    except RowsNotYours:
        return None
