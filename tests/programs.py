"""Programs that call the data API with a key, from some address; and browsers at other addresses."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import TestResponse

from server import clock
from server.access import api_keys, networks
from server.access.api_key_model import ApiKey
from server.access.api_keys import Wanted
from server.access.scopes import FOR_KEYS
from server.security import addresses
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service
from tests.builders import Somebody
from tests.people import Browser, Client

OFFICE = "203.0.113.7"
CAFE = "198.51.100.9"


class Program(Client):
    """Sends requests with a key."""

    def __init__(self, app: Flask, key: str, address: str = OFFICE) -> None:
        super().__init__(app.test_client())
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._address = address

    def get(self, path: str, **options: Any) -> TestResponse:
        """Ask."""
        from_here = {"REMOTE_ADDR": self._address}
        return self.request("GET", path, headers=self._headers, environ_overrides=from_here, **options)


def make_key(
    admin: Somebody,
    scopes: Collection[str] = FOR_KEYS,
    networks: str = "",
    ends_at: datetime | None = None,
    name: str = "Power BI",
) -> tuple[ApiKey, str]:
    """A key of the admin's organisation, and its text."""
    organisation_id = organisation_of(admin)
    wanted = Wanted(uuid4(), name, scopes, networks, ends_at or clock.now() + timedelta(days=365))
    with transaction(service(organisation_id)) as session:
        key, shown = api_keys.make(session, organisation_id, admin.person_id, wanted)
    return key, shown.text


def approve(admin: Somebody, cidr: str, until: datetime | None = None) -> UUID:
    """The admin asked for this network and approved it; its id."""
    organisation_id = organisation_of(admin)
    with transaction(service(organisation_id)) as session:
        asked = networks.ask(session, organisation_id, admin.person_id, cidr, "We work there.")
        networks.approve(session, asked, admin.person_id, until)
        return asked.id


def only_approved(admin: Somebody) -> None:
    """Approve the office, and let nobody else in."""
    approve(admin, OFFICE)
    organisation_id = organisation_of(admin)
    with transaction(service(organisation_id)) as session:
        here = addresses.read(OFFICE)
        networks.turn_on(session, organisation_id, admin.person_id, here)


def browser_at(app: Flask, address: str, somebody: Somebody | None = None) -> Browser:
    """A browser at this address, in which somebody is signed in."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    browser = Browser(client)
    return browser.sign_in(somebody) if somebody else browser


def organisation_of(somebody: Somebody) -> UUID:
    """Their organisation's id."""
    found = somebody.viewer.organisation_id
    assert found is not None
    return found
