"""`rapport audit verify` and `rapport audit show KEY`, and how operators say at a command who they are."""

from collections.abc import Callable
from uuid import UUID

import click
from flask import Flask

from server.audit import verification
from server.identity import approvals, audit_reading, queries
from server.identity.approval_model import Scope
from server.tenancy.transaction import reading

operator_option = click.option(
    "--operator", required=True, metavar="NAME", help="Who you are: named so in the approval by its admin."
)
"""For every command that gives or takes an organisation's data."""


@click.command()
@click.option("--organisation", "key", help="The key of one organisation; all of them when left out.")
@click.option("--mark", help="The mark of an earlier verification, which must still be in the trail.")
@click.pass_obj
def verify(application: Callable[[], Flask], key: str | None, mark: str | None) -> None:
    """Walk the audit trails and say what in them isn't as it was written.

    Shows numbers of entries and nothing that they hold, so no approval is needed. The exit code is 1 when a
    trail is broken. Note the marks down somewhere else: with `--mark`, an earlier state of the whole database
    that was put back is found as well.
    """
    if mark and not key:
        raise click.UsageError("A mark is that of one organisation: give --organisation as well.")
    with application().app_context():
        chosen = [(key, organisation(key))] if key else verification.organisations()
        broken = [name for name, found in chosen if not _verified(name, found, mark)]
    if broken:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("key")
@operator_option
@click.pass_obj
def show(application: Callable[[], Flask], key: str, operator: str) -> None:
    """Print the audit trail of the organisation KEY, oldest first."""
    with application().app_context():
        viewer = approvals.at_work(organisation(key), operator, Scope.LOOK, "audit show")
        with reading(viewer) as session:
            for told in audit_reading.everything_told(session):
                click.echo(told.line)


def organisation(key: str) -> UUID:
    """The id of the organisation with this key.

    Raises:
        ClickException: when there is none.
    """
    found = queries.organisation_by_key(key)
    if found is None:
        raise click.ClickException(f"There is no organisation with the key {key}.")
    return found


def _verified(key: str, organisation_id: UUID, mark: str | None) -> bool:
    def tell(count: int) -> None:
        click.echo(f"{key}: {count:,} entries looked at.", err=True)

    verdict = verification.verify(organisation_id, mark, tell)
    click.echo(f"{key}: {verdict.sentence}")
    return verdict.found is None
