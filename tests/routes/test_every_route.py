"""Every route is tried as whom it must turn away, and as whom it serves; `table.py` says what it needs."""

from collections.abc import Iterator

import pytest
from flask import Flask

from server.access import api_keys
from server.access.api_key_queries import key
from server.access.scopes import FOR_KEYS, Scope
from server.identity import sign_ins
from server.identity.model import Role
from server.identity.permissions import SCOPE_OF, Permission
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.programs import make_key
from tests.routes.digest import NOTED, digest
from tests.routes.needs import Key, Open, SignedIn
from tests.routes.table import MAY, TABLE
from tests.routes.trying import purpose_of, send, takes_keys, undone, ways
from tests.routes.world import SECRETS, World, build_world, only_approved, token, with_roles

Answers = dict[str, tuple[int, int]]
"""By route: the status that is wanted and the one that came."""

ELSEWHERE = "192.0.2.77"
CLOSED = {Scope.EXPORT, Scope.ADMINISTER}
"""What people do by these scopes is closed to networks that aren't approved, and so is the data API."""
NOT_OPEN = [way for way, route in TABLE.items() if not isinstance(route.needs, Open)]
OF_SPEAKERS = [way for way in NOT_OPEN if not takes_keys(TABLE[way])]
OF_PROGRAMS = [way for way in NOT_OPEN if takes_keys(TABLE[way])]


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """The north with one of everything; forms need no CSRF token here, which is tried elsewhere."""
    app.config["WTF_CSRF_ENABLED"] = False
    yield build_world()
    app.config["WTF_CSRF_ENABLED"] = True


def wrong(answers: Answers) -> Answers:
    return {way: statuses for way, statuses in answers.items() if statuses[0] != statuses[1]}


def by_whoever_may(app: Flask, world: World, way: str) -> str | None:
    """A token that opens the route to Olga, who has every role, or to the north's program."""
    if isinstance(TABLE[way].needs, Open):
        return None
    return world.key if takes_keys(TABLE[way]) else token(world.olga, purpose_of(way, app))


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert ways(app).keys() == TABLE.keys()


def test_whoever_may_is_served(app: Flask, world: World) -> None:
    answers = {}
    for way, route in TABLE.items():
        with undone(app):
            sent = send(app, way, world.things, by_whoever_may(app, world, way))
            answers[way] = (route.answer, sent.status_code)
    assert wrong(answers) == {}


def test_nobody_is_asked_to_sign_in_and_changes_nothing(app: Flask, world: World) -> None:
    answers, before = {}, digest(world.house.north)
    for way in NOT_OPEN:
        with undone(app, rows=False):
            answers[way] = (401, send(app, way, world.things).status_code)
    assert wrong(answers) == {}
    assert digest(world.house.north) == before


def test_charlie_of_elsewhere_finds_reads_and_changes_nothing(app: Flask, world: World) -> None:
    _, charlies_key = make_key(world.house.charlie)
    answers, told, changed, before = {}, {}, set(), digest(world.house.north)
    for way in NOT_OPEN:
        with undone(app):
            is_program = takes_keys(TABLE[way])
            his = charlies_key if is_program else token(world.house.charlie, purpose_of(way, app))
            sent = send(app, way, world.things, his)
            answers[way] = (TABLE[way].answer_elsewhere, sent.status_code)
            told[way] = [word for word in SECRETS if word.encode() in sent.data]
            if digest(world.house.north) != before:
                changed.add(way)
    assert wrong(answers) == {}
    assert {way: words for way, words in told.items() if words} == {}
    assert changed == set()


def test_a_sign_in_with_too_few_scopes_is_refused(app: Flask, world: World) -> None:
    answers, before = {}, digest(world.house.north, NOTED)
    for way in OF_SPEAKERS:
        needs, purpose = TABLE[way].needs, purpose_of(way, app)
        with undone(app):
            if isinstance(needs, SignedIn):
                sent = send(app, way, world.things, token(world.olga, purpose, set()))
                answers[way] = (TABLE[way].answer, sent.status_code)
                continue
            assert isinstance(needs, Permission)
            others = set(Scope) - {SCOPE_OF[needs]}
            sent = send(app, way, world.things, token(world.olga, purpose, others))
            answers[way] = (403, sent.status_code)
            assert "whose scopes are" in sent.text, way
            assert digest(world.house.north, NOTED) == before, way
    assert wrong(answers) == {}


def test_a_key_with_too_few_scopes_is_refused(app: Flask, world: World) -> None:
    answers = {}
    for way in OF_PROGRAMS:
        needs = TABLE[way].needs
        assert isinstance(needs, Key)
        _, other = make_key(world.olga, scopes=set(FOR_KEYS) - {needs.scope})
        answers[way] = (403, send(app, way, world.things, other).status_code)
    assert wrong(answers) == {}


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_the_table_says_and_no_more(app: Flask, world: World, role: Role) -> None:
    with_roles(world.olga, {role})
    answers, before = {}, digest(world.house.north, NOTED)
    for way in OF_SPEAKERS:
        needs = TABLE[way].needs
        with undone(app):
            sent = send(app, way, world.things, token(world.olga, purpose_of(way, app)))
            may = isinstance(needs, SignedIn) or needs in MAY[role]
            answers[way] = (TABLE[way].answer if may else 403, sent.status_code)
            if not may:
                assert digest(world.house.north, NOTED) == before, way
    assert wrong(answers) == {}


def test_an_ended_sign_in_and_a_revoked_key_are_refused(app: Flask, world: World) -> None:
    tokens = {way: by_whoever_may(app, world, way) for way in NOT_OPEN}
    sign_ins.end_all(world.olga.viewer)
    with transaction(service(world.house.north)) as session:
        api_keys.revoke(session, key(session, world.key_id), world.olga.person_id)
    before = digest(world.house.north)
    answers = {}
    for way in NOT_OPEN:
        with undone(app, rows=False):
            answers[way] = (401, send(app, way, world.things, tokens[way]).status_code)
    assert wrong(answers) == {}
    assert digest(world.house.north) == before


def test_tokens_of_another_purpose_are_refused(app: Flask, world: World) -> None:
    browser, pane = (token(world.olga, purpose) for purpose in ("browser", "pane"))
    answers, before = {}, digest(world.house.north)
    for way in NOT_OPEN:
        of_person = browser if purpose_of(way, app) == "browser" else pane
        right = world.key if takes_keys(TABLE[way]) else of_person
        for one in {browser, pane, world.key} - {right}:
            with undone(app, rows=False):
                answers[f"{way} {one[:4]}"] = (401, send(app, way, world.things, one).status_code)
    assert wrong(answers) == {}
    assert digest(world.house.north) == before


def test_what_is_closed_to_other_networks_is_closed_from_there(app: Flask, world: World) -> None:
    only_approved(world)
    answers, before = {}, digest(world.house.north, NOTED)
    for way, route in TABLE.items():
        needs = route.needs
        closed = isinstance(needs, Key) or (isinstance(needs, Permission) and SCOPE_OF[needs] in CLOSED)
        with undone(app):
            sent = send(app, way, world.things, by_whoever_may(app, world, way), ELSEWHERE)
            answers[way] = (403 if closed else route.answer, sent.status_code)
            if closed:
                assert "can be used from approved networks only" in sent.text, way
                assert digest(world.house.north, NOTED) == before, way
    assert wrong(answers) == {}
