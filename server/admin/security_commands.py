"""Commands for operators: revoking keys, and networks as an organisation and as the database have them."""

import getpass
import json
from collections.abc import Callable
from uuid import UUID

import click
from flask import Flask

from server.access import api_key_queries, api_keys, network_lists, network_queries, networks
from server.errors import Problem
from server.identity import queries
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer, by_operator, service

Application = Callable[[], Flask]


@click.command("revoke-keys")
@click.argument("key")
@click.option("--key", "public_id", help="Only this one: the 16 characters after rpt_.")
@click.pass_obj
def revoke_keys(application: Application, key: str, public_id: str | None) -> None:
    """Revoke all API keys of the organisation KEY, or one of them: their next request is refused."""
    with application().app_context():
        with transaction(_operator(_organisation(key))) as session:
            found = api_key_queries.keys(session)
            chosen = [one for one in found if public_id in (None, one.public_id)]
            if public_id and not chosen:
                raise click.ClickException(f"{key} has no key {public_id}.")
            running = [one for one in chosen if not api_key_queries.ended(one)]
            for one in running:
                api_keys.revoke(session, one, None)
        for one in running:
            click.echo(f"Revoked rpt_{one.public_id}_….")
    click.echo(f"Keys revoked: {len(running)}.")


@click.command("networks")
@click.argument("key")
@click.option("--off", is_flag=True, help="Let all networks in again: the way back for who is locked out.")
@click.pass_obj
def networks_of(application: Application, key: str, off: bool) -> None:
    """Say which networks the organisation KEY has approved, and whether it lets others in."""
    with application().app_context():
        organisation_id = _organisation(key)
        if off:
            with transaction(_operator(organisation_id)) as session:
                networks.turn_off(session)
        with reading(service(organisation_id)) as session:
            for cidr in sorted(set(network_queries.approved(session))):
                click.echo(cidr)
            only = network_queries.restriction(session) is not None
    click.echo("Only approved networks are let in." if only else "All networks are let in.")


@click.command("networks")
@click.option("--format", "form", type=click.Choice(["pg_hba", "azure"]), required=True)
@click.option("--database", default="all", show_default=True, help="pg_hba: for this database.")
@click.option("--role", default="all", show_default=True, help="pg_hba: for this role.")
@click.option(
    "--without-tls", is_flag=True, help="pg_hba: host instead of hostssl, for a server without TLS."
)
@click.pass_obj
def networks_of_all(application: Application, form: str, database: str, role: str, without_tls: bool) -> None:
    """Render the approved networks of all organisations: lines for pg_hba.conf, or Azure's firewall rules."""
    with application().app_context():
        found = network_queries.of_all_organisations()
    if form == "azure":
        click.echo(json.dumps(network_lists.azure(found), indent=2))
        for cidr in network_lists.without_azure(found):
            click.echo(f"Left out {cidr}: Azure's rules know IPv4 alone.", err=True)
        return
    try:
        click.echo(network_lists.pg_hba(found, database, role, tls=not without_tls), nl=False)
    except Problem as problem:
        raise click.ClickException(problem.detail) from problem


def _operator(organisation_id: UUID) -> Viewer:
    """Whoever has the server's shell; what protects an organisation needs no approval of its admin."""
    return by_operator(organisation_id, getpass.getuser())


def _organisation(key: str) -> UUID:
    found = queries.organisation_by_key(key)
    if found is None:
        raise click.ClickException(f"There is no organisation with the key {key}.")
    return found
