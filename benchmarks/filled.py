"""Both databases, each with an organisation whose contacts have answered, for what rights and seals cost."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import Engine, insert

from server import clock
from server.answering.model import Response
from server.app import create_app
from server.config import Config, read
from server.directory.model import Account, Contact
from server.identity import actions
from server.identity.model import Role
from server.invitations.model import Invitation
from server.keyfile import create_key
from server.migrate import migrate, open_database
from server.surveys.model import Survey, SurveyVersion
from server.tenancy.transaction import transaction
from server.tenancy.viewer import Viewer, service
from tests.postgresql import start_server

ORGANISATIONS, ACCOUNTS, CONTACTS_EACH = 3, 200, 10
"""Accounts and their contacts in each organisation; each contact has answered once."""


@dataclass(frozen=True)
class Filled:
    """A database with people of one of its organisations; `owner` opens it as the tables' owner."""

    app: Flask
    engine: Engine
    owner: Engine
    everybody: Viewer
    manager: Viewer
    """Owns a tenth of the accounts."""


@contextmanager
def both() -> Iterator[dict[str, Filled]]:
    """The embedded database and PostgreSQL, both filled alike."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two, start_server() as server:
        yield {"embedded": _filled(Path(one), {}), "PostgreSQL": _filled(Path(two), server.new_database())}


def _filled(home: Path, environ: dict[str, str]) -> Filled:
    create_key(home / "keys" / "master.key")
    config: Config = read({"RAPPORT_HOME": str(home), **environ})
    migrate(config)
    engine = open_database(config)
    owner = (
        open_database(replace(config, database_url=config.database_owner_url))
        if config.database_owner_url
        else engine
    )
    app = create_app(config, engine)
    with app.app_context():
        made = [_organisation(f"made-{number}") for number in range(ORGANISATIONS)]
    return Filled(app, engine, owner, *made[0])


def _organisation(key: str) -> tuple[Viewer, Viewer]:
    organisation_id = actions.found_organisation(key, key)
    with transaction(service(organisation_id)) as session:
        people = [
            actions.add_person(session, organisation_id, str(n), f"{n}@{key}.example", {Role.ACCOUNT_MANAGER})
            for n in range(10)
        ]
        ours = {"organisation_id": organisation_id}
        survey, version = uuid4(), uuid4()
        session.execute(insert(Survey), [{**ours, "id": survey, "title": "S", "draft": {}}])
        session.execute(
            insert(SurveyVersion),
            [{**ours, "id": version, "survey_id": survey, "number": 1, "definition": {}}],
        )
        asked = {**ours, "survey_id": survey, "asked_by_id": people[0].id, "language": "en"}
        accounts, contacts, invitations, responses = [], [], [], []
        for number in range(ACCOUNTS):
            account = {**ours, "id": uuid4(), "name": f"Account {number}", "name_key": f"account {number}"}
            accounts.append({**account, "owner_id": people[number % 10].id, "country": "DK", "segment": "S"})
            for place in range(CONTACTS_EACH):
                about = {**ours, "id": uuid4(), "account_id": account["id"]}
                contacts.append({**about, **contact(f"Contact {number} {place}")})
                invitation = uuid4()
                ids = {"account_id": account["id"], "contact_id": about["id"]}
                invitations.append({**asked, **ids, "id": invitation, **_invited(version)})
                responses.append(
                    {**asked, **ids, "id": uuid4(), "invitation_id": invitation, "score": place % 11}
                )
        for cls, rows in (
            (Account, accounts),
            (Contact, contacts),
            (Invitation, invitations),
            (Response, responses),
        ):
            session.execute(insert(cls), rows)
        return service(organisation_id, people[1].id), people[0].viewer


def _invited(version_id: UUID) -> dict[str, object]:
    return {
        "survey_version_id": version_id,
        "request_id": str(uuid4()),
        "token_fingerprint": uuid4().bytes,
        "ends_at": clock.now(),
    }


def contact(name: str) -> dict[str, object]:
    """What a contact has of its own."""
    email = f"{name.replace(' ', '.').lower()}@customer.example"
    return {"name": name, "email": email, "email_index": uuid4().bytes}
