"""The outbox: what a message's row says is what is true. No function here commits or calls a provider.

A claim is one conditional UPDATE, so two workers never hold the same message.
"""

import random
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Update, and_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server import clock
from server.delivery.model import Message, State
from server.delivery.provider import DeliveryFailed
from server.delivery.rules import DOUBT_AFTER, try_again_at
from server.tenancy.viewer import Viewer


def put(session: Session, viewer: Viewer, request_id: str, recipient: str, content: str) -> Message:
    """Let `content` (RFC 5322, see `mail.compose`) be carried to `recipient` in the viewer's name.

    A repeat of the same person's `request_id` returns the first message, also when both come at once.
    """
    mine = select(Message).where(Message.person_id == viewer.person_id, Message.request_id == request_id)
    if first := session.scalars(mine).one_or_none():
        return first
    message = Message(
        organisation_id=viewer.organisation_id,
        person_id=viewer.person_id,
        request_id=request_id,
        recipient=recipient,
        content=content,
    )
    try:
        with session.begin_nested():
            session.add(message)
    except IntegrityError:  # the same request came in beside us and was committed first
        return session.scalars(mine).one()
    return message


def organisations_with_work(session: Session) -> list[UUID]:
    """Ids of the organisations that have a message to carry, look up or doubt now."""
    now = clock.now()
    return list(session.scalars(select(Message.organisation_id).where(_needs_work(now)).distinct()))


def claim(session: Session) -> Message | None:
    """Take the message that has waited longest; it is *sending* from now on."""
    now = clock.now()
    taken = _next(State.WAITING, now).values(
        state=State.SENDING, claimed_at=now, attempts=Message.attempts + 1
    )
    return _changed(session, taken)


def claim_doubtful(session: Session) -> Message | None:
    """Take an *unknown* message, to look it up; nobody else is offered it meanwhile."""
    now = clock.now()
    return _changed(session, _next(State.UNKNOWN, now).values(due_at=now + DOUBT_AFTER))


def doubt(session: Session) -> int:
    """Make *unknown* what has been *sending* for too long, as after a crash; how many there were."""
    now = clock.now()
    stuck = select(Message.id).where(_has_been_sending_too_long(now))
    changed = session.scalars(
        update(Message)
        .where(Message.id.in_(stuck), Message.state == State.SENDING)
        .values(state=State.UNKNOWN, due_at=now)
        .returning(Message.id),
        execution_options={"synchronize_session": False},
    )
    return len(changed.all())


def record_sent(session: Session, message: Message) -> None:
    """The provider has it: final, whatever anybody else concluded meanwhile."""
    session.execute(
        update(Message)
        .where(Message.id == message.id)
        .values(state=State.SENT, sent_at=clock.now(), failure=None),
        execution_options={"synchronize_session": False},
    )


def record_failure(session: Session, message: Message, failed: DeliveryFailed) -> None:
    """The provider hasn't taken it: try later, or never again. Heeded only while this claim is the last."""
    again = try_again_at(message.attempts, message.made_at, clock.now(), random.uniform(0.8, 1.2))
    later = None if failed.permanent else again
    state = State.WAITING if later else State.FAILED
    _release(session, message, state=state, due_at=later or message.due_at, failure=failed.reason)


def record_not_taken(session: Session, message: Message) -> None:
    """The provider was asked and has never had it: that attempt counts as a failed one."""
    record_failure(session, message, DeliveryFailed("Its sending was interrupted.", permanent=False))


def record_still_unknown(session: Session, message: Message, failed: DeliveryFailed) -> None:
    """The provider can't tell yet; `claim_doubtful` has put off the next look."""
    _release(session, message, failure=failed.reason)


def _next(state: State, now: datetime) -> Update:
    first = (
        select(Message.id)
        .where(Message.state == state, Message.due_at <= now)
        .order_by(Message.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return update(Message).where(Message.id == first, Message.state == state)


def _changed(session: Session, statement: Update) -> Message | None:
    return session.scalars(
        statement.returning(Message), execution_options={"synchronize_session": False}
    ).one_or_none()


def _release(session: Session, message: Message, **values: object) -> None:
    session.execute(
        update(Message)
        .where(
            Message.id == message.id,
            Message.state == message.state,
            Message.claimed_at == message.claimed_at,
        )
        .values(**values),
        execution_options={"synchronize_session": False},
    )


def _has_been_sending_too_long(now: datetime) -> ColumnElement[bool]:
    return and_(Message.state == State.SENDING, Message.claimed_at < now - DOUBT_AFTER)


def _needs_work(now: datetime) -> ColumnElement[bool]:
    due = and_(Message.state.in_([State.WAITING, State.UNKNOWN]), Message.due_at <= now)
    return or_(due, _has_been_sending_too_long(now))
