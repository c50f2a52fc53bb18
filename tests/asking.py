"""A survey in two languages, and questions that somebody asks with it."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from server import clock
from server.identity.speaker import Speaker
from server.invitations import actions, link
from server.surveys import actions as survey_actions
from server.surveys.definition import Definition, Words
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.builders import Somebody

ENGLISH = Words(
    question="How likely are you to recommend North & Sons to a colleague?",
    low="not at all likely",
    high="extremely likely",
    comment="What is the main reason for your score?",
    thanks="Your answer helps us to improve.",
)
DANISH = Words(
    question="Hvor sandsynligt er det, at du vil anbefale North & Sons til en kollega?",
    low="slet ikke sandsynligt",
    high="yderst sandsynligt",
    comment="Hvad er den vigtigste grund til din score?",
    thanks="Dit svar hjælper os med at blive bedre.",
)
LOYALTY = Definition(words={"en": ENGLISH, "da": DANISH})

CARLA = "carla@acme.example"
"""Alice's contact."""
ZOE = "zoe@zenith.example"
"""Charlie's contact."""


class Asked(NamedTuple):
    """An invitation with its link."""

    id: UUID
    token: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return link.PATH + self.token


def publish_survey(organisation_id: UUID, title: str = "Loyalty") -> UUID:
    """A survey that can be asked; its id."""
    with transaction(service(organisation_id)) as session:
        survey = survey_actions.create(session, organisation_id, title, LOYALTY)
        survey_actions.publish(session, survey)
        return survey.id


def speaks(somebody: Somebody) -> Speaker:
    """Somebody as requests know them, for actions that are called without a request."""
    viewer = somebody.viewer
    assert viewer.organisation_id is not None
    return Speaker(
        organisation_id=viewer.organisation_id,
        organisation_key="",
        organisation_name="",
        person_id=somebody.person_id,
        name=somebody.name,
        email=somebody.email,
        roles=frozenset(),
        scopes=frozenset(),
        permissions=frozenset(),
        viewer=viewer,
        signed_in_at=clock.now(),
        signed_in_until=clock.now() + timedelta(hours=1),
    )


def ask(
    asker: Somebody,
    survey_id: UUID,
    email: str = CARLA,
    language: str = "en",
    request_id: str = "press-1",
    inserted: bool = True,
) -> Asked:
    """A question, inserted into a mail unless it is said otherwise."""
    with transaction(asker.viewer) as session:
        invitation = actions.ask(session, speaks(asker), survey_id, language, email, request_id)
        if inserted:
            actions.mark_inserted(session, invitation, "cursor")
        return Asked(invitation.id, link.token(session, invitation.id))
