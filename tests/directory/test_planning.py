"""Which rows are taken, and as what: decided without a database."""

from itertools import chain
from uuid import uuid4

import pytest

from server.directory import columns, rules
from server.directory.columns import Row
from server.directory.rules import Colleague, PlannedAccount, PlannedContact, Remark

ALICE = Colleague(uuid4(), "Alice Andersen", "alice@north.example")


def row(number: int, email: str = "carla@acme.example", account: str = "Acme", **more: str) -> Row:
    return Row(number, email, account=account, **more)


def only_refusal(*rows: Row) -> Remark:
    (remark,) = rules.plan(rows).refused
    return remark


def test_a_row_becomes_a_contact_and_an_account() -> None:
    made = rules.plan([row(2, name="Carla", owner="Alice", language="Dansk", country="DK", segment="Big")])
    assert made.contacts == {"carla@acme.example": PlannedContact(2, "acme", "Carla", "da")}
    assert made.accounts == {"acme": PlannedAccount(2, "Acme", "Alice", "Big", "DK")}
    assert made.refused == made.warnings == []


@pytest.mark.parametrize(
    "email", ["Carla@ACME.example", "mailto:carla@acme.example", "Carla C. <carla@acme.example>"]
)
def test_an_address_is_kept_bare_and_in_small_letters(email: str) -> None:
    assert list(rules.plan([row(2, email)]).contacts) == ["carla@acme.example"]


def test_first_and_last_name_make_a_name() -> None:
    made = rules.plan([row(2, first_name="Carla", last_name="Customer")])
    assert made.contacts["carla@acme.example"].name == "Carla Customer"


def test_a_row_without_an_address_is_refused() -> None:
    assert only_refusal(row(2, "")) == Remark(2, "It has no mail address.")


def test_what_is_no_address_is_refused_with_the_reason() -> None:
    assert only_refusal(row(2, "carla at acme")).sentence.startswith("carla at acme is not a mail address: ")


def test_a_row_without_a_company_is_refused() -> None:
    assert only_refusal(row(2, account="")) == Remark(2, "It names no company for carla@acme.example.")


def test_a_row_that_could_not_be_read_is_refused_with_its_fault() -> None:
    assert only_refusal(Row(7, fault="Its quotation marks don't match.")).row == 7


def test_the_second_row_with_an_address_is_refused_and_names_the_first() -> None:
    remark = only_refusal(row(2), row(3, "CARLA@acme.example", "Other"))
    assert remark == Remark(3, "carla@acme.example stands in row 2 already.")


def test_a_refused_row_does_not_stand_in_the_way_of_a_better_one() -> None:
    made = rules.plan([row(2, account=""), row(3)])
    assert [remark.row for remark in made.refused] == [2]
    assert made.contacts["carla@acme.example"].row == 3


def test_a_text_without_end_is_refused() -> None:
    assert only_refusal(row(2, name="x" * 201)).sentence == "Its name has 201 characters; 200 are the most."


def test_companies_are_one_without_regard_to_case_and_blanks() -> None:
    made = rules.plan([row(2, "a@acme.example", "Acme  Ltd"), row(3, "b@acme.example", " ACME ltd")])
    assert list(made.accounts) == ["acme ltd"]


def test_later_rows_add_what_is_not_known_of_an_account() -> None:
    made = rules.plan([row(2, "a@acme.example"), row(3, "b@acme.example", country="DK", owner="Alice")])
    assert (made.accounts["acme"].country, made.accounts["acme"].owner) == ("DK", "Alice")
    assert made.warnings == []


def test_a_second_owner_of_an_account_is_not_heeded_but_told() -> None:
    made = rules.plan([row(2, "a@acme.example", owner="Alice"), row(3, "b@acme.example", owner="Bob")])
    assert made.accounts["acme"].owner == "Alice"
    sentence = "It gives Acme the owner “Bob”; “Alice” was given before, and is kept."
    assert made.warnings == [Remark(3, sentence)]


def test_an_unknown_language_is_told_and_the_contact_taken() -> None:
    made = rules.plan([row(2, language="Klingon")])
    assert made.contacts["carla@acme.example"].language is None
    assert "“Klingon” is no language we know" in made.warnings[0].sentence


@pytest.mark.parametrize("owner", ["alice@NORTH.example", "alice  andersen", "Alice <alice@north.example>"])
def test_an_owner_is_found_by_address_or_name(owner: str) -> None:
    accounts = rules.plan([row(2, owner=owner)]).accounts
    assert rules.owners(accounts, [ALICE]) == ({"acme": ALICE.person_id}, [])


def test_an_owner_who_is_nobody_here_is_told() -> None:
    accounts = rules.plan([row(2, owner="Dora")]).accounts
    found, (remark,) = rules.owners(accounts, [ALICE])
    assert found == {}
    assert remark.row == 2
    assert remark.sentence.startswith("Nobody here is called Dora, so Acme gets no owner from this file.")


def test_an_owner_who_has_left_is_told() -> None:
    left = Colleague(ALICE.person_id, ALICE.name, ALICE.email, active=False)
    accounts = rules.plan([row(2, owner=ALICE.email)]).accounts
    assert rules.owners(accounts, [left])[0] == {}
    assert rules.unknown_addresses(accounts, [left]) == []


def test_a_name_that_two_people_have_is_told() -> None:
    other = Colleague(uuid4(), "alice andersen", "other@north.example")
    accounts = rules.plan([row(2, owner="Alice Andersen")]).accounts
    found, (remark,) = rules.owners(accounts, [ALICE, other])
    assert found == {}
    assert remark.sentence.startswith("2 people here are called Alice Andersen")


def test_only_addresses_of_nobody_are_unknown() -> None:
    texts = (ALICE.email, "new@north.example", "NEW@north.example", "Dora", "@", "")
    rows = [row(n, f"c{n}@acme.example", f"Acme {n}", owner=owner) for n, owner in enumerate(texts)]
    assert rules.unknown_addresses(rules.plan(rows).accounts, [ALICE]) == ["new@north.example"]


@pytest.mark.parametrize(
    "headings",
    [
        ("Name", "E-mail", "Company", "Owner", "Language", "Country", "Segment"),
        ("FULL NAME", "e mail address", "Customer", "Account manager", "lang", "COUNTRY", "Industry"),
        ("Fulde navn", "E-mailadresse", "Virksomhed", "Kundeansvarlig", "Sprog", "Land", "Branche"),
        ("Naam", "E-mailadres", "Bedrijfsnaam", "Verantwoordelijke", "Taal", "Land", "Segment"),
        ("Ansprechpartner", "E-Mail-Adresse", "Firma", "Kundenbetreuer", "Sprache", "Land", "Branche"),
        ("Nom complet", "Courriel", "Société", "Propriétaire", "Langue", "Pays", "Secteur"),
        ("Nombre completo", "Correo electrónico", "Empresa", "Responsable", "Idioma", "País", "Sector"),
    ],
)
def test_headings_are_understood_in_many_words(headings: tuple[str, ...]) -> None:
    found = columns.find(headings)
    fields = ("name", "email", "account", "owner", "language", "country", "segment")
    assert found.positions == {field: place for place, field in enumerate(fields)}
    assert found.unused == found.missing == ()


def test_of_two_columns_the_surer_heading_wins_and_the_other_is_named() -> None:
    found = columns.find(("Address", "E-mail", "Company", "Phone"))
    assert found.positions == {"email": 1, "account": 2}
    assert found.unused == ("Address", "Phone")


def test_no_heading_means_two_fields_and_each_is_written_as_it_is_compared() -> None:
    known = [heading for headings in columns.HEADINGS.values() for heading in headings.split()]
    assert len(known) == len(set(known))
    names = chain.from_iterable(names.split() for names in columns.LANGUAGES.values())
    assert [text for text in (*known, *names) if text != columns.squeezed(text)] == []


@pytest.mark.parametrize(
    ("text", "code"), [("da", "da"), ("DA-dk", "da"), ("en_GB", "en"), ("Français", "fr"), ("sv", "sv")]
)
def test_languages_are_known_by_name_and_code(text: str, code: str) -> None:
    assert columns.language_code(text) == code
