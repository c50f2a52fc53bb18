"""The outbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    UniqueConstraint,
    and_,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, ViewerColumns, of_the_organisation


class State(StrEnum):
    """What became of a message. *Unknown*: handed over, and nobody knows whether it was taken."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


def of_the_sender(columns: Any, viewer: ViewerColumns) -> ColumnElement[bool]:
    """The person in whose name it is sent, and those who see every account."""
    mine = or_(viewer.every_account, columns.person_id == viewer.person_id)
    return and_(of_the_organisation(columns, viewer), mine)


class Message(Owned, Base):
    """One mail to one recipient; `content` is the whole of it (RFC 5322)."""

    __tablename__ = "message"
    __row_rights__: ClassVar[Rule] = of_the_sender

    person_id: Mapped[UUID]
    request_id: Mapped[str]
    recipient: Mapped[str] = mapped_column(SealedText("message.recipient"))
    content: Mapped[str] = mapped_column(SealedText("message.content"))
    state: Mapped[str] = mapped_column(default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]

    __table_args__ = (
        refers("person_id", "person"),
        UniqueConstraint("organisation_id", "person_id", "request_id"),
        CheckConstraint("state in ('waiting', 'sending', 'sent', 'failed', 'unknown')", "state_known"),
        Index(None, "state", "due_at"),
    )
