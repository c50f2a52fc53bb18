"""The audit trail: numbered entries that are only ever added, and for each organisation the trail's head."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.append_only import Kept
from server.tenancy.row_rights import Rule, of_the_organisation


class AuditEntry(Base):
    """Something that happened, numbered 1, 2, 3 … without gaps in each organisation.

    `personal` is JSON, sealed by the organisation's key: what may not be read any more when that key is
    destroyed. `personal_digest` stands for it in the chain, so that it can be sealed anew when the key
    changes; it holds a random salt, so that nobody can guess at it.
    """

    __tablename__ = "audit_entry"
    __row_rights__: ClassVar[Rule] = of_the_organisation
    __kept__: ClassVar[Kept] = Kept(may_change=("personal",))

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    """A person's id, or what stands for an operator's name (`audit.operator_id`)."""
    happening: Mapped[str]
    about_kind: Mapped[str | None]
    about_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]]
    personal: Mapped[str | None] = mapped_column(SealedText("audit_entry.personal"))
    personal_digest: Mapped[bytes | None]
    previous: Mapped[bytes]
    """The value of the entry before."""
    value: Mapped[bytes]
    """HMAC-SHA-256 over `previous` and all of this entry."""

    __table_args__ = (
        CheckConstraint("actor_kind in ('person', 'operator', 'rapport')", "actor_known"),
        CheckConstraint("(about_kind is null) = (about_id is null)", "about_whole"),
    )


class AuditHead(Base):
    """The last entry's number and value, authenticated, so that a trail can't be shortened unseen."""

    __tablename__ = "audit_head"
    __row_rights__: ClassVar[Rule] = of_the_organisation
    __kept__: ClassVar[Kept] = Kept(may_change=("number", "value", "seal"))

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[int]
    value: Mapped[bytes]
    seal: Mapped[bytes]
