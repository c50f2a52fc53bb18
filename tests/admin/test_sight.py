"""Which accounts somebody sees: teams and filters, as an admin sets them."""

import io

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.audit.model import AuditEntry
from server.audit.trail import Happening
from server.directory.model import Account
from server.identity.model import Person
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer, service
from tests.builders import House, Somebody
from tests.people import Browser


@pytest.fixture
def bob(house: House, browser: Browser) -> Browser:
    """The admin and analyst; Acme is in Denmark, Brixton in Ireland."""
    with transaction(service(house.north)) as session:
        for name, country in (("Acme", "DK"), ("Brixton", "IE")):
            session.execute(update(Account).where(Account.name == name).values(country=country))
    return browser.sign_in(house.bob)


def viewer_of(house: House, somebody: Somebody) -> Viewer:
    with reading(service(house.north)) as session:
        return session.scalars(select(Person).where(Person.id == somebody.person_id)).one().viewer


def seen(house: House, somebody: Somebody) -> set[str]:
    with reading(viewer_of(house, somebody)) as session:
        return set(session.scalars(select(Account.name)))


def save(bob: Browser, somebody: Somebody, **fields: object) -> int:
    return bob.submit(f"/admin/people/{somebody.person_id}/sight", fields).status_code


def test_a_team_sees_one_anothers_accounts(house: House, bob: Browser) -> None:
    assert seen(house, house.alice) == {"Acme"}
    assert save(bob, house.alice, team=" Green  team ") == save(bob, house.bob, team="Green team") == 302
    assert seen(house, house.alice) == {"Acme", "Brixton"}
    assert 'value="Green team"' in bob.get(f"/admin/people/{house.alice.person_id}").text


def test_an_analyst_sees_what_the_filter_lets_through_and_their_own(
    house: House, bob: Browser, app: Flask
) -> None:
    assert save(bob, house.bob, country=["DK"]) == 302
    assert seen(house, house.bob) == {"Acme", "Brixton"}  # Brixton is Bob's own
    with transaction(service(house.north)) as session:
        session.execute(update(Account).values(owner_id=house.alice.person_id))
    assert seen(house, house.bob) == {"Acme"}
    assert save(bob, house.bob) == 302
    assert seen(house, house.bob) == {"Acme", "Brixton"}


def test_a_filter_gives_an_account_manager_nothing_more(house: House, bob: Browser) -> None:
    save(bob, house.alice, country=["DK", "IE"])
    assert seen(house, house.alice) == {"Acme"}


def test_the_change_stands_in_the_trail(house: House, bob: Browser) -> None:
    save(bob, house.alice, team="Green", country=["IE", "DK"])
    with reading(house.bob.viewer) as session:
        chosen = AuditEntry.happening == Happening.SIGHT_CHANGED
        facts = session.scalars(select(AuditEntry.facts).where(chosen)).one()
    assert facts == {"team": "Green", "country": "DK, IE", "segment": ""}


def test_strangers_and_colleagues_may_not(house: House, app: Flask, bob: Browser) -> None:
    charlie, alice = (Browser(app.test_client()).sign_in(one) for one in (house.charlie, house.alice))
    assert (save(charlie, house.alice, team="x"), save(alice, house.alice, team="x")) == (404, 403)
    assert viewer_of(house, house.alice).team is None


def test_somebody_who_sees_only_some_accounts_imports_none(house: House, bob: Browser) -> None:
    save(bob, house.bob, country=["DK"])
    file = (io.BytesIO(b"Name,E-mail,Account\nX,x@x.example,X\n"), "x.csv")
    answer = bob.submit("/contacts/import", {"file": file})
    assert answer.status_code == 403
    assert "only some of the accounts" in answer.text
