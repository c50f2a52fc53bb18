"""The bar on top: which pages a person is offered."""

from typing import NamedTuple

from flask import Flask

from server.config import Config
from server.identity.model import Role
from server.identity.speaker import speaker


class Item(NamedTuple):
    """A link in the bar; without roles, everybody who is signed in sees it."""

    endpoint: str
    words: str
    roles: frozenset[Role] = frozenset()


ITEMS = (
    Item("reporting.report", "Report"),
    Item("directory.contacts", "Contacts"),
    Item("surveys.overview", "Surveys", frozenset({Role.ADMIN})),
    Item("admin.people", "People", frozenset({Role.ADMIN})),
    Item("rollout.show", "Outlook add-in", frozenset({Role.ADMIN})),
    Item("audit.show", "Audit trail", frozenset({Role.ADMIN})),
    Item("keys.overview", "API keys", frozenset({Role.ADMIN})),
    Item("networks.overview", "Networks", frozenset({Role.ADMIN})),
)
DESK = Item("desk.mail", "Desk")


def install(app: Flask, config: Config) -> None:
    """Let templates ask for the items."""

    def navigation() -> list[Item]:
        offered = [*ITEMS, DESK] if config.desk else ITEMS
        return [item for item in offered if not item.roles or item.roles & speaker().roles]

    app.context_processor(lambda: {"navigation": navigation})
