"""`rapport backup` and `rapport restore`."""

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from server.config import Config
from server.safekeeping import backup as backing_up
from server.safekeeping import restore as restoring

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--verify", is_flag=True, help="Write nothing: check the archive that is there.")
@click.pass_obj
def backup(application: Callable[[], Flask], file: Path, verify: bool) -> None:
    """Write all data into FILE, encrypted, while servers run; then read it again.

    The keys go into another file (RAPPORT_BACKUP_KEYS_FILE). Copy both, apart from each other.
    """
    app = application()
    config: Config = app.config["RAPPORT"]
    with app.app_context():
        if verify:
            checked = backing_up.verify(config, file, _tell)
            click.echo(f"{file} is whole: {sum(checked.counts.values()):,} rows of {checked.about.made_at}.")
            return
        counts = backing_up.back_up(config, file, _tell)
    click.echo(f"Wrote {sum(counts.values()):,} rows into {file}.")
    click.echo(f"Keep the newest {config.backup_keys} too, in another place: without it no archive opens.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Lose what the database holds now.")
@click.pass_obj
def restore(application: Callable[[], Flask], file: Path, replace: bool) -> None:
    """Fill a migrated database, of either kind, from FILE. End the servers before, and start them again.

    The whole archive is checked before a row is changed; what goes wrong later leaves all as it was.
    """
    app = application()
    config: Config = app.config["RAPPORT"]
    with app.app_context():
        counts = restoring.restore(config, file, replace, _tell)
    click.echo(f"Restored {sum(counts.values()):,} rows from {file}.")


def _tell(words: str) -> None:
    click.echo(words, err=True)
