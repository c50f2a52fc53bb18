"""As whose each request is counted, and by which limits: people first, network addresses second."""

from flask import Flask, g, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from server import limits
from server.access import caller
from server.config import Config
from server.identity.speaker import Speaker
from server.security import throttling
from server.security.throttling import Counted, client
from server.tenancy.transaction import Storage

NEVER = frozenset({"static", "addin.part", "desk_office.script", "front.health"})
"""Files that are the same for everybody, which pages load by the dozen, and operators' probes."""
PASSWORDS = frozenset({"identity.sign_in_with_password", "begin.begin", "password.ask"})
"""Where a mail address is typed: with its password, or to get a mail by which one is chosen."""
SIGN_IN_STEPS = frozenset(
    {
        "identity.sign_in_with_microsoft",
        "identity.back_from_microsoft",
        "identity.dialog_start",
        "identity.dialog_continue",
        "identity.dialog_other",
        "identity.dialog_done",
        "pane_session.begin",
        "pane_session.begin_with_microsoft",
        "password.choose",
        "password.save",
        "second.ask",
        "second.confirm",
        "second.passkey_options",
        "second.set_up",
        "second.take",
        "second.take_passkey",
    }
)
LINKS = frozenset({"answering.open_link", "answering.send"})
"""Personal links: many come from one address, since mail scanners and whole companies share some."""


def install(app: Flask, config: Config, storage: Storage) -> None:
    """Limit every route, a new one too; must follow what finds out who speaks."""
    client.trust_proxies(app, config.proxies)
    with Session(storage.bind) as session:
        secret = storage.keys.get(session, "sign-in").index("", "throttling")
    throttling.install(app, config.limits, throttling.Store(config.throttle_store, secret), counted)


def counted() -> Counted:
    """By which limits the present request is counted, and as whose."""
    endpoint, network = request.endpoint, client.network()
    if endpoint in NEVER:
        return {}
    if endpoint in PASSWORDS:
        # Of one network only: otherwise anybody could lock somebody out by trying from elsewhere.
        return {limits.SIGN_IN: f"{network} {_typed_address()}", limits.SIGN_IN_NETWORK: network}
    if endpoint in SIGN_IN_STEPS:
        return {limits.SIGN_IN_STEPS: network}
    if endpoint in LINKS:
        token = str((request.view_args or {}).get("token"))
        return {limits.LINK: token, limits.LINK_NETWORK: network}
    speaker: Speaker | None = g.get("speaker")
    if speaker is not None:
        return {limits.PERSON: f"{speaker.organisation_id} {speaker.person_id}"}
    if (key := caller.shown_key()) is not None and key.works:
        return {limits.PERSON: f"key {key.id}"}
    return {limits.NETWORK: network}


def _typed_address() -> str:
    """As sign-in compares it; nothing in a form that is too large to be read, which counts all the same."""
    try:
        return request.form.get("email", "").strip().casefold()
    except RequestEntityTooLarge:
        return ""
