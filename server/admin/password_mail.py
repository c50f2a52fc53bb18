"""The mails by which people set their password: an invitation, or because they forgot it."""

from urllib.parse import urlsplit
from uuid import UUID, uuid4

from flask import current_app, url_for

from server.config import Config
from server.delivery import mail, outbox
from server.identity import mailed_links, queries
from server.identity.model import Person
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service

_INVITATION = """Hello {name},

you can sign in to Rapport for {organisation} from now on. Choose a password here, within {days} days:

{link}

If you didn't expect this mail, you needn't do anything.
"""
_RESET = """Hello {name},

somebody, probably you, asked for a new password at Rapport for {organisation}.
Choose one here, within an hour:

{link}

If it wasn't you, you needn't do anything: your password stays as it is.
"""


def invite(organisation_id: UUID, person_id: UUID) -> bool:
    """Mail somebody a link by which they set their first password, or a new one; whether they are active."""
    return _send(organisation_id, person_id, "invitation")


def reset(email: str) -> None:
    """Mail a link to everybody who has this address; to nobody when it is nobody's, and nobody is told."""
    for organisation_id, person_id in queries.by_address(email):
        _send(organisation_id, person_id, "reset")


def _send(organisation_id: UUID, person_id: UUID, purpose: str) -> bool:
    found = queries.active_person(organisation_id, person_id)
    if found is None:
        return False
    with transaction(service(organisation_id)) as session:
        token = mailed_links.make(session, found[0], purpose)
        if token is not None:
            viewer = service(organisation_id, person_id)
            content = _composed(*found, purpose, token)
            outbox.put(session, viewer, f"password {uuid4()}", found[0].email, content)
    return True


def _composed(person: Person, organisation: Organisation, purpose: str, token: str) -> str:
    config: Config = current_app.config["RAPPORT"]
    link = config.address + url_for("password.choose", token=token)
    words, subject = (
        (_RESET, "A new password for Rapport")
        if purpose == "reset"
        else (_INVITATION, f"Rapport for {organisation.name}")
    )
    text = words.format(
        name=person.name, organisation=organisation.name, link=link, days=mailed_links.INVITATION_DAYS
    )
    host = urlsplit(config.address).hostname
    return mail.compose("Rapport", f"rapport@{host}", person.email, subject, text)
