"""`rapport prove-isolation`."""

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask, render_template

from server.safekeeping.isolation import proof, told


@click.command("prove-isolation")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file: a page where its name ends in .html, otherwise text.",
)
@click.pass_obj
def prove_isolation(application: Callable[[], Flask], output: Path | None) -> None:
    """Try every table as every kind of viewer, and report what could be reached.

    Works on invented rows in a transaction that is rolled back, so it may run on the database that people
    use; the embedded one waits meanwhile with writing. Shows nothing of any organisation. The exit code is 1
    when a row of somebody else was reached or a table couldn't be tried.
    """
    with application().app_context():
        found = proof.prove()
        as_page = output is not None and output.suffix.lower() == ".html"
        report = page(found) if as_page else told.as_text(found)
    if output is None:
        click.echo(report, nl=False)
    else:
        output.write_text(report, encoding="utf-8")
        click.echo(told.verdict(found))
    if found.breaches:
        raise click.exceptions.Exit(1)


def page(found: proof.Proof, organisation: str = "") -> str:
    """The report as a page that needs no other file."""
    return render_template(
        "isolation/report.html",
        proof=found,
        verdict=told.verdict(found),
        organisation=organisation,
        of_no_organisation=proof.OF_NO_ORGANISATION,
    )
