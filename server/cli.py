"""The command `rapport`: everything that an operator does from a shell."""

import os
import signal
import sys
import threading
from types import FrameType

import click
from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from server import config as configuration
from server import migrate as migrating
from server import worker
from server.admin import commands as admin_commands
from server.admin import security_commands
from server.app import create_app
from server.config import Config
from server.demonstration import people
from server.demonstration.load import load
from server.directory import commands as directory_commands
from server.errors import Problem
from server.identity import commands as identity_commands
from server.keyfile import ConfigProblem, create_key
from server.running import Running
from server.safekeeping import archive_commands, key_commands, log_commands
from server.safekeeping.isolation import commands as isolation_commands
from server.security import sealed_log


@click.group()
def rapport() -> None:
    """Rapport measures customer loyalty. Settings are environment variables: see docs/operators.md."""


@rapport.command()
def setup() -> None:
    """Make the master key, unless there is one."""
    file, protection = configuration.master_key_place(os.environ)
    if create_key(file, protection.hide):
        click.echo(f"Made the master key in {file}. Keep a copy of it, apart from the backups.")


@rapport.command()
def migrate() -> None:
    """Bring the database to the present shape."""
    migrating.migrate(_config())
    click.echo("The database is up to date.")


@rapport.command()
def serve() -> None:
    """Answer requests until interrupted."""
    config = _config()
    host, port = config.listen
    certificate, key = config.tls or (None, None)
    Server(
        "server.cli:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=1,
        blocking_threads=2 * (os.cpu_count() or 1),
        ssl_cert=certificate,
        ssl_key=key,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


@rapport.command()
def work() -> None:
    """Carry mail and do what is due until interrupted."""
    app, stop = application(), threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)
    worker.run(app, stop)


@rapport.command()
@click.option("--demonstration", is_flag=True, help="Load the demonstration organisation, once.")
@click.pass_context
def run(context: click.Context, demonstration: bool) -> None:
    """Set up what is missing, then run server and worker until Ctrl-C."""
    context.invoke(setup)
    context.invoke(migrate)
    if demonstration:
        load(application(), click.echo)
    config = _config()
    with Running(config) as running:
        running.wait_until_it_answers()
        click.echo(f"\nRapport answers at {config.address} (Ctrl-C ends it)")
        if demonstration:
            _tell_sign_ins()
        if config.desk:
            click.echo(f"Begin with your own data: {config.address}/start")
        running.wait()


def _tell_sign_ins() -> None:
    click.echo(f"The demonstration's people, all with the password {people.PASSWORD}:")
    for somebody in (people.ACCOUNT_MANAGERS[0], people.ANALYST, people.ADMIN):
        click.echo(f"  {somebody.role:<16} {somebody.email}")


@rapport.group("import")
def importing() -> None:
    """Take data from files."""


@rapport.group()
def organisation() -> None:
    """Organisations, for operators."""


@rapport.group()
def audit() -> None:
    """What happened in organisations."""


@rapport.group()
def keys() -> None:
    """Change and destroy keys."""


keys.add_command(key_commands.rotate)
keys.add_command(key_commands.destroy)
rapport.add_command(archive_commands.backup)
rapport.add_command(archive_commands.restore)
rapport.add_command(log_commands.logs)
rapport.add_command(isolation_commands.prove_isolation)
importing.add_command(directory_commands.contacts)
organisation.add_command(admin_commands.create)
audit.add_command(identity_commands.verify)
audit.add_command(identity_commands.show)
organisation.add_command(security_commands.revoke_keys)
organisation.add_command(security_commands.networks_of)
rapport.add_command(security_commands.networks_of_all)


def application() -> Flask:
    """The application as the environment configures it, and this process's log with it."""
    config = _config()
    if config.log:
        sealed_log.install(config.log, config.master_key)
    return create_app(config)


def _config() -> Config:
    return configuration.read(os.environ)


def main() -> None:
    """The entry point: problems end as a sentence and exit code 1."""
    try:
        rapport(obj=application)
    except (ConfigProblem, Problem) as problem:
        sys.exit(f"rapport: {problem}")
