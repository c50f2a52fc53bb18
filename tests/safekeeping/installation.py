"""An installation of the tests: its settings, its application, its commands, and everything in its tables."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, select, text

from server import clock
from server.access import api_key_queries, api_keys, networks
from server.admin.model import Rollout
from server.answering.model import Visit
from server.app import create_app
from server.cli import application, rapport
from server.config import Config, read
from server.delivery.model import Message
from server.directory import actions as directory_actions
from server.identity import approvals, sign_ins
from server.identity.consent_model import MicrosoftConsent
from server.identity.factor_model import Authenticator, MailedLink, Passkey, RecoveryCode, RefusedAttempt
from server.identity.model import AccountFilter, MicrosoftFlow
from server.invitations.model import Invitation
from server.keyfile import create_key
from server.migrate import migrate, open_database
from server.safekeeping import rows
from server.security import addresses
from server.security.key_ring import WrappedKey
from server.tenancy.transaction import reading, storage, transaction
from server.tenancy.viewer import Reason, everything, service
from tests.builders import House, build_house, plant
from tests.programs import approve, make_key

PEOPLE = 450
"""More contacts than are sealed in two lots."""


@dataclass
class Installation:
    """`app` stands for a server that runs; `command` is another process's."""

    environ: dict[str, str]
    config: Config
    engine: Engine
    app: Flask
    house: House | None = None

    @property
    def north(self) -> House:
        """Whom it was filled with."""
        assert self.house is not None
        return self.house

    def command(self, *arguments: str) -> Result:
        """What an operator types, in a process that has nothing open."""
        return CliRunner().invoke(rapport, arguments, env=self.environ, obj=application)

    def process(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """The same in a real process."""
        return subprocess.run(
            [sys.executable, "-m", "server", *arguments],
            env={**os.environ, **self.environ},
            capture_output=True,
            text=True,
            timeout=120,
        )

    def another_server(self) -> Flask:
        """A server that has just begun: it knows the settings, and has opened no key of an organisation."""
        config = read(self.environ)
        return create_app(config, open_database(config))

    def fill(self) -> None:
        """People, contacts, mails, and a row in each table that there is."""
        with self.app.app_context():
            self.house = build_house()
            plant()
            with transaction(service(self.house.north)) as session:
                account = directory_actions.put_account(session, self.house.north, "Brixton")
                contacts = [
                    directory_actions.ContactValues(account.id, address(number), f"Person {number}")
                    for number in range(PEOPLE)
                ]
                directory_actions.put_contacts(session, self.house.north, contacts)
                for number in range(200):
                    session.add(
                        Message(
                            organisation_id=self.house.north,
                            person_id=self.house.alice.person_id,
                            request_id=str(number),
                            recipient=address(number),
                            content="Subject: Hello\r\n\r\n" + "All the best. " * 150,
                            due_at=clock.now() + timedelta(days=1),
                        )
                    )
                session.add(Rollout(organisation_id=self.house.north, host="rapport.example"))
            _fill_the_rest(self.house)


def address(number: int) -> str:
    """The address of one of the contacts."""
    return f"person{number}@brixton.example"


def _fill_the_rest(house: House) -> None:
    _fill_keys_and_networks(house)
    _fill_second_factors(house)
    sign_ins.sign_in(house.north, house.alice.person_id, "browser")
    sign_ins.hand_over(house.alice.viewer, "nonce")
    with transaction(everything(Reason.SIGN_IN)) as session:
        sealed = storage().keys.get(session, "sign-in").seal("{}", "microsoft_flow")
        ends_at = clock.now() + timedelta(minutes=10)
        session.add(
            MicrosoftFlow(state_fingerprint=b"1", browser_fingerprint=b"2", sealed=sealed, ends_at=ends_at)
        )
        invitation = session.scalars(select(Invitation)).one()
        asked = {"organisation_id": invitation.organisation_id, "account_id": invitation.account_id}
        session.add(Visit(**asked, invitation_id=invitation.id, method="GET", score=None))


def _fill_keys_and_networks(house: House) -> None:
    old, _ = make_key(house.bob)
    approve(house.bob, "203.0.113.0/24")
    with transaction(house.bob.viewer) as session:
        later = clock.now() + timedelta(days=1)
        old = api_key_queries.key(session, old.id)
        # Its id comes before that of the key that it refers to.
        api_keys.rotate(session, old, house.bob.person_id, UUID(int=old.id.int // 2), later)
        networks.turn_on(session, house.north, house.bob.person_id, addresses.read("203.0.113.7"))
        approval = {"name": "Olga", "email": "olga@rapport.example", "reason": "Ticket 7"}
        approvals.approve(session, house.bob.viewer, **approval, scope="look", days="7")


def _fill_second_factors(house: House) -> None:
    mine = {"organisation_id": house.north, "person_id": house.alice.person_id}
    soon = clock.now() + timedelta(hours=1)
    with transaction(house.alice.viewer) as session:
        session.add_all(
            (
                Authenticator(**mine, secret="JBSWY3DPEHPK3PXP", confirmed_at=clock.now()),
                Passkey(**mine, name="Laptop", credential_id=b"1", public_key=b"2", sign_count=0),
                RecoveryCode(**mine, fingerprint=b"3"),
            )
        )
    with transaction(service(house.north)) as session:
        session.add(MailedLink(**mine, purpose="reset", token_fingerprint=b"4", ends_at=soon))
        session.add(AccountFilter(**mine, field="country", value="NL"))
        asked = {"tenant_id": UUID(int=1), "asked_by_id": house.bob.person_id, "ends_at": soon}
        session.add(
            MicrosoftConsent(organisation_id=house.north, token="word", token_fingerprint=b"8", **asked)
        )
    with transaction(everything(Reason.SIGN_IN)) as session:
        session.add(RefusedAttempt(meant_for=b"5", client=b""))


def installed(home: Path, environ: dict[str, str]) -> Installation:
    """A migrated, empty one."""
    create_key(home / "keys" / "master.key")
    address = {"RAPPORT_ADDRESS": "https://rapport.example", "RAPPORT_DESK": "on"}
    environ = {"RAPPORT_HOME": str(home), **address, **environ}
    config = read(environ)
    migrate(config)
    engine = open_database(config)
    return Installation(environ, config, engine, create_app(config, engine))


def content(one: Installation, only: set[str] | None = None) -> dict[str, list[str]]:
    """Every row of every table as text, without the open and with the opened keys."""
    with one.another_server().app_context(), reading(everything(Reason.BACKUP)) as session:
        found = {
            table.name: sorted(
                repr(rows.encode(table, row)) for row in session.execute(select(*rows.stored(table)))
            )
            for table in rows.tables()
            if only is None or table.name in only
        }
        found["wrapped_key"] = sorted(
            repr((row.name, row.version, row.made_at, storage().keys.unwrap(row.name, row.wrapped)))
            for row in session.scalars(select(WrappedKey))
        )
    return found


def plain_rows(engine: Engine, table: str) -> list[Any]:
    """What the database holds, past everything of ours but row rights."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select set_config('rapport.everything', 'on', true)"))
        return list(connection.execute(text(f'select * from "{table}"')).mappings())
