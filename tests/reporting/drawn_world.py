"""An organisation with teams, accounts of many kinds and responses, known to the test in plain Python."""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server import clock
from server.answering.model import Answer, Response
from server.answering.queries import COMMENT
from server.directory.model import Account, Contact
from server.identity import actions
from server.identity.model import Role
from server.invitations.model import Invitation
from server.security import keys
from server.surveys.model import SurveyVersion
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.asking import publish_survey
from tests.builders import House

COUNTRIES, SEGMENTS, TEAMS = ("DK", "DE", "IE", None), ("Large", "Small", None), ("Red", "Blue", None)
PEOPLE, ACCOUNTS = 8, 40
GIVEN_AT = datetime(2026, 5, 12, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """An account as the test knows it; the owner by number."""

    name: str
    owner: int | None
    country: str | None
    segment: str | None
    scores: tuple[int, ...]

    @property
    def responses(self) -> int:
        """How many there are."""
        return len(self.scores)

    @property
    def comment(self) -> str | None:
        """What was written beside the first of them."""
        return f"Said at {self.name}." if self.scores else None

    @property
    def address(self) -> str:
        """The mail address of its contact."""
        return f"contact@{self.name.replace(' ', '-').lower()}.example"


@dataclass(frozen=True)
class World:
    """People by number, their teams, and all accounts."""

    people: list[UUID]
    teams: list[str | None]
    accounts: list[Known]
    survey_id: UUID


@dataclass(frozen=True)
class Eyes:
    """Somebody as they are drawn: who, with which roles, and what their filters let through (empty: all)."""

    person: int
    roles: frozenset[Role]
    countries: frozenset[str]
    segments: frozenset[str]

    def see(self, world: World, account: Known) -> bool:
        """What the rights say, in other words than the product's."""
        team = world.teams[self.person]
        if account.owner is not None and (
            account.owner == self.person or (team and world.teams[account.owner] == team)
        ):
            return True
        if not self.roles & {Role.ADMIN, Role.ANALYST}:
            return False
        by_country = not self.countries or account.country in self.countries
        return by_country and (not self.segments or account.segment in self.segments)


def drawn_eyes(random: Random) -> Eyes:
    """Somebody at random."""
    roles = frozenset(role for role in Role if random.random() < 0.4)
    countries = frozenset(c for c in COUNTRIES if c and random.random() < 0.3)
    segments = frozenset(s for s in SEGMENTS if s and random.random() < 0.3)
    return Eyes(random.randrange(PEOPLE), roles, countries, segments)


def build_world(house: House, random: Random) -> World:
    """The north's people and accounts, in place of those of the house."""
    survey = publish_survey(house.north)
    with transaction(service(house.north)) as session:
        session.execute(delete(Contact))
        session.execute(delete(Account))
        version = session.scalars(select(SurveyVersion.id)).one()
        # The last one is in no team and owns nothing.
        teams = [*(random.choice(TEAMS) for _ in range(PEOPLE - 1)), None]
        people = []
        for number, team in enumerate(teams):
            person = actions.add_person(session, house.north, f"P{number}", f"p{number}@north.example", set())
            person.team = team
            people.append(person.id)
        makes = _Making(session, house.north, people, survey, version, random)
        return World(people, teams, [makes.account(number) for number in range(ACCOUNTS)], survey)


@dataclass(frozen=True)
class _Making:
    session: Session
    organisation_id: UUID
    people: list[UUID]
    survey_id: UUID
    version_id: UUID
    random: Random

    def account(self, number: int) -> Known:
        owner = self.random.choice([None, *range(PEOPLE - 1)])
        country, segment = self.random.choice(COUNTRIES), self.random.choice(SEGMENTS)
        scores = tuple(self.random.randrange(11) for _ in range(self.random.randrange(4)))
        known = Known(f"Account {number}", owner, country, segment, scores)
        row = Account(
            organisation_id=self.organisation_id,
            name=known.name,
            name_key=known.name,
            owner_id=None if owner is None else self.people[owner],
            country=country,
            segment=segment,
        )
        self.session.add(row)
        self.session.flush()
        contact = self._contact(row.id, known)
        for place, score in enumerate(scores):
            self._response(row.id, contact, score, None if place else known.comment)
        return known

    def _contact(self, account_id: UUID, known: Known) -> UUID:
        contact = Contact(
            organisation_id=self.organisation_id,
            account_id=account_id,
            name=f"Contact at {known.name}",
            email=known.address,
            email_index=keys.current().index(known.address, "contact.email"),
        )
        self.session.add(contact)
        self.session.flush()
        return contact.id

    def _response(self, account_id: UUID, contact_id: UUID, score: int, comment: str | None) -> None:
        shared = {
            "organisation_id": self.organisation_id,
            "account_id": account_id,
            "contact_id": contact_id,
            "survey_id": self.survey_id,
            "asked_by_id": self.people[0],
            "language": "en",
        }
        invitation = Invitation(
            **shared,
            survey_version_id=self.version_id,
            request_id=str(uuid4()),
            token_fingerprint=uuid4().bytes,
            asked_at=clock.now(),
            answered_at=clock.now(),
            ends_at=clock.now(),
        )
        self.session.add(invitation)
        self.session.flush()
        given = Response(**shared, invitation_id=invitation.id, score=score, made_at=GIVEN_AT)
        self.session.add(given)
        self.session.flush()
        if comment:
            ids = {"organisation_id": self.organisation_id, "account_id": account_id}
            self.session.add(Answer(**ids, response_id=given.id, question=COMMENT, text=comment))
            self.session.flush()
