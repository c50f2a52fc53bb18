"""The bar on top: which pages a person is offered."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Flask

from server.config import Config
from server.identity.permissions import Permission
from server.identity.speaker import speaker


class Item(NamedTuple):
    """A link in the bar, for those who may do what its page demands."""

    endpoint: str
    words: str
    permission: Permission


ITEMS = (
    Item("reporting.report", "Report", Permission.SEE_ANSWERS),
    Item("directory.contacts", "Contacts", Permission.SEE_CONTACTS),
    Item("surveys.overview", "Surveys", Permission.EDIT_SURVEYS),
    Item("admin.people", "People", Permission.MANAGE_PEOPLE),
    Item("rollout.show", "Outlook add-in", Permission.CONFIGURE),
    Item("audit.show", "Audit trail", Permission.READ_TRAIL),
    Item("keys.overview", "API keys", Permission.CONFIGURE),
    Item("networks.overview", "Networks", Permission.CONFIGURE),
)
DESK = Item("desk.mail", "Desk", Permission.SEE_CONTACTS)


def install(app: Flask, config: Config) -> None:
    """Let templates ask for the items."""
    offered = [*ITEMS, DESK] if config.desk else ITEMS
    app.context_processor(lambda: {"navigation": lambda: _allowed(offered)})


def first_page() -> str:
    """Where whoever speaks begins: the endpoint of their first page, their own one where there is none."""
    return next((item.endpoint for item in _allowed(ITEMS)), "me.overview")


def _allowed(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.permission in speaker().permissions]
