"""Networks that people have asked to be approved, and whether the organisation accepts no others."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation


class Decision(StrEnum):
    """What an admin said to an ask."""

    APPROVED = "approved"
    REFUSED = "refused"


class Network(Owned, Base):
    """An address or range that somebody asked to be approved; without a decision it still waits.

    An approval stands until `ends_at`, or for good.
    """

    __tablename__ = "network"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    cidr: Mapped[str]
    reason: Mapped[str] = mapped_column(SealedText("network.reason"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_by_id: Mapped[UUID]
    decision: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]
    ends_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None]
    """The admin who ended the approval before its time."""

    __table_args__ = (
        refers("asked_by_id", "person", "fk_network_person_asked_by_id"),
        refers("decided_by_id", "person", "fk_network_person_decided_by_id"),
        refers("ended_by_id", "person", "fk_network_person_ended_by_id"),
        CheckConstraint("decision in ('approved', 'refused')", "decision_known"),
        CheckConstraint("(decision is null) = (decided_at is null)", "decision_whole"),
    )


class NetworkRestriction(Base):
    """The organisation accepts approved networks only; without this row, all of them."""

    __tablename__ = "network_restriction"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    turned_on_at: Mapped[datetime] = mapped_column(default=clock.now)
    turned_on_by_id: Mapped[UUID]

    __table_args__ = (refers("turned_on_by_id", "person"),)
