"""`rapport import contacts FILE --organisation KEY --operator NAME`, for the operator's shell."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click
from flask import Flask

from server.directory import imports
from server.directory.actions import Counts
from server.errors import Problem
from server.identity import approvals
from server.identity.approval_model import Scope
from server.identity.commands import operator_option, organisation
from server.tenancy.transaction import transaction


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--organisation", "key", required=True, help="The key of the organisation to import into.")
@operator_option
@click.option("--add-people", is_flag=True, help="Add unknown owners, given by address, as account managers.")
@click.pass_obj
def contacts(application: Callable[[], Flask], file: Path, key: str, operator: str, add_people: bool) -> None:
    """Take contacts, their companies and owners from FILE, an .xlsx or .csv with a header row.

    Names every row that can't be taken, and why; takes the rest. Importing the same file again changes
    nothing. The exit code is 1 when there was something and nothing of it could be taken. Once somebody of
    the organisation has signed in, it needs an approval to change data.
    """
    with application().app_context():
        report = _import(file, organisation(key), operator, add_people)
    _show(report)
    if report.refused and not report.taken:
        raise click.exceptions.Exit(1)


def _import(file: Path, organisation_id: UUID, operator: str, add_people: bool) -> imports.Report:
    try:
        with file.open("rb") as stream:
            reading = imports.read(stream, _tell)
    except Problem as problem:
        raise click.ClickException(problem.detail) from problem
    viewer = approvals.at_work(organisation_id, operator, Scope.CHANGE, "import contacts")
    with transaction(viewer) as session:
        return imports.write(session, organisation_id, reading, add_people, _tell)


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _show(report: imports.Report) -> None:
    for remark in report.warnings:
        click.echo(f"Row {remark.row}: {remark.sentence}")
    for remark in report.refused:
        click.echo(f"Row {remark.row} was not taken: {remark.sentence}")
    if report.unused:
        click.echo(f"Nothing was taken from these columns: {', '.join(report.unused)}.")
    click.echo(f"Accounts: {_counted(report.accounts)}.")
    click.echo(f"Contacts: {_counted(report.contacts)}, {len(report.refused):,} rows not taken.")
    if report.people_added:
        click.echo(f"People added as account managers: {report.people_added:,}.")
    if not report.taken and not report.refused:
        click.echo("There are no rows below the header.")


def _counted(counts: Counts) -> str:
    return f"{counts.added:,} added, {counts.updated:,} updated, {counts.unchanged:,} unchanged"
