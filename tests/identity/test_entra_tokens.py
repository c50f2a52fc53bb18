"""The pane's session begins with Microsoft's access token, if every single thing about it is right."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import requests
import responses
from flask import Flask
from sqlalchemy import Connection, select, text
from werkzeug.test import TestResponse

from server import clock
from server.app import create_app
from server.config import Config, MicrosoftSettings
from server.database import Base
from server.identity import sign_ins
from server.identity.model import Person, Role
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import Viewer, service
from tests.builders import House, add_somebody, build_house
from tests.identity import forged, forged_form
from tests.identity.forging import (
    ALICE,
    AUTHORITY,
    CLIENT,
    JWKS,
    METADATA,
    NORTH_TENANT,
    OFFICE,
    ORIGIN,
    SOUTH_TENANT,
    key,
    of_tenant,
    publish,
    refuse_graph,
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
    "form": forged_form.FORM,
    "header and signature": forged_form.HEADER,
    "types": forged.TYPES,
    "missing": forged.MISSING,
    "content": forged.CONTENT,
    "people": forged.PEOPLE,
}


@pytest.fixture(autouse=True)
def microsoft() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as microsoft:
        publish(microsoft, PUBLISHED)
        for tenant in (NORTH_TENANT, SOUTH_TENANT):
            refuse_graph(microsoft, tenant)
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
    """Alice, Charlie, and people of the north who have left have been here before.

    Old and running sign-ins lie about, so that it shows when somebody clears away.
    """
    north, alice = connected.north, connected.alice
    for moment in (clock.now(), clock.now() - timedelta(days=2)):
        with clock.stopped_at(moment):
            sign_ins.sign_in(north, alice.person_id, purpose="pane")
            sign_ins.hand_over(alice.viewer, "nonce")
    link(alice.viewer, NORTH_TENANT, ALICE)
    link(connected.charlie.viewer, SOUTH_TENANT, CHARLIE)
    link(connected.bob.viewer, SOUTH_TENANT, forged.BOB)
    link(add_somebody(north, "Ida", {Role.ANALYST}).viewer, forged.UNCONNECTED, forged.IDA)
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


@pytest.mark.parametrize("kind", FORGERIES)
def test_whatever_is_forged_or_faulty_is_refused_without_a_trace(
    known: House, outlook: Pane, kind: str
) -> None:
    before, wrong = rows(), {}
    assert [len(before[table]) for table in ("person", "sign_in", "hand_over")] == [6, 2, 2]
    for name, (make, status, words) in FORGERIES[kind].items():
        faults = faults_of(bring(outlook, make()), status, words)
        if rows() != before:
            faults.append("left a trace")
        if faults:
            wrong[name] = faults
    assert wrong == {}
    assert bring(outlook, token()).status_code == 201


def faults_of(answer: TestResponse, status: int, words: str) -> list[Any]:
    if answer.status_code != status or answer.mimetype != "application/problem+json":
        return [answer.status_code, answer.text]
    faults = []
    if words not in answer.json["detail"] or not re.fullmatch("[A-Z].*[.]", answer.json["detail"]):
        faults.append(answer.json["detail"])
    challenge = answer.headers.get("WWW-Authenticate", "")
    if status == 401 and challenge != 'Bearer error="invalid_token"':
        faults.append(challenge)
    return faults


def test_there_are_enough_forgeries() -> None:
    every = [forgery for group in FORGERIES.values() for forgery in group.values()]
    assert len(every) >= 60
    assert {status for _, status, _ in every} == {401, 403}


def test_a_missing_permission_is_named_as_programs_understand_it(known: House, outlook: Pane) -> None:
    answer = bring(outlook, token({"scp": "User.Read"}))
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="access_as_user"'


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic YWxpY2U6", "bearer ", "Negotiate x"])
def test_without_a_bearer_nothing_begins(known: House, outlook: Pane, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = outlook.request("POST", "/api/pane/session/microsoft", headers=headers)
    assert answer.status_code == 401


def test_microsoft_s_token_opens_nothing_else(known: House, outlook: Pane) -> None:
    headers = {"Authorization": f"Bearer {token()}"}
    assert outlook.request("GET", "/api/pane/session", headers=headers).status_code == 401
    assert outlook.request("DELETE", "/api/pane/session", headers=headers).status_code == 401


def test_an_authority_of_one_tenant_takes_no_other(
    known: House, config: Config, microsoft: responses.RequestsMock
) -> None:
    authority = f"{ORIGIN}/{NORTH_TENANT}"
    microsoft.get(
        f"{authority}/v2.0/.well-known/openid-configuration",
        json={"issuer": forged.NORTH_ISSUER, "jwks_uri": JWKS},
    )
    pane = pane_of(config, authority)
    assert bring(pane, token()).status_code == 201
    assert bring(pane, token({**of_tenant(SOUTH_TENANT), "oid": CHARLIE})).status_code == 401


def test_the_operator_says_which_programs_may_ask(known: House, config: Config) -> None:
    settings = MicrosoftSettings(CLIENT, "secret", AUTHORITY, callers=())
    pane = Pane(create_app(replace(config, microsoft=settings), storage().bind).test_client())
    assert bring(pane, token({"azp": OFFICE})).status_code == 401
    assert bring(pane, token()).status_code == 201


def test_while_microsoft_cannot_be_reached_the_pane_is_told(
    known: House, config: Config, microsoft: responses.RequestsMock
) -> None:
    microsoft.upsert("GET", METADATA, body=requests.ConnectionError("no route"))
    before = rows()
    answer = bring(pane_of(config, AUTHORITY), token())
    assert answer.status_code == 503
    assert "signing keys couldn't be fetched" in answer.json["detail"]
    assert answer.headers["Retry-After"] == "30"
    assert rows() == before


def test_microsoft_is_asked_outside_of_all_transactions(
    known: House, outlook: Pane, microsoft: responses.RequestsMock
) -> None:
    open_ones = []

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        connection = storage().bind
        assert isinstance(connection, Connection)
        open_ones.append(connection.in_nested_transaction())
        return 200, {}, json.dumps({"keys": [key().jwk()]})

    microsoft.remove("GET", JWKS)
    microsoft.add_callback("GET", JWKS, callback=answer)
    assert bring(outlook, token()).status_code == 201
    assert open_ones == [False]


def test_the_pane_learns_how_it_may_sign_in(app: Flask, pane: Pane, outlook: Pane) -> None:
    assert pane.get("/api/pane/sign-in").json == {"microsoft": None}
    assert outlook.get("/api/pane/sign-in").json == {
        "microsoft": {
            "client_id": CLIENT,
            "authority": AUTHORITY,
            "scope": f"api://rapport.example/{CLIENT}/access_as_user",
        }
    }


def test_without_a_registration_the_token_is_not_even_read(known: House, pane: Pane) -> None:
    answer = bring(pane, token())
    assert answer.status_code == 400
    assert "isn't set up here" in answer.json["detail"]
