"""Networks: asked for by anybody, approved by admins, demanded where the organisation has it so."""

from datetime import timedelta

import pytest
from flask import Flask

from server import clock
from server.access import network_queries, network_rules, networks
from server.errors import Problem
from server.security import addresses
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.asking import CARLA, ask, publish_survey
from tests.builders import House
from tests.programs import CAFE, OFFICE, Program, approve, browser_at, make_key, only_approved


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("203.0.113.7", "203.0.113.7/32"),
        (" 203.0.113.0/24 ", "203.0.113.0/24"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("2001:DB8::/48", "2001:db8::/48"),
        ("2001:db8::1", "2001:db8::1/128"),
        ("203.0.113.0/255.255.255.0", "203.0.113.0/24"),
    ],
)
def test_addresses_and_ranges_have_one_form(text: str, normal: str) -> None:
    assert str(network_rules.network(text)) == normal


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no address or range"),
        ("example.com", "is no address or range"),
        ("203.0.113.256", "is no address or range"),
        ("203.0.113.7/24", "Did you mean 203.0.113.0/24"),
        ("0.0.0.0/0", "wider than /8"),
        ("::/0", "wider than /32"),
        ("0.0.0.0", "nobody's address"),
        ("::", "nobody's address"),
        ("224.0.0.1", "nobody's address"),
    ],
)
def test_what_is_no_network_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        network_rules.network(text)


def test_networks_may_stand_on_lines_or_between_commas() -> None:
    assert network_rules.networks("203.0.113.7\n 10.0.0.0/8,10.0.0.0/8") == ["203.0.113.7/32", "10.0.0.0/8"]
    assert network_rules.networks(" ") == []


def approved_now(house: House) -> list[str]:
    with reading(service(house.north)) as session:
        return network_queries.approved(session)


def test_an_approval_begins_with_the_admin_and_ends_at_its_time(house: House) -> None:
    with transaction(house.alice.viewer) as session:
        asked = networks.ask(session, house.north, house.alice.person_id, CAFE, "I work from there.")
    assert approved_now(house) == []
    until = clock.now() + timedelta(days=3)
    with transaction(house.bob.viewer) as session:
        found = network_queries.network(session, asked.id)
        networks.approve(session, found, house.bob.person_id, until)
    assert approved_now(house) == [f"{CAFE}/32"]
    with clock.stopped_at(until):
        assert approved_now(house) == []


def test_what_was_decided_stays_decided(house: House) -> None:
    network_id = approve(house.bob, CAFE)
    for decide in (networks.refuse, lambda s, n, who: networks.approve(s, n, who, None)):
        with pytest.raises(Problem, match="decided already"), transaction(house.bob.viewer) as session:
            decide(session, network_queries.network(session, network_id), house.bob.person_id)


def test_asking_twice_makes_one_ask(house: House) -> None:
    for _ in range(2):
        with transaction(house.alice.viewer) as session:
            networks.ask(session, house.north, house.alice.person_id, CAFE, "Please.")
    with reading(house.bob.viewer) as session:
        assert len(network_queries.networks(session)) == 1


def test_an_address_that_is_not_approved_is_told_how_to_ask(app: Flask, house: House) -> None:
    only_approved(house.bob)
    for path in ("/report/workbook", "/admin/people", "/admin/networks"):
        page = browser_at(app, CAFE, house.bob).get(path)
        assert page.status_code == 403, path
        assert f"{CAFE} is in none" in page.text
        assert 'href="/networks/ask"' in page.text
        assert browser_at(app, OFFICE, house.bob).get(path).status_code == 200, path
    _, key = make_key(house.bob)
    for path in ("/api/v1/scores", "/api/v1/responses"):
        refused = Program(app, key, CAFE).get(path)
        assert refused.status_code == 403
        assert "under /networks/ask" in refused.json["detail"]
        assert Program(app, key, OFFICE).get(path).status_code == 200


def test_everybody_asks_from_anywhere(app: Flask, house: House) -> None:
    only_approved(house.bob)
    alice = browser_at(app, CAFE, house.alice)
    assert f'value="{CAFE}"' in alice.get("/networks/ask").text
    assert alice.submit("/networks/ask", {"cidr": CAFE, "reason": "Coffee"}).status_code == 302
    page = alice.get("/networks/ask").text
    assert "waits for an admin" in page and "Coffee" in page
    assert "Coffee" not in browser_at(app, CAFE, house.bob).get("/networks/ask").text


def test_the_rest_stays_open_to_all_networks(app: Flask, house: House) -> None:
    only_approved(house.bob)
    survey_id = publish_survey(house.north)
    asked = ask(house.alice, survey_id, CARLA)
    elsewhere = browser_at(app, CAFE, house.alice)
    for path in ("/report", "/contacts", "/sign-in", asked.path):
        assert elsewhere.get(path).status_code == 200, path


def test_an_organisation_restricts_nobody_else(app: Flask, house: House) -> None:
    only_approved(house.bob)
    assert browser_at(app, CAFE, house.charlie).get("/admin/people").status_code == 200
    _, key = make_key(house.charlie)
    assert Program(app, key, CAFE).get("/api/v1/scores").status_code == 200


def test_an_approval_of_another_organisation_opens_nothing(app: Flask, house: House) -> None:
    only_approved(house.bob)
    approve(house.charlie, CAFE)
    assert browser_at(app, CAFE, house.bob).get("/admin/people").status_code == 403


def test_an_ended_approval_counts_from_the_next_request(app: Flask, house: House) -> None:
    only_approved(house.bob)
    cafe = approve(house.bob, CAFE)
    bob = browser_at(app, CAFE, house.bob)
    assert bob.get("/admin/people").status_code == 200
    with transaction(house.bob.viewer) as session:
        found = network_queries.network(session, cafe)
        networks.end(session, found, house.bob.person_id, addresses.read(OFFICE))
    assert bob.get("/admin/people").status_code == 403
