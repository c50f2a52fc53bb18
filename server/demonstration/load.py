"""Fills the database with the demonstration, once."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from server import clock
from server.demonstration import customers, history, rows
from server.demonstration.people import EVERYBODY, ORGANISATION_KEY, ORGANISATION_NAME, PASSWORD
from server.demonstration.surveys import DELIVERY, DELIVERY_TITLE, RELATIONSHIP, RELATIONSHIP_TITLE
from server.directory import actions as directory_actions
from server.directory import queries as directory_queries
from server.directory.actions import AccountValues, ContactValues
from server.directory.rules import name_key
from server.identity import actions as identity_actions
from server.identity import queries as identity_queries
from server.identity.model import Person
from server.identity.second_factor import Demand
from server.security import passwords
from server.surveys import actions as survey_actions
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service

SEED = "Nordwind Supply"


def _quietly(_words: str) -> None:
    pass


def load(app: Flask, say: Callable[[str], None] = _quietly) -> bool:
    """Make the demonstration organisation with its two years; whether there was anything to do.

    Everything but the organisation itself stands in one transaction: after a failure the next call makes
    all of it. `say` gets a few words at each step.
    """
    moment = clock.now()
    with app.app_context():
        organisation_id = identity_queries.organisation_by_key(ORGANISATION_KEY)
        if organisation_id is None:
            organisation_id = identity_actions.found_organisation(ORGANISATION_KEY, ORGANISATION_NAME)
        with transaction(service(organisation_id)) as session:
            if session.scalar(select(Person.id).limit(1)):
                return False
            # Its passwords are printed where it is started: a second factor would protect nothing.
            session.execute(update(Organisation).values(second_factor_of=Demand.NOBODY))
            _fill(session, organisation_id, moment, say)
    return True


def _fill(session: Session, organisation_id: UUID, moment: datetime, say: Callable[[str], None]) -> None:
    random = Random(SEED)
    accounts = customers.accounts(random)
    people = customers.contacts(accounts, random)
    asks = history.play(people, moment, random)
    with clock.stopped_at(moment - timedelta(days=history.DAYS + 30)):
        say(f"{ORGANISATION_NAME}: its {len(EVERYBODY)} people and its surveys")
        owners = _add_people(session, organisation_id)
        surveys = _add_surveys(session, organisation_id)
        say(f"{len(accounts)} accounts with {len(people)} contacts")
        _add_customers(session, organisation_id, accounts, people, owners, moment)
    say(f"{len(asks):,} invitations and {sum(ask.reply is not None for ask in asks):,} responses")
    found = directory_queries.by_addresses(session, [one.email for one in people])
    known = rows.Known(organisation_id, owners, surveys, found)
    for model, lot in rows.of(session, asks, known).items():
        # Rows with and without empty columns go in one statement instead of thousands.
        session.execute(insert(model), lot, execution_options={"render_nulls": True})


def _add_people(session: Session, organisation_id: UUID) -> dict[str, UUID]:
    """Ids by address. One hash serves all: the many rounds are meant to be slow."""
    password_hash = passwords.hashed(PASSWORD)
    ids = {}
    for colleague in EVERYBODY:
        person = identity_actions.add_person(
            session, organisation_id, colleague.name, colleague.email, {colleague.role}
        )
        person.password_hash = password_hash
        ids[colleague.email] = person.id
    return ids


def _add_surveys(session: Session, organisation_id: UUID) -> dict[bool, rows.Published]:
    """What was published, by whether it is about a delivery."""
    published = {}
    for about_delivery, title, definition in (
        (False, RELATIONSHIP_TITLE, RELATIONSHIP),
        (True, DELIVERY_TITLE, DELIVERY),
    ):
        survey = survey_actions.create(session, organisation_id, title, definition)
        version = survey_actions.publish(session, survey)
        published[about_delivery] = rows.Published(survey.id, version.id)
    return published


def _add_customers(
    session: Session,
    organisation_id: UUID,
    accounts: Sequence[customers.PlannedAccount],
    people: Sequence[customers.PlannedContact],
    owners: dict[str, UUID],
    moment: datetime,
) -> None:
    wanted = [AccountValues(a.name, owners[a.owner.email], a.segment, a.country.name) for a in accounts]
    ids, _ = directory_actions.put_accounts(session, organisation_id, wanted)
    values = [
        ContactValues(ids[name_key(one.account.name)], one.email, one.name, one.account.country.language)
        for one in people
    ]
    directory_actions.put_contacts(session, organisation_id, values)
    gone = {one.email: one for one in people if one.opted_out}
    for email, contact in directory_queries.by_addresses(session, gone).items():
        contact.opted_out_at = moment - timedelta(days=max(0, (gone[email].asked_until or 0) - 1))
    session.flush()
