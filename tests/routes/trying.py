"""Sending a route what the table says, as somebody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from server.identity.speaker import COOKIE_FIELD
from server.tenancy.transaction import storage
from tests.people import ORIGIN
from tests.programs import OFFICE
from tests.routes.needs import Key, Route
from tests.routes.table import TABLE


def ways(app: Flask) -> dict[str, Rule]:
    """Every route of the application as the table names them: `METHOD endpoint`."""
    return {
        f"{method} {rule.endpoint}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
    }


def path_of(app: Flask, rule: Rule, method: str) -> str:
    """An address of this route, though of nothing that is there."""
    values = {name: UUID(int=0) if name.endswith("_id") else "x" for name in rule.arguments}
    return app.url_map.bind("rapport.example").build(rule.endpoint, values, method=method)


def send(
    app: Flask, way: str, things: dict[str, str], token: str | None = None, address: str = OFFICE
) -> TestResponse:
    """What is answered when the row `way` of the table is sent: by a browser with this token, or by the pane
    or a program with it where the API is asked."""
    method, endpoint = way.split()
    route = TABLE[way]
    values = {name: _id(name, str(filled(value, things))) for name, value in route.path.items()}
    path = app.url_map.bind("rapport.example").build(endpoint, values, method=method)
    client = app.test_client()
    headers = {}
    if token is not None and path.startswith("/api/"):
        headers["Authorization"] = f"Bearer {token}"
    elif token is not None:
        with client.session_transaction(base_url=ORIGIN) as cookie:
            cookie[COOKIE_FIELD] = token
    with app.app_context():
        return client.open(
            path,
            method=method,
            base_url=ORIGIN,
            headers=headers,
            query_string=filled(route.query, things),
            data=filled(route.form, things),
            json=filled(route.json, things),
            environ_overrides={"REMOTE_ADDR": address},
            buffered=True,
        )


def filled(value: Any, things: dict[str, str]) -> Any:
    """`value` with the things of the world in place of their `{names}`."""
    if isinstance(value, dict):
        return {name: filled(one, things) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, things) for one in value]
    return re.sub(r"\{(\w+)\}", lambda name: things[name[1]], value) if isinstance(value, str) else value


def _id(name: str, text: str) -> UUID | str:
    return UUID(text) if name.endswith("_id") else text


def purpose_of(way: str, app: Flask) -> str:
    """Whose sign-in the route takes: the pane's or a browser's."""
    return "pane" if ways(app)[way].rule.startswith("/api/") else "browser"


def takes_keys(route: Route) -> bool:
    """Whether it is for programs."""
    return isinstance(route.needs, Key)


@contextmanager
def undone(app: Flask, rows: bool = True) -> Iterator[None]:
    """What happens here is taken back, unless it is said otherwise, and counts for no limit."""
    connection = storage().bind
    assert isinstance(connection, Connection)
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        if rows:
            savepoint.rollback()
        else:
            savepoint.commit()
        for limiter in app.extensions["limiter"]:
            limiter.reset()
