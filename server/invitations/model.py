"""Invitations: one ask of one contact, by one personal link."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.directory.model import of_the_account
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule


class State(StrEnum):
    """How far an ask has come. *Inserted* is what Outlook told us; whether it was sent, nobody knows."""

    CREATED = "created"
    INSERTED = "inserted"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Invitation(Owned, Base):
    """One ask: one contact, one survey version, one channel, one personal link (kept as a fingerprint)."""

    __tablename__ = "invitation"
    __row_rights__: ClassVar[Rule] = of_the_account

    account_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    survey_id: Mapped[UUID]
    survey_version_id: Mapped[UUID]
    asked_by_id: Mapped[UUID]
    message_id: Mapped[UUID | None]
    request_id: Mapped[str]
    language: Mapped[str]
    token_fingerprint: Mapped[bytes] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default=State.CREATED)
    inserted_way: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        refers("account_id", "account"),
        refers("contact_id", "contact"),
        refers("survey_id", "survey"),
        refers("survey_version_id", "survey_version"),
        refers("asked_by_id", "person"),
        refers("message_id", "message"),
        UniqueConstraint("organisation_id", "asked_by_id", "request_id"),
        CheckConstraint("state in ('created', 'inserted', 'sent', 'withdrawn')", "state_known"),
        Index(None, "organisation_id", "contact_id", "asked_at"),
    )
