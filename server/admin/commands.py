"""Commands for operators: organisations."""

from collections.abc import Callable

import click
from flask import Flask

from server.admin import actions


@click.command()
@click.argument("key")
@click.option("--name", required=True, help="The organisation's name, as customers read it.")
@click.option("--admin-name", required=True, help="The first admin's name.")
@click.option("--admin-email", required=True, help="The first admin's address.")
@click.password_option(help="The first admin's password; asked for when left out.")
@click.pass_obj
def create(
    application: Callable[[], Flask], key: str, name: str, admin_name: str, admin_email: str, password: str
) -> None:
    """Make an organisation named KEY in addresses and commands, with its first admin."""
    with application().app_context():
        actions.begin(key, name, admin_name, admin_email, password)
    click.echo(f"Made the organisation {name} ({key}); {admin_email} is its admin.")
