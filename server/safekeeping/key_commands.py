"""`rapport keys rotate` and `rapport keys destroy`."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import click
from flask import Flask

from server.config import Config
from server.safekeeping import destroying, master, resealing


@click.command()
@click.option("--master", "the_master", is_flag=True, help="Make a new master key.")
@click.option("--data", "data", is_flag=True, help="Make new keys for what organisations hold.")
@click.option("--organisation", "key", help="Only for the organisation with this key.")
@click.pass_obj
def rotate(application: Callable[[], Flask], the_master: bool, data: bool, key: str | None) -> None:
    """Change keys while servers run. What was interrupted goes on when it is called again."""
    if the_master == data or (key and the_master):
        raise click.UsageError("Say either --master, or --data with or without --organisation.")
    app = application()
    with app.app_context():
        if the_master:
            config: Config = app.config["RAPPORT"]
            master.rotate(config, click.echo)
            return
        for name, organisation_id in _chosen(key).items():
            resealing.rotate(organisation_id, partial(_tell, name))
            click.echo(f"{name}: has a new key; the old one is destroyed.")


@click.command()
@click.argument("organisation")
@click.option("--yes", "sure", is_flag=True, help="Do it: nobody can undo this.")
@click.pass_obj
def destroy(application: Callable[[], Flask], organisation: str, sure: bool) -> None:
    """Make everything that ORGANISATION has sealed unreadable for good, in archives too."""
    app = application()
    with app.app_context():
        config: Config = app.config["RAPPORT"]
        organisation_id = destroying.organisation_id_of(organisation)
        if not sure:
            raise click.ClickException(
                f"Names, addresses, answers and mails of {organisation} would be unreadable for good. "
                "Say --yes when that is what you want."
            )
        destroyed = destroying.destroy(config, organisation_id)
    click.echo(f"Destroyed the keys of {organisation}.")
    if not destroyed.log_emptied:
        click.echo("The write-ahead log was in use, and holds them, wrapped, until it is written anew.")
    if destroyed.in_archives:
        click.echo(
            f"Crossed them out in {config.backup_keys}. Replace every copy of that file now: as long as one "
            "is left, archives can be read by it."
        )
    else:
        click.echo(
            f"They don't stand in {config.backup_keys}. If backups are made on another machine, run this "
            "there, too."
        )


def _tell(organisation: str, words: str) -> None:
    click.echo(f"{organisation}: {words}")


def _chosen(key: str | None) -> dict[str, UUID]:
    found = resealing.organisations()
    if key is None:
        return found
    if key not in found:
        raise click.ClickException(f"There is no organisation with the key {key}, or its keys are destroyed.")
    return {key: found[key]}
