"""Approvals by which an organisation's admin lets an operator of Rapport work with its data."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.append_only import Kept
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation


class Scope(StrEnum):
    """What an operator may do. Each allows looking, and nothing else that isn't named."""

    LOOK = "look"
    EXPORT = "export"
    CHANGE = "change"


class OperatorApproval(Owned, Base):
    """One operator, one reason, one scope, until `ends_at` or until an admin ended it."""

    __tablename__ = "operator_approval"
    __row_rights__: ClassVar[Rule] = of_the_organisation
    __kept__: ClassVar[Kept] = Kept(
        may_change=("operator_name", "operator_email", "reason", "ended_at", "ended_by_id")
    )

    operator_name: Mapped[str] = mapped_column(SealedText("operator_approval.operator_name"))
    operator_email: Mapped[str] = mapped_column(SealedText("operator_approval.operator_email"))
    reason: Mapped[str] = mapped_column(SealedText("operator_approval.reason"))
    scope: Mapped[str]
    approved_by_id: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None]

    __table_args__ = (
        refers("approved_by_id", "person", "fk_operator_approval_person_approved_by_id"),
        refers("ended_by_id", "person", "fk_operator_approval_person_ended_by_id"),
        CheckConstraint("scope in ('look', 'export', 'change')", "scope_known"),
        CheckConstraint("ends_at > made_at", "ends_later"),
        CheckConstraint("(ended_at is null) = (ended_by_id is null)", "ended_by_somebody"),
    )

    @property
    def running(self) -> bool:
        """Whether the operator may work by it at this moment."""
        return self.ended_at is None and clock.now() < self.ends_at
