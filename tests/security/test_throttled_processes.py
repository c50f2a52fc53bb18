"""Real servers: several count exactly together, floods keep nobody waiting, and a store may die."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.app import create_app
from server.config import read
from server.identity import sign_ins
from server.keyfile import create_key
from server.migrate import migrate, open_database
from tests.builders import Somebody, build_house
from tests.security.servers import Client, Server, running_servers
from tests.shared_store import PASSWORD, Store, start_store

FLOODING = [f"127.0.0.{number}" for number in range(2, 22)]
LIMIT = 25


@dataclass(frozen=True)
class Home:
    """A folder with a database, and bearers of two people in it."""

    folder: Path
    alice: dict[str, str]
    bob: dict[str, str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """An embedded database that keeps what is committed."""
    folder = tmp_path_factory.mktemp("home")
    create_key(folder / "keys" / "master.key")
    config = read({"RAPPORT_HOME": str(folder)})
    migrate(config)
    engine = open_database(config)
    with create_app(config, engine).app_context():
        house = build_house()
        yield Home(folder, _bearer(house.alice), _bearer(house.bob))
    engine.dispose()


def _bearer(somebody: Somebody) -> dict[str, str]:
    assert somebody.viewer.organisation_id
    token, _ = sign_ins.sign_in(somebody.viewer.organisation_id, somebody.person_id, "pane")
    return {"Authorization": f"Bearer {token}"}


def settings(store: Store | None = None) -> dict[str, str]:
    shared = {"RAPPORT_THROTTLE_STORE": store.address} if store else {}
    return {"RAPPORT_LIMIT_NETWORK": f"{LIMIT} per day", "RAPPORT_LIMIT_PERSON": "40 per day", **shared}


def all_at_once(clients: list[Client], path: str, times: int) -> Counter[int]:
    """How often each status came when every client asks so many times, all at the same time."""

    def ask(client: Client) -> list[int]:
        return [client.ask(path) for _ in range(times)]

    with ThreadPoolExecutor(len(clients)) as threads:
        return Counter(status for statuses in threads.map(ask, clients) for status in statuses)


@pytest.mark.valkey
def test_three_servers_count_exactly_together(home: Home, store: Store) -> None:
    with running_servers(3, home.folder, settings(store)) as servers:
        strangers = [Client(server) for server in servers for _ in range(2)]
        assert all_at_once(strangers, "/", 15) == {302: LIMIT, 429: 6 * 15 - LIMIT}
        everywhere = [
            Client(server, address, home.alice)
            for server in servers
            for address in ("127.0.0.1", "127.0.0.9")
        ]
        assert all_at_once(everywhere, "/api/pane/session", 10) == {200: 40, 429: 20}
        assert PASSWORD not in "".join(server.log for server in servers)


def test_honest_people_are_served_while_twenty_others_flood(home: Home) -> None:
    with running_servers(1, home.folder, settings()) as (server,):
        flood = [Client(server, address) for address in FLOODING]
        in_the_same_office = Client(server, FLOODING[0], home.alice)
        elsewhere = Client(server, "127.0.0.1", home.bob)
        stranger = Client(server, "127.0.0.99")
        with ThreadPoolExecutor(1) as beside:
            flooding = beside.submit(all_at_once, flood, "/", 2 * LIMIT)
            served = [
                (
                    in_the_same_office.ask("/api/pane/session"),
                    elsewhere.ask("/api/pane/session"),
                    stranger.ask("/"),
                )
                for _ in range(LIMIT)
            ]
        assert served == [(200, 200, 302)] * LIMIT
        assert flooding.result() == {302: 20 * LIMIT, 429: 20 * LIMIT}
        assert Client(server, FLOODING[0]).ask("/health") == 200


@pytest.mark.valkey
def test_servers_go_on_when_the_store_dies_and_count_together_when_it_returns(home: Home) -> None:
    with start_store() as store, running_servers(2, home.folder, settings(store)) as servers:
        assert _asked(servers, 3) == {302: 6}
        store.die()
        for server in servers:
            own = all_at_once([Client(server)] * 4, "/", LIMIT)
            assert own == {302: LIMIT, 429: 3 * LIMIT}, server.log
        store.start()
        _wait_until_both_are_back(servers)
        store.forget()
        together = _asked(servers, LIMIT)
        assert together == {302: LIMIT, 429: LIMIT}, [server.log for server in servers]
        for server in servers:
            assert server.log.count("doesn't answer (ConnectionError)") == 1, server.log
            assert server.log.count("is back: all servers count together again") == 1
            assert PASSWORD not in server.log


def _asked(servers: list[Server], times: int) -> Counter[int]:
    return all_at_once([Client(server) for server in servers], "/", times)


def _wait_until_both_are_back(servers: list[Server]) -> None:
    for _ in range(300):
        if all("is back:" in server.log for server in servers):
            return
        for server in servers:
            assert Client(server, "127.0.0.77").ask("/") in (302, 429)
        time.sleep(0.1)
    raise AssertionError("The servers didn't find the store again.")
