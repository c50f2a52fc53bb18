"""API keys: who gets in with one, and that ending one counts from the very next request on."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from server import clock
from server.access import api_key_queries, api_key_rules, api_keys
from server.access.api_key_model import ApiKey
from server.access.scopes import FOR_KEYS, Scope
from server.app import create_app
from server.config import Config
from server.errors import Problem
from server.tenancy.transaction import reading, storage, transaction
from server.tenancy.viewer import service
from tests.builders import House, build_house
from tests.people import Pane
from tests.programs import CAFE, OFFICE, Program, make_key
from tests.racing import app_of_its_own, at_once

SCORES, RESPONSES = "/api/v1/scores", "/api/v1/responses"


def revoke(key: ApiKey) -> None:
    with transaction(service(key.organisation_id)) as session:
        api_keys.revoke(session, api_key_queries.key(session, key.id), key.made_by_id)


def rotate(key: ApiKey, days: float = 7) -> tuple[ApiKey, str]:
    until = clock.now() + timedelta(days=days)
    with transaction(service(key.organisation_id)) as session:
        old = api_key_queries.key(session, key.id)
        successor, shown = api_keys.rotate(session, old, key.made_by_id, uuid4(), until)
    return successor, shown.text


def refused_with(program: Program, status: int, sentence: str, path: str = SCORES) -> None:
    answer = program.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    assert sentence in answer.json["detail"]
    if status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_opens_what_its_scopes_name_and_nothing_else(app: Flask, house: House) -> None:
    _, reads = make_key(house.bob, [Scope.READ_SCORES])
    _, exports = make_key(house.bob, [Scope.EXPORT])
    assert Program(app, reads).get(SCORES).status_code == 200
    assert Program(app, exports).get(RESPONSES).status_code == 200
    refused_with(Program(app, reads), 403, "may not export", RESPONSES)
    refused_with(Program(app, exports), 403, "may not read scores", SCORES)


@pytest.mark.parametrize("path", ["/api/pane/session", "/api/outlook/surveys", "/report", "/admin/keys"])
def test_a_key_is_nobodys_sign_in(app: Flask, house: House, path: str) -> None:
    _, key = make_key(house.bob)
    assert Program(app, key).get(path).status_code == 401


def test_a_sign_in_is_no_key(app: Flask, house: House, pane: Pane) -> None:
    assert pane.sign_in(house.bob).get(SCORES).status_code == 401


def test_no_key_and_unknown_ones_are_refused(app: Flask, house: House) -> None:
    _, key = make_key(house.bob)
    refused_with(Program(app, ""), 401, "Send an API key")
    for wrong in (key[:-1], key + "x", key.upper(), "rpt_", key.replace("rpt_", "")):
        refused_with(Program(app, wrong), 401, "Send an API key")
    forged = f"{key[:-4]}{'AAAA' if key[-4:] != 'AAAA' else 'BBBB'}"
    refused_with(Program(app, forged), 401, "There is no such key")
    refused_with(Program(app, api_key_rules.new().text), 401, "There is no such key")


def test_a_forged_secret_learns_nothing_of_the_keys_state(app: Flask, house: House) -> None:
    key, shown = make_key(house.bob)
    revoke(key)
    refused_with(Program(app, shown[:-4] + "AAAA"), 401, "There is no such key")


def test_a_revoked_key_is_refused_at_the_very_next_request(app: Flask, house: House) -> None:
    key, shown = make_key(house.bob)
    program = Program(app, shown)
    assert program.get(SCORES).status_code == 200
    revoke(key)
    refused_with(program, 401, "was revoked")


def test_a_revocation_counts_at_once_on_every_node(
    config: Config, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with app_of_its_own(config, request, tmp_path) as here:
        house = build_house()
        key, shown = make_key(house.bob)
        there = create_app(here.config["RAPPORT"])
        nodes = [Program(here, shown), Program(there, shown)]
        for _ in range(3):
            assert [node.get(SCORES).status_code for node in nodes] == [200, 200]
        revoke(key)
        assert [node.get(SCORES).status_code for node in nodes] == [401, 401]
        there.extensions["rapport.storage"].bind.dispose()


def test_a_key_ends_on_the_moment(app: Flask, house: House) -> None:
    ends_at = clock.now() + timedelta(days=2)
    _, shown = make_key(house.bob, ends_at=ends_at)
    with clock.stopped_at(ends_at - timedelta(microseconds=1)):
        assert Program(app, shown).get(SCORES).status_code == 200
    with clock.stopped_at(ends_at):
        refused_with(Program(app, shown), 401, "has ended")


def test_a_key_works_from_its_networks_alone(app: Flask, house: House) -> None:
    _, shown = make_key(house.bob, networks="203.0.113.0/24, 2001:db8::/48")
    for inside in (OFFICE, "2001:db8::17", f"::ffff:{OFFICE}", f"{OFFICE}:4711", "[2001:db8::17]:4711"):
        assert Program(app, shown, inside).get(SCORES).status_code == 200, inside
    for outside in (CAFE, "203.0.114.7", "2001:db9::17", "unknown", ""):
        refused_with(Program(app, shown, outside), 403, "doesn't work from")


def test_a_rotated_key_works_beside_its_successor_until_the_chosen_moment(app: Flask, house: House) -> None:
    key, old = make_key(house.bob, [Scope.READ_SCORES], networks=OFFICE)
    successor, new = rotate(key, days=7)
    assert [Program(app, one).get(SCORES).status_code for one in (old, new)] == [200, 200]
    with clock.stopped_at(clock.now() + timedelta(days=7)):
        assert [Program(app, one).get(SCORES).status_code for one in (old, new)] == [401, 200]
    refused_with(Program(app, new), 403, "may not export", RESPONSES)
    refused_with(Program(app, new, CAFE), 403, "doesn't work from")
    lasts, lasted = successor.ends_at - successor.made_at, timedelta(days=365)
    assert abs(lasts - lasted) < timedelta(minutes=1)


def test_a_key_can_be_rotated_without_an_overlap(app: Flask, house: House) -> None:
    key, old = make_key(house.bob)
    _, new = rotate(key, days=0.0001)
    with clock.stopped_at(clock.now() + timedelta(seconds=10)):
        assert [Program(app, one).get(SCORES).status_code for one in (old, new)] == [401, 200]


def test_rotating_never_lengthens_a_key(app: Flask, house: House) -> None:
    key, _ = make_key(house.bob, ends_at=clock.now() + timedelta(days=2))
    rotate(key, days=30)
    with reading(service(house.north)) as session:
        assert session.get_one(ApiKey, (house.north, key.id)).ends_at == key.ends_at


def test_what_cannot_be_rotated_is_refused_in_words(app: Flask, house: House) -> None:
    key, _ = make_key(house.bob)
    with pytest.raises(Problem, match="up to 30 more days"):
        rotate(key, days=31)
    rotate(key)
    with pytest.raises(Problem, match="has a successor already"):
        rotate(key)
    revoke(key)
    with pytest.raises(Problem, match="doesn't work any more"):
        rotate(key)


def test_two_admins_who_rotate_at_once_make_one_successor(
    config: Config, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with app_of_its_own(config, request, tmp_path) as app:
        key, _ = make_key(build_house().bob)

        def try_to_rotate() -> int:
            try:
                rotate(key)
            except Problem as problem:
                return problem.status
            return 200

        assert sorted(at_once(app, *[try_to_rotate] * 4)) == [200, 409, 409, 409]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"scopes": []}, "Choose what the key may do"),
        ({"scopes": [Scope.READ_SCORES, Scope.ADMINISTER]}, "Choose what the key may do"),
        ({"scopes": [Scope.ASK]}, "Choose what the key may do"),
        ({"name": "  "}, "Give the key a name"),
        ({"networks": "203.0.113.7/24"}, "Did you mean 203.0.113.0/24"),
        ({"ends_at": clock.now() + timedelta(days=731)}, "two years"),
        ({"ends_at": clock.now() - timedelta(days=1)}, "two years"),
    ],
)
def test_keys_that_cannot_be_are_refused_in_words(
    app: Flask, house: House, choice: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Problem, match=sentence):
        make_key(house.bob, **choice)


def test_no_secret_stands_in_the_database(app: Flask, house: House) -> None:
    key, shown = make_key(house.bob, name="Quokka's program")
    secret = shown.removeprefix(f"rpt_{key.public_id}_")
    rows = storage().bind.execute(text("select * from api_key")).all()
    assert len(rows) == 1
    stored = repr([bytes(v) if isinstance(v, memoryview) else v for v in rows[0]])
    assert key.public_id in stored
    for hidden in (secret, shown, "Quokka"):
        assert hidden not in stored
    assert len(api_key_rules.parse(shown).secret) == 43


def test_the_last_use_is_noted_once_a_minute(app: Flask, house: House) -> None:
    key, shown = make_key(house.bob)

    def last_use() -> tuple[object, object]:
        with reading(service(house.north)) as session:
            found = session.get_one(ApiKey, (house.north, key.id))
            return found.last_used_at, found.last_used_from

    start = clock.now()
    assert last_use() == (None, None)
    for seconds, address in ((0, OFFICE), (59, CAFE), (60, CAFE), (61, OFFICE)):
        with clock.stopped_at(start + timedelta(seconds=seconds)):
            Program(app, shown, address).get(SCORES)
        expected = (start, OFFICE) if seconds < 60 else (start + timedelta(seconds=60), CAFE)
        assert last_use() == expected


def test_reading_twice_within_a_minute_writes_nothing_the_second_time(app: Flask, house: House) -> None:
    _, shown = make_key(house.bob)
    Program(app, shown).get(SCORES)
    written: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lower().startswith(("insert", "update", "delete")):
            written.append(statement)

    event.listen(storage().bind, "before_cursor_execute", note)
    Program(app, shown).get(SCORES)
    event.remove(storage().bind, "before_cursor_execute", note)
    assert written == []


def test_refused_requests_are_no_use(app: Flask, house: House) -> None:
    key, shown = make_key(house.bob, [Scope.EXPORT], networks=OFFICE)
    Program(app, shown, CAFE).get(RESPONSES)
    Program(app, shown).get(SCORES)
    with reading(service(house.north)) as session:
        assert session.get_one(ApiKey, (house.north, key.id)).last_used_at is None


def test_keys_are_seen_by_their_own_organisation(house: House) -> None:
    make_key(house.bob)
    with reading(house.charlie.viewer) as session:
        assert session.scalars(select(ApiKey)).all() == []


def test_keys_may_only_read() -> None:
    assert set(FOR_KEYS) == {Scope.READ_SCORES, Scope.EXPORT}
