"""Files become accounts and contacts, with a report; the same on both databases."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from server.directory import actions, imports, queries
from server.directory.actions import Counts
from server.directory.imports import Report
from server.directory.model import Contact
from server.identity import queries as identity_queries
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer, service
from tests.builders import House
from tests.directory import files

HEADER = ("Name", "E-mail", "Company", "Owner", "Language", "Country")


def import_rows(organisation_id: UUID, *rows: tuple[str, ...], add_people: bool = False) -> Report:
    found = imports.read(files.workbook(HEADER, *rows))
    with transaction(service(organisation_id)) as session:
        return imports.write(session, organisation_id, found, add_people)


def contact(viewer: Viewer, email: str) -> Contact | None:
    with reading(viewer) as session:
        return queries.by_addresses(session, [email]).get(email)


def test_a_file_becomes_accounts_and_contacts(house: House) -> None:
    report = import_rows(
        house.north,
        ("Nina New", "Nina@Novo.example", "Novo", house.alice.email, "Dansk", "DK"),
        ("Nils New", "nils@novo.example", "NOVO", "", "", ""),
    )
    assert (report.accounts, report.contacts) == (Counts(added=1), Counts(added=2))
    assert report.refused == report.warnings == []
    nina = contact(house.alice.viewer, "nina@novo.example")
    assert nina is not None
    assert (nina.name, nina.email, nina.language) == ("Nina New", "nina@novo.example", "da")
    assert (nina.account.name, nina.account.country) == ("Novo", "DK")
    assert nina.account.owner_id == house.alice.person_id


def test_the_same_file_again_changes_nothing(house: House) -> None:
    rows = [
        ("Nina New", "nina@novo.example", "Novo", "alice", "da", "DK"),
        ("", "nils@novo.example", "Novo", "Bob", "", "SE"),
        ("Carla", "carla@acme.example", "ACME", "", "", ""),
    ]
    import_rows(house.north, *rows)
    again = import_rows(house.north, *rows)
    assert (again.accounts, again.contacts) == (Counts(unchanged=2), Counts(unchanged=3))


def test_what_changed_in_the_file_is_updated_and_what_it_leaves_out_is_kept(house: House) -> None:
    import_rows(house.north, ("Carla Cook", "carla@acme.example", "Brixton", "", "nl", ""))
    report = import_rows(house.north, ("", "carla@acme.example", "Brixton", "", "", "NL"))
    assert (report.accounts, report.contacts) == (Counts(updated=1), Counts(unchanged=1))
    carla = contact(house.bob.viewer, "carla@acme.example")
    assert carla is not None
    assert (carla.name, carla.language, carla.account.name) == ("Carla Cook", "nl", "Brixton")
    assert carla.account.owner_id == house.bob.person_id


def test_bad_rows_are_named_and_the_rest_is_taken(house: House) -> None:
    report = import_rows(
        house.north,
        ("Nobody", "", "Novo", "", "", ""),
        ("Nina New", "nina@novo.example", "Novo", "Somebody Else", "", ""),
        ("Nina Twice", "nina@novo.example", "Novo", "", "", ""),
    )
    assert report.contacts == Counts(added=1)
    assert [remark.row for remark in report.refused] == [2, 4]
    assert [(remark.row, remark.sentence[:34]) for remark in report.warnings] == [
        (3, "Nobody here is called Somebody Els")
    ]


def test_unknown_owners_become_account_managers_when_that_is_wished(house: House) -> None:
    row = ("Nina New", "nina@novo.example", "Novo", "Dora@north.example", "", "")
    assert len(import_rows(house.north, row).warnings) == 1
    report = import_rows(house.north, row, add_people=True)
    assert (report.people_added, report.warnings, report.accounts) == (1, [], Counts(updated=1))
    with reading(house.bob.viewer) as session:
        (dora,) = (p for p in identity_queries.people(session) if p.email == "dora@north.example")
    assert (dora.roles, dora.password_hash) == (["account manager"], None)
    again = import_rows(house.north, row, add_people=True)
    assert (again.people_added, again.accounts) == (0, Counts(unchanged=1))


def test_another_organisations_contact_with_the_same_address_is_left_alone(house: House) -> None:
    report = import_rows(house.north, ("Zoe North", "zoe@zenith.example", "Zenith", "Charlie", "", ""))
    assert (report.accounts.added, report.contacts.added) == (1, 1)
    assert report.warnings[0].sentence.startswith("Nobody here is called Charlie")
    zoe = contact(house.charlie.viewer, "zoe@zenith.example")
    assert zoe is not None
    assert zoe.name == "Zoe Zander"


def test_many_rows_are_taken_with_words_of_progress(house: House) -> None:
    told: list[str] = []
    lines = "".join(f"p{n}@firm{n % 700}.example,Firm {n % 700}\n" for n in range(10_500))
    found = imports.read(files.text("E-mail,Company\n" + lines), told.append)
    small = replace(found.plan, contacts=dict(list(found.plan.contacts.items())[:5_200]))
    with transaction(service(house.north)) as session:
        report = imports.write(session, house.north, replace(found, plan=small), progress=told.append)
    assert (report.accounts.added, report.contacts.added) == (700, 5_200)
    assert told == ["10,000 rows read.", "5,000 of 5,200 contacts written."]


def test_an_account_manager_finds_only_contacts_of_their_accounts(house: House) -> None:
    addresses = ["CARLA@acme.example", "bert@brixton.example", "zoe@zenith.example"]
    with reading(house.alice.viewer) as session:
        found = queries.by_addresses(session, addresses)
    assert {email: contact.account.name for email, contact in found.items()} == {"carla@acme.example": "Acme"}


def test_putting_a_contact_twice_keeps_one_with_the_last_values(house: House) -> None:
    with transaction(service(house.north)) as session:
        first = actions.put_account(session, house.north, "Novo", segment="Small")
        account = actions.put_account(session, house.north, " novo ", house.alice.person_id)
        assert account is first
        assert (account.segment, account.owner_id) == ("Small", house.alice.person_id)
        nina = actions.put_contact(session, account, "Nina", "Nina@novo.example", "da")
        assert actions.put_contact(session, account, "Nina New", "nina@NOVO.example ") is nina
        assert (nina.name, nina.language) == ("Nina New", "da")
        assert len(session.scalars(select(Contact).where(Contact.account_id == account.id)).all()) == 1
