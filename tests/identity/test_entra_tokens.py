"""The pane's session begins with Microsoft's access token, if every single thing about it is right."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import responses
from flask import Flask
from sqlalchemy import Connection, select, text
from werkzeug.test import TestResponse

from server.app import create_app
from server.config import Config, MicrosoftSettings
from server.database import Base
from server.identity.model import Organisation, Person, Role
from server.identity.transaction import storage, transaction
from server.identity.viewer import Viewer, service
from tests.builders import House, add_somebody, build_house
from tests.identity import forged, forged_form
from tests.identity.forging import (
    ALICE,
    AUTHORITY,
    CLIENT,
    NORTH_TENANT,
    OFFICE,
    SOUTH_TENANT,
    key,
    of_tenant,
    publish,
    token,
)
from tests.people import Pane

CHARLIE = "00000000-0000-4000-8000-0000000c4a12"
PUBLISHED = (
    key(),
    key("next"),
    key("southern", forged.SOUTH_ISSUER),
    key("personal", forged.PERSONAL_ISSUER),
    key("homeless", None),
    key("short", bits=1024),
)
FORGERIES = {
    **forged_form.FORM,
    **forged_form.HEADER,
    **forged.TYPES,
    **forged.MISSING,
    **forged.CONTENT,
    **forged.PEOPLE,
}


@pytest.fixture(autouse=True)
def microsoft() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as microsoft:
        publish(microsoft, PUBLISHED)
        yield microsoft


@pytest.fixture
def connected(app: Flask) -> House:
    """North and South, each with its tenant."""
    house = build_house()
    for organisation_id, tenant in ((house.north, NORTH_TENANT), (house.south, SOUTH_TENANT)):
        with transaction(service(organisation_id)) as session:
            session.scalars(select(Organisation)).one().microsoft_tenant_id = UUID(tenant)
    return house


@pytest.fixture
def known(connected: House) -> House:
    """Alice, Charlie, and people of the north who have left have been here before."""
    north = connected.north
    link(connected.alice.viewer, NORTH_TENANT, ALICE)
    link(connected.charlie.viewer, SOUTH_TENANT, CHARLIE)
    link(connected.bob.viewer, SOUTH_TENANT, forged.NOBODY[:-4] + "0b0b")
    link(add_somebody(north, "Ines", {Role.ANALYST}).viewer, NORTH_TENANT, forged.INES, active=False)
    link(add_somebody(north, "Ivan", {Role.ANALYST}).viewer, None, None, active=False)
    return connected


def link(viewer: Viewer, tenant: str | None, object_id: str | None, active: bool = True) -> None:
    with transaction(viewer) as session:
        person = session.scalars(select(Person).where(Person.id == viewer.person_id)).one()
        person.microsoft_tenant_id = tenant and UUID(tenant)
        person.microsoft_object_id = object_id and UUID(object_id)
        person.active = active


@pytest.fixture
def outlook(app: Flask, config: Config) -> Pane:
    """The pane of an application that is registered at Microsoft."""
    return pane_of(config, AUTHORITY)


def pane_of(config: Config, authority: str) -> Pane:
    settings = MicrosoftSettings(CLIENT, "secret", authority)
    return Pane(create_app(replace(config, microsoft=settings), storage().bind).test_client())


def bring(pane: Pane, bearer: str) -> TestResponse:
    headers = {"Authorization": f"Bearer {bearer}"}
    return pane.request("POST", "/api/pane/session/microsoft", headers=headers)


def rows() -> dict[str, list[Any]]:
    """Everything in the database, past all row rights."""
    connection = storage().bind
    assert isinstance(connection, Connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("select set_config('rapport.everything', 'on', true)"))
    found = {
        table.name: sorted(map(repr, connection.execute(text(f'select * from "{table.name}"'))))
        for table in Base.metadata.sorted_tables
    }
    if connection.dialect.name == "postgresql":
        connection.execute(text("select set_config('rapport.everything', '', true)"))
    return found


def test_a_sound_token_begins_a_session_like_the_dialog_s(known: House, outlook: Pane) -> None:
    answer = bring(outlook, token())
    assert answer.status_code == 201, answer.text
    assert answer.json.keys() == {"token", "expires_at", "person", "organisation"}
    assert answer.json["person"] == {"name": "Alice", "email": known.alice.email}
    assert answer.json["organisation"] == {"name": "North"}
    mine = {"Authorization": f"Bearer {answer.json['token']}"}
    assert outlook.request("GET", "/api/pane/session", headers=mine).json["person"]["name"] == "Alice"


def test_somebody_added_by_the_admin_is_linked_at_the_first_time(connected: House, outlook: Pane) -> None:
    assert bring(outlook, token()).status_code == 201
    with transaction(connected.alice.viewer) as session:
        alice = session.scalars(select(Person).where(Person.id == connected.alice.person_id)).one()
        assert (alice.microsoft_tenant_id, alice.microsoft_object_id) == (UUID(NORTH_TENANT), UUID(ALICE))
    renamed = {"preferred_username": "alice.other@north.example"}
    assert bring(outlook, token(renamed)).json["person"]["name"] == "Alice"


@pytest.mark.parametrize(
    "changes",
    [
        {"azp": OFFICE, "azpacr": "0"},
        {"scp": "User.Read access_as_user profile"},
        {"idtyp": "user"},
        {"preferred_username": "a second name by now"},
        {"groups": ["00000000-0000-4000-8000-000000000000"] * 200},
    ],
    ids=str,
)
def test_tokens_that_differ_where_they_may_are_sound(
    known: House, outlook: Pane, changes: dict[str, Any]
) -> None:
    assert bring(outlook, token(changes)).status_code == 201


def test_clocks_may_differ_by_a_minute(known: House, outlook: Pane) -> None:
    for moments in ({"exp": -50}, {"nbf": 50}, {"iat": 50}):
        assert bring(outlook, forged.seconds_away(**moments)()).status_code == 201


def test_a_key_of_one_tenant_signs_for_that_tenant(known: House, outlook: Pane) -> None:
    southern = token({**of_tenant(SOUTH_TENANT), "oid": CHARLIE}, signer=key("southern", forged.SOUTH_ISSUER))
    assert bring(outlook, southern).json["organisation"] == {"name": "South"}


@pytest.mark.parametrize("name", FORGERIES)
def test_whatever_is_forged_or_faulty_is_refused_without_a_trace(
    known: House, outlook: Pane, name: str
) -> None:
    make, status, words = FORGERIES[name]
    bearer, before = make(), rows()
    answer = bring(outlook, bearer)
    assert answer.status_code == status, answer.text
    assert words in answer.json["detail"]
    assert answer.json["detail"].endswith(".")
    assert answer.mimetype == "application/problem+json"
    if status == 401:
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert rows() == before


def test_there_are_enough_forgeries() -> None:
    assert len(FORGERIES) >= 60
    assert {status for _, status, _ in FORGERIES.values()} == {401, 403}
