"""Builds the world that most tests need, through the product's own actions."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import select
from werkzeug.security import generate_password_hash

from server import clock
from server.answering.model import Answer, Response
from server.delivery.model import Message
from server.directory.model import Account, Contact
from server.identity import actions
from server.identity.model import Role
from server.invitations.model import Invitation
from server.surveys.model import Survey, SurveyVersion
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import Viewer, service

PASSWORD = "correct horse battery"

PLANTED = ("Wilhelmina", "quokka@marsupial.example", "Zanzibarity", "flabbergasted", "Xylophonics")
"""A name, an address, a survey's title, a comment, an account's name: to be readable in no file."""


@dataclass(frozen=True)
class Somebody:
    """A person of a test, and what their eyes see."""

    name: str
    email: str
    person_id: UUID
    viewer: Viewer


@dataclass(frozen=True)
class House:
    """Alice owns the account Acme, Bob is admin and analyst beside her, Charlie works elsewhere."""

    north: UUID
    south: UUID
    alice: Somebody
    bob: Somebody
    charlie: Somebody


def build_house() -> House:
    """Make both organisations; each has one account, Acme in the north, Zenith in the south."""
    north = actions.found_organisation("north", "North")
    south = actions.found_organisation("south", "South")
    alice = add_somebody(north, "Alice", {Role.ACCOUNT_MANAGER})
    bob = add_somebody(north, "Bob", {Role.ADMIN, Role.ANALYST})
    charlie = add_somebody(south, "Charlie", {Role.ADMIN, Role.ANALYST, Role.ACCOUNT_MANAGER})
    add_account(north, "Acme", alice, [("Carla Customer", "carla@acme.example")])
    add_account(north, "Brixton", bob, [("Bert Buyer", "bert@brixton.example")])
    add_account(south, "Zenith", charlie, [("Zoe Zander", "zoe@zenith.example")])
    return House(north, south, alice, bob, charlie)


def add_somebody(organisation_id: UUID, name: str, roles: set[Role]) -> Somebody:
    """A person with the tests' password."""
    email = f"{name.lower()}@rapport-tests.example"
    with transaction(service(organisation_id)) as session:
        person = actions.add_person(session, organisation_id, name, email, roles)
        person.password_hash = _hash_of_password()
        return Somebody(name, email, person.id, person.viewer)


def colleague(house: House) -> Somebody:
    """An account manager beside Alice, whose role sees every account."""
    return add_somebody(house.north, "Dora", {Role.ADMIN, Role.ACCOUNT_MANAGER})


@cache
def _hash_of_password() -> str:
    """By few rounds, for speed: the rounds are kept in the hash, and any number of them is checked."""
    return generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")


def add_account(organisation_id: UUID, name: str, owner: Somebody, contacts: list[tuple[str, str]]) -> UUID:
    """An account with (name, address) contacts; its id."""
    with transaction(service(organisation_id)) as session:
        account = Account(
            organisation_id=organisation_id, name=name, name_key=name.casefold(), owner_id=owner.person_id
        )
        session.add(account)
        session.flush()
        key = storage().keys.get(session, f"organisation {organisation_id}")
        for contact_name, email in contacts:
            session.add(
                Contact(
                    organisation_id=organisation_id,
                    account_id=account.id,
                    name=contact_name,
                    email=email,
                    email_index=key.index(email, "contact.email"),
                )
            )
        return account.id


def contact_id(viewer: Viewer, email: str) -> UUID:
    """The contact with this address, as `viewer` sees it."""
    with transaction(viewer) as session:
        return next(c.id for c in session.scalars(select(Contact)) if c.email == email)


def plant() -> None:
    """Write the planted words into every kind of place where people's words end up."""
    name, email, title, comment, account_name = PLANTED
    organisation_id = actions.found_organisation("planted", "Planted")
    person = add_somebody(organisation_id, name, {Role.ADMIN})
    account_id = add_account(organisation_id, account_name, person, [(name, email)])
    ids = {"organisation_id": organisation_id, "account_id": account_id}
    contact = contact_id(service(organisation_id), email)
    with transaction(service(organisation_id)) as session:
        survey = Survey(organisation_id=organisation_id, title=title, draft={})
        session.add(survey)
        session.flush()
        version = SurveyVersion(organisation_id=organisation_id, survey_id=survey.id, number=1, definition={})
        session.add(version)
        session.flush()
        asked = {"contact_id": contact, "survey_id": survey.id, "asked_by_id": person.person_id}
        invitation = Invitation(
            **ids,
            **asked,
            survey_version_id=version.id,
            request_id="1",
            language="en",
            token_fingerprint=b"1",
            ends_at=clock.now(),
        )
        session.add(invitation)
        session.flush()
        response = Response(**ids, **asked, invitation_id=invitation.id, score=9, language="en")
        session.add(response)
        session.flush()
        session.add(Answer(**ids, response_id=response.id, question="comment", text=f"I am {comment}."))
        session.add(
            Message(
                organisation_id=organisation_id,
                person_id=person.person_id,
                request_id="1",
                recipient=email,
                content=f"Dear {name}, {comment}",
            )
        )
