"""An organisation with one of everything that an address can name, and what its rows are at a moment."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select, update

from server.access import networks
from server.admin import rollout
from server.answering import actions as answering_actions
from server.delivery import mail, outbox
from server.identity import approvals, mailed_links, sign_ins
from server.identity.factor_model import Passkey
from server.identity.model import Person, Role, SignIn
from server.invitations.model import Invitation
from server.security.addresses import read as address
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import Viewer, service
from tests.asking import ask, publish_survey
from tests.builders import House, Somebody, add_account, add_somebody, build_house
from tests.programs import CAFE, OFFICE, approve, make_key, organisation_of

FREE = "nora@borealis.example"
ANSWERED = "nils@borealis.example"
SECRETS = (
    "Borealis",
    "Nora",
    "Nils",
    "Aurora loyalty",
    "quokka",
    "Brixton",
    "Bert",
    "Olga",
    "Lantern",
)
"""Words of the north: an account, contacts, a survey, an answer, people, a key."""
EVERYTHING = set(Role)


@dataclass(frozen=True)
class World:
    """The house, Olga of the north, who has every role, and the things of the north by name."""

    house: House
    olga: Somebody
    things: dict[str, str]
    key: str
    """A key of the north that may do all that keys may."""
    key_id: UUID


def build_world() -> World:
    """Make it."""
    house = build_house()
    olga = add_somebody(house.north, "Olga", EVERYTHING)
    contacts = [("Nora Northern", FREE), ("Nils Northern", ANSWERED), ("Nina", "nina@borealis.example")]
    add_account(house.north, "Borealis", olga, contacts)
    survey = publish_survey(house.north, "Aurora loyalty")
    answered = ask(olga, survey, ANSWERED, request_id="press-1")
    waiting = ask(olga, survey, "nina@borealis.example", request_id="press-2", inserted=False)
    with transaction(service(house.north)) as session:
        invitation = session.scalars(select(Invitation).where(Invitation.id == answered.id)).one()
        answering_actions.record_response(session, invitation, 9, "A quokka.")
    key, text = make_key(olga, name="Lantern")
    things = {
        "free": FREE,
        "answered": ANSWERED,
        "survey": survey,
        "invitation": waiting.id,
        "link": waiting.token,
        "alice": house.alice.person_id,
        "key": key.id,
        "approved": approve(olga, CAFE),
        "new": uuid4(),
        **_things_of(house, olga),
    }
    return World(house, olga, {name: str(thing) for name, thing in things.items()}, text, key.id)


def _things_of(house: House, olga: Somebody) -> dict[str, object]:
    content = mail.compose("Olga", olga.email, FREE, "Your delivery", "On its way.")
    approve(olga, OFFICE)
    _, running = sign_ins.sign_in(house.north, olga.person_id, "browser")
    with transaction(service(house.north)) as session:
        waiting = networks.ask(session, house.north, house.alice.person_id, "192.0.2.9", "Home")
        approval = approvals.approve(session, olga.viewer, "Otto", "otto@x.example", "Help", "look", "3")
        addin = rollout.save(session, house.north, "https://north.example", "").addin_id
        alice = session.scalars(select(Person).where(Person.id == house.alice.person_id)).one()
        session.execute(update(Organisation).values(second_factor_of="nobody"))
        mailed = mailed_links.make(session, alice, "reset")
    with transaction(olga.viewer) as session:
        message = outbox.put(session, olga.viewer, "m-1", FREE, content)
        passkey = Passkey(
            organisation_id=house.north,
            person_id=olga.person_id,
            name="Laptop",
            credential_id=b"1",
            public_key=b"1",
            sign_count=0,
        )
        session.add(passkey)
        session.flush()
    return {
        "waiting": waiting.id,
        "approval": approval.id,
        "addin": addin,
        "mailed": mailed,
        "mail": message.id,
        "sign_in": running.id,
        "passkey": passkey.id,
    }


def only_approved(world: World) -> None:
    """Let nobody into the north from elsewhere than its approved networks."""
    with transaction(service(world.house.north)) as session:
        networks.turn_on(session, world.house.north, world.olga.person_id, address(OFFICE))


def with_roles(somebody: Somebody, roles: set[str]) -> None:
    """Give somebody these roles and no others."""
    with transaction(service(organisation_of(somebody))) as session:
        session.execute(update(Person).where(Person.id == somebody.person_id).values(roles=sorted(roles)))


def token(somebody: Somebody, purpose: str, scopes: set[str] | None = None) -> str:
    """A sign-in's token, limited to these scopes instead of its purpose's."""
    organisation_id = organisation_of(somebody)
    made, running = sign_ins.sign_in(organisation_id, somebody.person_id, purpose)
    if scopes is not None:
        with transaction(Viewer(organisation_id, somebody.person_id)) as session:
            limited = update(SignIn).where(SignIn.id == running.id).values(scopes=sorted(scopes))
            session.execute(limited)
    return made
