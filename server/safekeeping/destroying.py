"""Destroying an organisation's keys: what they sealed is unreadable from then on, in archives too."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, update

from server import clock
from server.access.api_key_model import ApiKey
from server.audit import trail
from server.audit.trail import Happening
from server.config import Config
from server.database import forget_what_was_deleted
from server.delivery.model import Message, State
from server.errors import not_found
from server.identity import queries as identity_queries
from server.identity.model import HandOver, Person, SignIn
from server.safekeeping.books import of_archives
from server.tenancy.transaction import key_name, storage, transaction
from server.tenancy.viewer import Reason, everything, service


def organisation_id_of(key: str) -> UUID:
    """The organisation with this key in commands.

    Raises:
        Problem: 404 when there is none.
    """
    found = identity_queries.organisation_by_key(key)
    if found is None:
        raise not_found(f"There is no organisation with the key {key}.")
    return found


@dataclass(frozen=True)
class Destroyed:
    """What was destroyed, and where."""

    in_archives: int
    """Versions that stood in the book of the archives' keys."""
    log_emptied: bool
    """Whether the embedded database's write-ahead log holds none of them, wrapped, any more."""


def destroy(config: Config, organisation_id: UUID) -> Destroyed:
    """Destroy the organisation's keys in the database and then in the book; again, nothing more happens.

    Nobody of the organisation is signed in afterwards or can sign in, its API keys are refused, and no mail
    of it leaves.
    """
    with transaction(everything(Reason.KEYS)) as session:
        if storage().keys.has(session, key_name(service(organisation_id))):
            trail.note(session, Happening.KEYS_DESTROYED, organisation_id=organisation_id)
        for gone in (SignIn, HandOver):
            session.execute(delete(gone).where(gone.organisation_id == organisation_id))
        session.execute(update(Person).where(Person.organisation_id == organisation_id).values(active=False))
        running = ApiKey.organisation_id == organisation_id, ApiKey.revoked_at.is_(None)
        session.execute(update(ApiKey).where(*running).values(revoked_at=clock.now()))
        waiting = Message.state.in_([State.WAITING, State.SENDING, State.UNKNOWN])
        session.execute(
            update(Message)
            .where(Message.organisation_id == organisation_id, waiting)
            .values(state=State.FAILED, failure="The organisation's keys were destroyed.")
        )
        storage().keys.destroy(session, key_name(service(organisation_id)))
    emptied = forget_what_was_deleted(storage().bind)
    # After the commit: a backup that runs meanwhile asks the database before it writes into the book.
    return Destroyed(of_archives(config).cross_out(key_name(service(organisation_id))), emptied)
