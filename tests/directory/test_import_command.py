"""`rapport import contacts` at the operator's shell."""

from pathlib import Path

from click.testing import CliRunner, Result
from flask import current_app

from server.directory import queries
from server.directory.commands import contacts
from server.tenancy.transaction import reading
from tests.builders import House


def run(file: Path, content: str, *more: str, organisation: str = "north") -> Result:
    file.write_text(content, encoding="utf-8")
    arguments = [str(file), "--organisation", organisation, "--operator", "Olga", *more]
    return CliRunner().invoke(contacts, arguments, obj=lambda: current_app)


def test_every_row_that_is_not_taken_is_named_and_the_rest_counted(house: House, tmp_path: Path) -> None:
    result = run(
        tmp_path / "contacts.csv",
        "Name;E-mail;Company;Owner;Phone\n"
        "Nina;nina@novo.example;Novo;Dora;1\n"
        "Nobody;;Novo;;2\n"
        "Carla Customer;carla@acme.example;Acme;;3\n",
    )
    assert result.exit_code == 0, result.output
    warning, *rest = result.stdout.splitlines()
    assert warning.startswith("Row 2: Nobody here is called Dora, so Novo gets no owner")
    assert rest == [
        "Row 3 was not taken: It has no mail address.",
        "Nothing was taken from these columns: Phone.",
        "Accounts: 1 added, 0 updated, 1 unchanged.",
        "Contacts: 1 added, 0 updated, 1 unchanged, 1 rows not taken.",
    ]
    with reading(house.bob.viewer) as session:
        assert "nina@novo.example" in queries.by_addresses(session, ["nina@novo.example"])


def test_owners_are_added_when_the_operator_says_so(house: House, tmp_path: Path) -> None:
    content = "E-mail,Company,Owner\nnina@novo.example,Novo,dora@north.example\n"
    result = run(tmp_path / "contacts.csv", content, "--add-people")
    assert "People added as account managers: 1." in result.stdout


def test_nothing_to_do_is_no_failure(house: House, tmp_path: Path) -> None:
    result = run(tmp_path / "contacts.csv", "E-mail,Company\n")
    assert result.exit_code == 0
    assert "There are no rows below the header." in result.stdout


def test_nothing_that_could_be_taken_is_a_failure(house: House, tmp_path: Path) -> None:
    result = run(tmp_path / "contacts.csv", "E-mail,Company\nnobody,Acme\n")
    assert result.exit_code == 1
    assert "Row 2 was not taken: nobody is not a mail address" in result.stdout


def test_a_file_without_a_header_is_a_failure_in_words(house: House, tmp_path: Path) -> None:
    result = run(tmp_path / "contacts.csv", "Carla,carla@acme.example\n")
    assert result.exit_code == 1
    assert "Error: There is no column for the mail address" in result.stderr


def test_an_unknown_organisation_is_a_failure_in_words(house: House, tmp_path: Path) -> None:
    result = run(tmp_path / "contacts.csv", "E-mail,Company\n", organisation="nowhere")
    assert result.exit_code == 1
    assert "There is no organisation with the key nowhere." in result.stderr
