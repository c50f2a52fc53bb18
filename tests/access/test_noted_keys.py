"""What happens to API keys and networks stands in the audit trail, and never a key's secret."""

from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from flask import current_app

from server import clock
from server.access import api_key_queries, api_keys, network_queries, networks
from server.admin.security_commands import networks_of, revoke_keys
from server.identity import audit_reading
from server.identity.audit_reading import Told, Wanted
from server.security import addresses
from server.tenancy.transaction import reading, transaction
from tests.builders import House
from tests.programs import approve, make_key

HERE = addresses.read("203.0.113.7")


def told(house: House) -> list[Told]:
    with reading(house.bob.viewer) as session:
        return list(audit_reading.everything_told(session, Wanted()))


def about(house: House, word: str) -> list[str]:
    return [one.happening for one in told(house) if word in one.happening]


def test_keys_are_noted_when_they_are_made_rotated_and_revoked(house: House) -> None:
    key, text = make_key(house.bob, name="Power BI")
    with transaction(house.bob.viewer) as session:
        again = api_key_queries.key(session, key.id)
        later = clock.now() + timedelta(days=1)
        _, successor = api_keys.rotate(session, again, house.bob.person_id, uuid4(), later)
        api_keys.revoke(session, again, house.bob.person_id)
        api_keys.revoke(session, again, house.bob.person_id)
    assert about(house, "API key") == ["API key made", "API key rotated", "API key revoked"]
    details = " ".join(one.details for one in told(house))
    assert "name: Power BI" in details
    assert f"key: {key.public_id}" in details
    assert text.rpartition("_")[2] not in details
    assert successor.secret not in details


def test_networks_are_noted_from_the_question_to_the_end(house: House) -> None:
    network_id = approve(house.bob, "203.0.113.0/24")
    with transaction(house.bob.viewer) as session:
        networks.turn_on(session, house.north, house.bob.person_id, HERE)
        networks.turn_on(session, house.north, house.bob.person_id, HERE)
        networks.turn_off(session)
        found = network_queries.network(session, network_id)
        networks.end(session, found, house.bob.person_id, HERE)
        other = networks.ask(session, house.north, house.bob.person_id, "198.51.100.9", "A café.")
        networks.refuse(session, other, house.bob.person_id)
    assert about(house, "network") == [
        "network asked for",
        "network approved",
        "other networks refused from now on",
        "all networks let in again",
        "network's approval ended",
        "network asked for",
        "network refused",
    ]
    assert "network: 198.51.100.9/32; reason: A café." in [one.details for one in told(house)]


@pytest.mark.parametrize(
    ("command", "options", "noted"),
    [(revoke_keys, [], "API key revoked"), (networks_of, ["--off"], "all networks let in again")],
)
def test_what_operators_do_to_protect_an_organisation_is_noted_as_theirs(
    house: House, command: object, options: list[str], noted: str
) -> None:
    make_key(house.bob)
    approve(house.bob, "203.0.113.0/24")
    with transaction(house.bob.viewer) as session:
        networks.turn_on(session, house.north, house.bob.person_id, HERE)
    done = CliRunner().invoke(command, ["north", *options], obj=lambda: current_app)
    assert done.exit_code == 0, done.output
    (entry,) = [one for one in told(house) if one.happening == noted]
    assert entry.who.endswith("(operator of Rapport)")
