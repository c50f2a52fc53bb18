"""The approved networks as PostgreSQL and Azure want them, tried on a real PostgreSQL."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from server import clock
from server.access import network_lists, network_queries, networks
from server.access.network_queries import ApprovedNetwork
from server.cli import rapport
from server.errors import Problem
from server.tenancy.transaction import transaction
from tests.builders import House
from tests.postgresql_on_network import listening_server
from tests.programs import approve


def on_the_shell(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(rapport, ("networks", *arguments), obj=lambda: app)


def test_all_organisations_stand_in_one_list(app: Flask, house: House) -> None:
    approve(house.bob, "203.0.113.0/24")
    approve(house.charlie, "198.51.100.9")
    approve(house.charlie, "203.0.113.0/24")
    approve(house.charlie, "2001:db8::/48")
    approve(house.charlie, "192.0.2.1", until=clock.now() + timedelta(days=1))
    with transaction(house.bob.viewer) as session:
        networks.ask(session, house.north, house.bob.person_id, "192.0.2.77", "It waits.")
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        lines = on_the_shell(app, "--format", "pg_hba", "--database", "rapport", "--role", "reader").stdout
    assert lines.splitlines()[1:] == [
        "hostssl rapport reader 198.51.100.9/32 scram-sha-256",
        "hostssl rapport reader 203.0.113.0/24 scram-sha-256",
        "hostssl rapport reader 2001:db8::/48 scram-sha-256",
        "host all all all reject",
    ]


def test_azures_rules_name_the_first_and_the_last_address(app: Flask, house: House) -> None:
    approve(house.bob, "203.0.113.0/24")
    approve(house.charlie, "198.51.100.9")
    approve(house.charlie, "2001:db8::/48")
    ended = on_the_shell(app, "--format", "azure")
    assert json.loads(ended.stdout) == [
        {
            "name": "rapport-north-203-0-113-0-24",
            "startIpAddress": "203.0.113.0",
            "endIpAddress": "203.0.113.255",
        },
        {
            "name": "rapport-south-198-51-100-9-32",
            "startIpAddress": "198.51.100.9",
            "endIpAddress": "198.51.100.9",
        },
    ]
    assert "Left out 2001:db8::/48" in ended.stderr


def test_nobody_can_have_approved_what_azure_takes_for_all_of_azure(house: House) -> None:
    """A rule from 0.0.0.0 to 0.0.0.0 lets in every machine inside Azure."""
    with pytest.raises(Problem, match="nobody's address"):
        approve(house.bob, "0.0.0.0/32")


@pytest.mark.parametrize("name", ["a b", 'a"', "a\nhost all all all trust", "", "A"])
def test_names_cannot_break_out_of_their_line(name: str) -> None:
    for database, role in ((name, "reader"), ("rapport", name)):
        with pytest.raises(Problem, match="can't stand in"):
            network_lists.pg_hba([], database, role, tls=True)


@pytest.mark.postgresql
def test_postgresql_serves_approved_networks_and_no_others(app: Flask, house: House) -> None:
    """Without TLS, which the tests' PostgreSQL wasn't built with: the kind of line is the only difference."""
    one = approve(house.bob, "127.0.0.2")
    approve(house.charlie, "127.0.1.0/24")
    with listening_server() as server:
        options = ("--format", "pg_hba", "--role", "reader", "--without-tls")
        read = server.use(on_the_shell(app, *options).stdout)
        assert read == [("127.0.0.2", None), ("127.0.1.0", None), ("all", None)]
        for inside in ("127.0.0.2", "127.0.1.1", "127.0.1.254"):
            assert server.whom_it_serves(inside) == inside
            assert "password authentication failed" in server.whom_it_serves(inside, "a wrong one")
        for outside in ("127.0.0.1", "127.0.0.3", "127.0.2.1"):
            assert f'rejects connection for host "{outside}"' in server.whom_it_serves(outside)
        with transaction(house.bob.viewer) as session:
            networks.end(session, network_queries.network(session, one), house.bob.person_id, None)
        server.use(on_the_shell(app, *options).stdout)
        assert "rejects connection" in server.whom_it_serves("127.0.0.2")
        assert server.whom_it_serves("127.0.1.1") == "127.0.1.1"


@pytest.mark.postgresql
def test_postgresql_understands_the_lines_for_tls() -> None:
    """All that its build without TLS has against them is that."""
    found = [ApprovedNetwork("north", "127.0.0.2/32"), ApprovedNetwork("north", "2001:db8::/48")]
    with listening_server() as server:
        errors = [
            wrong for _, wrong in server.use(network_lists.pg_hba(found, "rapport", "reader", tls=True))
        ]
    assert errors == ["hostssl record cannot match because SSL is not supported by this build"] * 2 + [None]
