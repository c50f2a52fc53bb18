"""The proof of isolation holds on both databases, changes nothing, and finds what is broken."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import current_app
from sqlalchemy import create_engine, select, text

from server.audit.model import AuditEntry
from server.config import Config
from server.database import Base
from server.directory.model import Contact
from server.safekeeping.isolation import proof, scratch, told
from server.safekeeping.isolation.commands import prove_isolation
from server.safekeeping.rows import tables
from server.tenancy import embedded_guard, row_rights
from server.tenancy.row_rights import declared, of_the_organisation
from server.tenancy.transaction import reading, storage
from server.tenancy.viewer import Viewer
from tests.builders import House, add_account
from tests.people import Browser
from tests.tenancy.test_declared_rights import POSTGRESQL

EMBEDDED = pytest.mark.parametrize("config", ["embedded"], indirect=True)


TABLES = {"contact", "person", "survey", "visit"}
"""Some that a broken rule shows in, where trying all would take long."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(prove_isolation, arguments, obj=lambda: current_app)


def counted() -> dict[str, int]:
    """Rows of every table, past all rights."""
    names = [table.name for table in tables()]
    bind = storage().bind
    with bind.begin_nested() as outer:
        if bind.dialect.name == "postgresql":
            bind.execute(text("select set_config('rapport.everything', 'on', true)"))
        found = {name: bind.execute(text(f"select count(*) from {name}")).scalar() or 0 for name in names}
        outer.rollback()
    return found


def test_it_holds_and_changes_nothing(house: House, tmp_path: Path) -> None:
    before = counted()
    result = run("--output", str(tmp_path / "report.html"))
    assert result.exit_code == 0, result.output
    assert "Isolation holds" in result.output
    page = (tmp_path / "report.html").read_text()
    assert all(f'<th scope="row">{cls.__tablename__}</th>' in page for cls in declared())
    assert "North" not in page and "South" not in page
    assert counted() == before


def test_every_viewer_is_tried_on_rows_of_every_table(house: House) -> None:
    found = proof.prove()
    assert found.breaches == []
    assert found.outcomes.keys() | proof.OF_NO_ORGANISATION.keys() == set(Base.metadata.tables)
    for by_viewer in found.outcomes.values():
        assert list(by_viewer) == found.viewers
        assert by_viewer["everything, for a reason"].should > by_viewer["account manager"].should
        assert all(one.tried > 2 for one in by_viewer.values())


def test_an_admin_downloads_it_with_their_own_counts(house: House, browser: Browser) -> None:
    add_account(house.south, "Xanadu", house.charlie, [("X", "x@x.example"), ("Y", "y@x.example")])
    answer = browser.sign_in(house.bob).submit("/admin/audit/isolation")
    assert answer.status_code == 200
    assert "rapport-north-isolation-" in answer.headers["Content-Disposition"]
    assert "rows of North" in answer.text and "South" not in answer.text
    [row] = [line for line in answer.text.splitlines() if '<th scope="row">contact</th>' in line]
    assert row.endswith("<td>2</td></tr>")
    with reading(house.bob.viewer) as session:
        noted = session.scalars(select(AuditEntry.happening).order_by(AuditEntry.number.desc())).first()
    assert noted == "proof of isolation downloaded"


def test_it_is_for_admins_alone(house: House, browser: Browser) -> None:
    assert browser.sign_in(house.alice).submit("/admin/audit/isolation").status_code == 403


@contextmanager
def as_owner(config: Config, *broken: str) -> Iterator[None]:
    """The database as its owner has broken it, until the block ends."""
    assert config.database_owner_url
    engine = create_engine(config.database_owner_url.replace("postgresql://", "postgresql+psycopg://", 1))
    with engine.begin() as connection:
        [kept] = connection.execute(
            text("select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = 'contact'::regclass")
        ).scalars()
        for statement in broken:
            connection.execute(text(statement))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text("alter table contact enable row level security"))
            connection.execute(text("drop policy if exists row_rights on contact"))
            policy = f"create policy row_rights on contact using ({kept}) with check ({kept})"
            connection.exec_driver_sql(policy)
        engine.dispose()


@POSTGRESQL
@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ("alter policy row_rights on contact using (true)", "contact, nobody: reads rows that aren't theirs"),
        ("alter table contact disable row level security", "contact, team: deletes rows that aren't theirs"),
        (
            "alter policy row_rights on contact with check (true)",
            "contact, account manager: adds rows to what isn't theirs",
        ),
        ("drop policy row_rights on contact", "contact, all: not tried: no row could be made"),
    ],
)
def test_a_broken_policy_is_named(app: object, config: Config, broken: str, what: str) -> None:
    with as_owner(config, broken):
        found = told.as_text(proof.prove(only=TABLES))
    assert what in found
    assert "BREACH" in found
    assert "  person, " not in found


@EMBEDDED
@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("_refuse_unreachable", "contact, nobody: reads by text"),
        ("_check_inserted", "contact, account manager: adds rows in bulk to what isn't theirs"),
        ("_check_updated", "survey, another organisation: changes rows by their keys in bulk"),
        ("_check_written", "visit, team: adds rows to what isn't theirs"),
    ],
)
def test_a_broken_rule_of_the_guard_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch, rule: str, what: str
) -> None:
    monkeypatch.setattr(embedded_guard, rule, lambda *_: None)
    assert what in told.as_text(proof.prove(only=TABLES))


@EMBEDDED
def test_criteria_of_another_rule_are_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = {**declared(), Contact: of_the_organisation}
    criteria, rights = embedded_guard._criteria, SimpleNamespace(**vars(row_rights))
    rights.declared = lambda: loose

    def loosened(viewer: Viewer) -> list[Any]:
        with monkeypatch.context() as patch:
            patch.setattr(embedded_guard, "row_rights", rights)
            return criteria(viewer)

    monkeypatch.setattr(embedded_guard, "_criteria", loosened)
    found = told.as_text(proof.prove(only=TABLES))
    assert "contact, account manager: reads rows that aren't theirs" in found


def test_a_table_that_cannot_be_filled_is_a_finding(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_INVENTED", scratch._INVENTED[:-1])
    result = run()
    assert result.exit_code == 1
    assert "survey, all: not tried: no row could be made" in result.output
