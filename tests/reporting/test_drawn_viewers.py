"""Whoever looks, and whatever they look through: they see the rows that are theirs, and no others."""

from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.answering.model import Response
from server.directory.model import Account, Contact
from server.identity import actions
from server.identity.model import Person
from server.invitations.model import Invitation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer, service
from tests.builders import House, Somebody
from tests.people import Browser
from tests.programs import Program, make_key
from tests.reporting.answers import answer, publish
from tests.reporting.drawn_world import Eyes, Known, World, build_world, drawn_eyes
from tests.reporting.readers import (
    Seen,
    of_lists,
    of_reports,
    of_workbook,
    seen_by_lists,
    seen_by_reports,
    seen_in_workbook,
)

VIEWERS = 500
"""On each database: a thousand in all."""
PAGES = 25


@pytest.fixture
def world(house: House) -> World:
    """Eight people, forty accounts and their responses; another organisation stands beside them."""
    answer(house.charlie, publish(house.south), "zoe@zenith.example", [0, 0, 0], comment="Zenith is cross.")
    return build_world(house, Random("drawn world"))


def become(house: House, world: World, eyes: Eyes) -> Viewer:
    """Let the person be as drawn; what the product makes of them."""
    person_id = world.people[eyes.person]
    with transaction(service(house.north)) as session:
        session.execute(update(Person).where(Person.id == person_id).values(roles=sorted(eyes.roles)))
        allowed = {"country": sorted(eyes.countries), "segment": sorted(eyes.segments)}
        actions.set_sight(session, person_id, world.teams[eyes.person] or "", allowed)
    with reading(service(house.north)) as session:
        return session.scalars(select(Person).where(Person.id == person_id)).one().viewer


def seen_in_tables(session: Session) -> Seen:
    """Names of accounts; how many contacts, invitations and responses."""
    counts = {
        cls.__tablename__: session.scalar(select(func.count()).select_from(cls))
        for cls in (Contact, Invitation, Response)
    }
    return {"account": set(session.scalars(select(Account.name))), **counts}


def of_tables(theirs: list[Known]) -> Seen:
    responses = sum(account.responses for account in theirs)
    names = {account.name for account in theirs}
    return {"account": names, "contact": len(theirs), "invitation": responses, "response": responses}


def test_drawn_viewers_see_what_is_theirs(house: House, world: World) -> None:
    random, all_seen = Random("drawn viewers"), set()
    for _ in range(VIEWERS):
        eyes = drawn_eyes(random)
        theirs = [account for account in world.accounts if eyes.see(world, account)]
        asked = random.sample(world.accounts, 3)
        viewer, me = become(house, world, eyes), world.people[eyes.person]
        with reading(viewer) as session:
            assert seen_in_tables(session) == of_tables(theirs), eyes
            assert seen_by_reports(session) == of_reports(theirs), eyes
            addresses = [account.address for account in asked]
            assert seen_by_lists(session, me, world.survey_id, addresses) == of_lists(theirs, asked), eyes
            assert seen_in_workbook(session) == of_workbook(theirs), eyes
        all_seen.add(len(theirs))
    assert {0, len(world.accounts)} < all_seen  # nobody's and everybody's were among them


def test_pages_show_no_account_that_is_not_theirs(house: House, world: World, app: Flask) -> None:
    random = Random("drawn pages")
    for _ in range(PAGES):
        eyes = drawn_eyes(random)
        viewer = become(house, world, eyes)
        somebody = Somebody("", "", world.people[eyes.person], viewer)
        browser = Browser(app.test_client()).sign_in(somebody)
        contacts, page = browser.get("/contacts").text, browser.get("/report").text
        for account in world.accounts:
            shown = f">{account.name}<" in contacts or f">{account.name}<" in page
            assert not shown or eyes.see(world, account), (eyes, account)


def test_a_key_reads_its_organisation_and_no_other(house: House, world: World, app: Flask) -> None:
    for admin, expected in (
        (house.bob, sorted(score for account in world.accounts for score in account.scores)),
        (house.charlie, [0, 0, 0]),
    ):
        program = Program(app, make_key(admin)[1])
        found = program.get("/api/v1/responses?limit=1000").json["responses"]
        assert sorted(one["score"] for one in found) == expected
        scores = program.get("/api/v1/scores?by=account").json["scores"]
        assert sum(one["answers"] for one in scores) == len(expected)
