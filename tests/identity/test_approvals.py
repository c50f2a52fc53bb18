"""Operators work with an organisation's data while its admin's approval is running, and no longer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from server import clock
from server.cli import rapport
from server.directory.commands import contacts
from server.directory.model import Contact
from server.errors import Problem
from server.identity import approvals, audit_reading, sign_ins
from server.identity.approval_model import OperatorApproval, Scope
from server.identity.audit_reading import Wanted
from server.identity.commands import show
from server.tenancy.transaction import reading, storage, transaction
from server.tenancy.viewer import service
from tests.builders import House

WITHOUT_APPROVAL = {
    "rapport backup": "writes what is sealed as it is, into an archive that is encrypted once more",
    "rapport keys destroy": "ends what an organisation holds, whose admins may be gone; noted in the trail",
    "rapport keys rotate": "seals anew, and shows nothing; noted in the trail",
    "rapport logs": "logs hold nothing of what organisations hold",
    "rapport restore": "puts back what is sealed as it is",
    "rapport audit verify": "shows numbers of entries, and nothing that they hold",
    "rapport prove-isolation": "works on rows that it invents and takes back; shows nothing else",
    "rapport migrate": "shapes tables; shows and takes nothing",
    "rapport networks": "the operator's own database and firewall are set up by it",
    "rapport organisation create": "makes an organisation, which nobody could approve yet",
    "rapport organisation networks": "the way back for admins who locked themselves out; noted in the trail",
    "rapport organisation revoke-keys": "only takes away what may be in wrong hands; noted in the trail",
    "rapport run": "the server, for people who sign in; the demonstration's customers are invented",
    "rapport serve": "the server, for people who sign in",
    "rapport setup": "makes a key",
    "rapport work": "carries mail that people have sent",
}


@pytest.fixture
def taken_over(house: House) -> House:
    """The north, in which Bob has signed in."""
    sign_ins.sign_in(house.north, house.bob.person_id, purpose="browser")
    return house


def approve(
    house: House, scope: str = "look", days: str = "7", name: str = "Olga Operator"
) -> OperatorApproval:
    with transaction(house.bob.viewer) as session:
        typed = {"name": name, "email": "olga@rapport.example", "reason": "Ticket 7"}
        return approvals.approve(session, house.bob.viewer, **typed, scope=scope, days=days)


def work(house: House, scope: Scope = Scope.LOOK, operator: str = "Olga Operator") -> None:
    approvals.at_work(house.north, operator, scope, "a test")


def told(house: House) -> list[tuple[str, str]]:
    """(who, what) of entries about operators."""
    with reading(house.bob.viewer) as session:
        entries = list(audit_reading.everything_told(session, Wanted()))
    return [(one.who, one.happening) for one in entries if "operator" in one.happening]


OLGA = "Olga Operator (operator of Rapport)"


def test_each_use_of_an_approval_stands_in_the_trail(taken_over: House) -> None:
    approve(taken_over)
    work(taken_over)
    work(taken_over, operator="  olga   OPERATOR ")
    work(taken_over, operator="Olga@rapport.example")
    assert told(taken_over) == [("Bob", "operator approved"), *[(OLGA, "operator worked")] * 3]
    with reading(taken_over.bob.viewer) as session:
        first = audit_reading.page(session, Wanted(who="operator")).entries[-1]
        approved = audit_reading.page(session, Wanted(happening="operator approved")).entries[0]
    assert "doing: a test; needed: look" in first.details
    assert "account on the server: " in first.details
    assert approved.details == (
        "whom: Olga Operator, olga@rapport.example; reason: Ticket 7; to: look; days: 7"
    )


def test_without_an_approval_an_operator_is_refused_and_that_stands_there_too(taken_over: House) -> None:
    with pytest.raises(Problem, match="No approval for Olga Operator to look at") as refusal:
        work(taken_over)
    assert refusal.value.status == 403
    assert told(taken_over) == [(OLGA, "operator refused")]


@pytest.mark.parametrize(
    ("approved", "may"),
    [
        ("look", {Scope.LOOK}),
        ("export", {Scope.LOOK, Scope.EXPORT}),
        ("change", {Scope.LOOK, Scope.CHANGE}),
    ],
)
def test_a_scope_allows_looking_and_what_it_names(taken_over: House, approved: str, may: set[Scope]) -> None:
    approve(taken_over, approved)
    for scope in Scope:
        if scope in may:
            work(taken_over, scope)
        else:
            with pytest.raises(Problem, match="No approval"):
                work(taken_over, scope)


def test_an_ended_approval_refuses_the_very_next_use(taken_over: House) -> None:
    approval = approve(taken_over)
    work(taken_over)
    with transaction(taken_over.bob.viewer) as session:
        approvals.end(session, taken_over.bob.viewer, approval.id)
    with pytest.raises(Problem, match="No approval"):
        work(taken_over)
    with pytest.raises(Problem, match="ended already"), transaction(taken_over.bob.viewer) as session:
        approvals.end(session, taken_over.bob.viewer, approval.id)
    assert [what for _, what in told(taken_over)] == [
        "operator approved",
        "operator worked",
        "operator's approval ended",
        "operator refused",
    ]


def test_an_approval_runs_out_by_itself(taken_over: House) -> None:
    approval = approve(taken_over, days="1")
    with clock.stopped_at(approval.ends_at - timedelta(seconds=1)):
        work(taken_over)
    with clock.stopped_at(approval.ends_at), pytest.raises(Problem, match="No approval"):
        work(taken_over)


def test_an_approval_is_for_one_operator_of_one_organisation(taken_over: House) -> None:
    sign_ins.sign_in(taken_over.south, taken_over.charlie.person_id, purpose="browser")
    approve(taken_over)
    with pytest.raises(Problem, match="No approval"):
        work(taken_over, operator="Oskar")
    with pytest.raises(Problem, match="No approval"):
        work(taken_over, operator="")
    with pytest.raises(Problem, match="No approval"):
        approvals.at_work(taken_over.south, "Olga Operator", Scope.LOOK, "a test")
    with reading(taken_over.charlie.viewer) as session:
        assert approvals.listed(session) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"days": "31"}, "1 to 30 days"),
        ({"days": "0"}, "1 to 30 days"),
        ({"days": "-1"}, "1 to 30 days"),
        ({"days": "many"}, "1 to 30 days"),
        ({"scope": "everything"}, "Choose what"),
        ({"name": " "}, "name and the reason"),
    ],
)
def test_what_cannot_be_approved_is_refused_in_words(
    house: House, changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Problem, match=sentence):
        approve(house, **changed)


def test_the_application_can_prolong_no_approval_and_delete_none(house: House) -> None:
    approve(house)
    bind = storage().bind
    for statement in (
        "update operator_approval set ends_at = made_at",
        "update operator_approval set scope = 'export'",
        "delete from operator_approval",
    ):
        with pytest.raises(DBAPIError, match=r"kept as they|permission denied"), bind.begin_nested():
            bind.execute(text(statement))


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, obj=lambda: current_app)


def importing(file: Path) -> Result:
    file.write_text("E-mail,Company\nnina@novo.example,Novo\n")
    return run(contacts, str(file), "--organisation", "north", "--operator", "Olga Operator")


def contacts_in(house: House) -> int:
    with reading(service(house.north)) as session:
        return len(session.scalars(select(Contact.id)).all())


def test_whoever_made_an_organisation_fills_it_until_somebody_signs_in(house: House, tmp_path: Path) -> None:
    before = contacts_in(house)
    assert importing(tmp_path / "contacts.csv").exit_code == 0
    assert contacts_in(house) == before + 1
    sign_ins.sign_in(house.north, house.alice.person_id, purpose="pane")
    refused = importing(tmp_path / "contacts.csv")
    assert isinstance(refused.exception, Problem)
    assert told(house) == [(OLGA, "operator worked"), (OLGA, "operator refused")]


def test_an_import_needs_an_approval_to_change(taken_over: House, tmp_path: Path) -> None:
    before = contacts_in(taken_over)
    approve(taken_over, "export")
    assert isinstance(importing(tmp_path / "contacts.csv").exception, Problem)
    assert contacts_in(taken_over) == before
    approve(taken_over, "change")
    assert importing(tmp_path / "contacts.csv").exit_code == 0
    assert contacts_in(taken_over) == before + 1
    with reading(taken_over.bob.viewer) as session:
        imported = audit_reading.page(session, Wanted(happening="contacts imported")).entries[0]
    assert imported.who == OLGA


def test_the_trail_is_shown_by_approval_alone(taken_over: House) -> None:
    refused = run(show, "north", "--operator", "Olga Operator")
    assert isinstance(refused.exception, Problem)
    assert refused.stdout == ""
    approve(taken_over)
    assert "Bob" in run(show, "north", "--operator", "Olga Operator").stdout
    assert run(show, "north").exit_code == 2


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_command_asks_who_the_operator_is_or_is_named_here() -> None:
    asking = {
        path: any(option.name == "operator" and option.required for option in command.params)
        for path, command in commands(rapport, "rapport")
    }
    assert {path for path, asks in asking.items() if not asks} == WITHOUT_APPROVAL.keys()
