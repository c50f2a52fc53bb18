"""What Microsoft's token lacks is asked for there: by a claims challenge, or on behalf of the person."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import pytest
import requests
import responses
from flask import Flask
from sqlalchemy import Connection, select, update
from werkzeug.test import TestResponse

from server.app import create_app
from server.config import Config, MicrosoftSettings
from server.identity.model import Person
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import service
from tests.builders import House, build_house
from tests.identity.forging import (
    ABSENT,
    ALICE,
    AUTHORITY,
    CLIENT,
    NORTH_TENANT,
    answer_on_behalf_of,
    key,
    publish,
    refuse_graph,
    token,
)
from tests.people import Pane

ME = "https://graph.microsoft.com/v1.0/me"
CONTEXT = {"access_token": {"acrs": {"essential": True, "value": "c7"}}}
ANOTHER_NAME = {"preferred_username": "a.liddell@north.example"}
FOR_GRAPH = {"access_token": "for graph", "token_type": "Bearer", "expires_in": 3600}


@pytest.fixture(autouse=True)
def microsoft() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as microsoft:
        publish(microsoft, [key()])
        refuse_graph(microsoft, NORTH_TENANT)
        yield microsoft


@pytest.fixture
def north(app: Flask) -> House:
    """North works with its tenant; nobody of it has been here."""
    house = build_house()
    change(house, microsoft_tenant_id=UUID(NORTH_TENANT))
    return house


@pytest.fixture
def outlook(app: Flask, config: Config) -> Pane:
    settings = MicrosoftSettings(CLIENT, "secret", AUTHORITY)
    return Pane(create_app(replace(config, microsoft=settings), storage().bind).test_client())


def change(house: House, **values: Any) -> None:
    with transaction(service(house.north)) as session:
        session.execute(update(Organisation).values(**values))


def bring(pane: Pane, claims: dict[str, Any]) -> TestResponse:
    headers = {"Authorization": f"Bearer {token(claims)}"}
    return pane.request("POST", "/api/pane/session/microsoft", headers=headers)


def challenge_in(answer: TestResponse) -> Any:
    header = answer.headers["WWW-Authenticate"]
    assert header.startswith("Bearer ")
    assert 'error="insufficient_claims"' in header
    claims = re.search(r'claims="([^"]+)"', header)
    assert claims
    return json.loads(base64.b64decode(claims.group(1)))


def object_id_of_alice(house: House) -> UUID | None:
    with transaction(house.alice.viewer) as session:
        person = session.scalars(select(Person).where(Person.id == house.alice.person_id)).one()
        return person.microsoft_object_id


def test_a_second_factor_is_asked_for_by_the_authentication_context(north: House, outlook: Pane) -> None:
    change(north, microsoft_second_factor=True, microsoft_context="c7")
    answer = bring(outlook, {"acrs": ["c1"]})
    assert answer.status_code == 401
    assert challenge_in(answer) == CONTEXT
    assert answer.json["detail"] == (
        "North takes sign-ins from Microsoft only with a second factor. Press Sign in, and Microsoft asks "
        "you for it."
    )
    assert bring(outlook, {"acrs": ["c1", "c7"]}).status_code == 201


def test_a_second_factor_that_microsoft_names_is_enough(north: House, outlook: Pane) -> None:
    change(north, microsoft_second_factor=True, microsoft_context="c7")
    assert bring(outlook, {"amr": ["pwd", "mfa"]}).status_code == 201


def test_without_a_context_there_is_only_a_sentence(north: House, outlook: Pane) -> None:
    change(north, microsoft_second_factor=True)
    answer = bring(outlook, {"acrs": ["c7"]})
    assert answer.status_code == 403
    assert "Ask your admin to have it demanded" in answer.json["detail"]


def test_a_context_demands_nothing_by_itself(north: House, outlook: Pane) -> None:
    change(north, microsoft_context="c7")
    assert bring(outlook, {}).status_code == 201


@pytest.mark.parametrize("name", ["amr", "acrs"])
@pytest.mark.parametrize("value", ["mfa", ["mfa", 1], {"mfa": True}, None], ids=str)
def test_claims_of_another_shape_are_refused(north: House, outlook: Pane, name: str, value: Any) -> None:
    answer = bring(outlook, {name: value})
    assert answer.status_code == 401
    assert f"its {name} isn't a list of texts" in answer.json["detail"]


def test_a_new_colleague_is_found_by_the_directory_s_mail_address(
    north: House, outlook: Pane, microsoft: responses.RequestsMock
) -> None:
    answer_on_behalf_of(microsoft, NORTH_TENANT, 200, FOR_GRAPH)
    microsoft.get(ME, json={"id": ALICE, "mail": north.alice.email})
    assert bring(outlook, ANOTHER_NAME).json["person"]["name"] == "Alice"
    exchange, question = (call.request for call in list(microsoft.calls)[-2:])
    asked = {name: values[0] for name, values in parse_qs(str(exchange.body)).items()}
    assert asked["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert asked["requested_token_use"] == "on_behalf_of"
    assert asked["assertion"].count(".") == 2
    assert "https://graph.microsoft.com/User.Read" in asked["scope"].split()
    assert question.headers["Authorization"] == "Bearer for graph"
    before = len(microsoft.calls)
    assert bring(outlook, ANOTHER_NAME).status_code == 201
    assert len(microsoft.calls) == before  # known by now


def test_nobody_is_asked_for_whom_the_token_names_already(
    north: House, outlook: Pane, microsoft: responses.RequestsMock
) -> None:
    assert bring(outlook, {}).status_code == 201
    assert not any(call.request.method == "POST" for call in microsoft.calls)


@pytest.mark.parametrize(
    "somebody",
    [
        {"id": ALICE, "mail": "unknown@north.example"},
        {"id": ALICE, "mail": None},
        {"id": ALICE, "mail": "charlie@rapport-tests.example"},
        {"id": ALICE},
    ],
    ids=str,
)
def test_whom_the_directory_does_not_help_is_told_to_ask_the_admin(
    north: House, outlook: Pane, microsoft: responses.RequestsMock, somebody: dict[str, Any]
) -> None:
    answer_on_behalf_of(microsoft, NORTH_TENANT, 200, FOR_GRAPH)
    microsoft.get(ME, json=somebody)
    answer = bring(outlook, {"preferred_username": ABSENT})
    assert answer.status_code == 403
    assert "hasn't added you" in answer.json["detail"]
    assert object_id_of_alice(north) is None


def test_a_directory_that_speaks_of_somebody_else_is_not_believed(
    north: House, outlook: Pane, microsoft: responses.RequestsMock
) -> None:
    answer_on_behalf_of(microsoft, NORTH_TENANT, 200, FOR_GRAPH)
    microsoft.get(ME, json={"id": NORTH_TENANT, "mail": north.alice.email})
    assert bring(outlook, ANOTHER_NAME).status_code == 503
    assert object_id_of_alice(north) is None


def test_without_consent_a_new_colleague_asks_the_admin(north: House, outlook: Pane) -> None:
    assert "hasn't added you" in bring(outlook, ANOTHER_NAME).json["detail"]


def test_what_conditional_access_wants_is_passed_on(
    north: House, outlook: Pane, microsoft: responses.RequestsMock
) -> None:
    wanted = {"access_token": {"polids": {"essential": True, "values": ["3f0b"]}}}
    refusal = {"error": "interaction_required", "suberror": "basic_action", "claims": json.dumps(wanted)}
    answer_on_behalf_of(microsoft, NORTH_TENANT, 400, refusal)
    answer = bring(outlook, ANOTHER_NAME)
    assert answer.status_code == 401
    assert challenge_in(answer) == wanted


@pytest.mark.parametrize("failure", [requests.ConnectionError("no route"), requests.Timeout("too slow")])
def test_a_directory_that_cannot_be_reached_is_tried_again(
    north: House, outlook: Pane, microsoft: responses.RequestsMock, failure: Exception
) -> None:
    answer_on_behalf_of(microsoft, NORTH_TENANT, 200, FOR_GRAPH)
    microsoft.get(ME, body=failure)
    answer = bring(outlook, ANOTHER_NAME)
    assert answer.status_code == 503
    assert "couldn't be asked for your mail address" in answer.json["detail"]


def test_the_directory_is_asked_outside_of_all_transactions(
    north: House, outlook: Pane, microsoft: responses.RequestsMock
) -> None:
    open_ones = []

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        connection = storage().bind
        assert isinstance(connection, Connection)
        open_ones.append(connection.in_nested_transaction())
        return 200, {}, json.dumps({"id": ALICE, "mail": north.alice.email})

    answer_on_behalf_of(microsoft, NORTH_TENANT, 200, FOR_GRAPH)
    microsoft.add_callback("GET", ME, callback=answer)
    assert bring(outlook, ANOTHER_NAME).status_code == 201
    assert open_ones == [False]
