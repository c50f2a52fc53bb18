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
from server.reporting import queries
from server.reporting.filters import Filters
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer, service
from tests.builders import House, Somebody
from tests.people import Browser
from tests.reporting.drawn_world import Eyes, Known, World, build_world, drawn_eyes

VIEWERS = 500
"""On each database: a thousand in all."""
PAGES = 25


@pytest.fixture
def world(house: House) -> World:
    """Eight people, forty accounts and their responses; another organisation stands beside them."""
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


def seen_in_tables(session: Session) -> tuple[set[str], int, int, int]:
    """Names of accounts; how many contacts, invitations and responses; all by the report's own count too."""
    counts = [session.scalar(select(func.count()).select_from(one)) or 0 for one in (Contact, Invitation)]
    responses = session.scalar(select(func.count()).select_from(Response)) or 0
    assert sum(queries.counts(session, Filters()).values()) == responses
    assert len(queries.answered(session, Filters())) == responses
    return set(session.scalars(select(Account.name))), *counts, responses


def expected(accounts: list[Known]) -> tuple[set[str], int, int, int]:
    responses = sum(account.responses for account in accounts)
    return {account.name for account in accounts}, len(accounts), responses, responses


def test_drawn_viewers_see_what_is_theirs(house: House, world: World) -> None:
    random, all_seen = Random("drawn viewers"), set()
    for _ in range(VIEWERS):
        eyes = drawn_eyes(random)
        theirs = [account for account in world.accounts if eyes.see(world, account)]
        with reading(become(house, world, eyes)) as session:
            assert seen_in_tables(session) == expected(theirs), eyes
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
