"""Carries what is due in one organisation's outbox: a transaction before each provider call and one after."""

from uuid import UUID

from server.delivery import outbox
from server.delivery.provider import DeliveryFailed, Provider
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service

AT_ONCE = 20
"""Messages of one organisation before the next one's turn: many don't hold up another's single one."""


def carry(organisation_id: UUID, provider: Provider) -> int:
    """Look up what is doubtful, then send what waits, at most `AT_ONCE` of each; how many were handled.

    Raises whatever the provider raises beside `DeliveryFailed`; the message stays *sending* and is doubted
    later.
    """
    with transaction(service(organisation_id)) as session:
        outbox.doubt(session)
    handled = 0
    for handle_one in (_look_one_up, _send_one):
        for _ in range(AT_ONCE):
            if not handle_one(organisation_id, provider):
                break
            handled += 1
    return handled


def _send_one(organisation_id: UUID, provider: Provider) -> bool:
    with transaction(service(organisation_id)) as session:
        message = outbox.claim(session)
    if message is None:
        return False
    failed = None
    try:
        provider.send(message)
    except DeliveryFailed as failure:
        failed = failure
    with transaction(service(organisation_id)) as session:
        if failed:
            outbox.record_failure(session, message, failed)
        else:
            outbox.record_sent(session, message)
    return True


def _look_one_up(organisation_id: UUID, provider: Provider) -> bool:
    with transaction(service(organisation_id)) as session:
        message = outbox.claim_doubtful(session)
    if message is None:
        return False
    failed, taken = None, False
    try:
        taken = provider.look_up(message)
    except DeliveryFailed as failure:
        failed = failure
    with transaction(service(organisation_id)) as session:
        if failed:
            outbox.record_still_unknown(session, message, failed)
        elif taken:
            outbox.record_sent(session, message)
        else:
            outbox.record_not_taken(session, message)
    return True
