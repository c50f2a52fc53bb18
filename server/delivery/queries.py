"""Reading the outbox."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.delivery.model import Message


def newest(session: Session, limit: int) -> list[Message]:
    """The viewer's messages, newest first."""
    return list(session.scalars(select(Message).order_by(Message.made_at.desc()).limit(limit)))


def message(session: Session, message_id: UUID) -> Message | None:
    """One message; None when it isn't there or isn't the viewer's."""
    return session.scalars(select(Message).where(Message.id == message_id)).one_or_none()
