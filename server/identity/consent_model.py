"""Whether a Microsoft tenant's admin lets Rapport sign in all its people."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation


class Outcome(StrEnum):
    """What a tenant's admin said."""

    GRANTED = "granted"
    REFUSED = "refused"


class MicrosoftConsent(Owned, Base):
    """A link by which the admin of a tenant consents, who may be nobody in Rapport; the latest one counts.

    Its `token` can be read again, so that the page can show the link as long as it works.
    """

    __tablename__ = "microsoft_consent"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    tenant_id: Mapped[UUID]
    token: Mapped[str] = mapped_column(SealedText("microsoft_consent.token"))
    token_fingerprint: Mapped[bytes] = mapped_column(unique=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_by_id: Mapped[UUID]
    ends_at: Mapped[datetime]
    outcome: Mapped[str | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        refers("asked_by_id", "person"),
        CheckConstraint("outcome in ('granted', 'refused')", "outcome_known"),
        CheckConstraint("(outcome is null) = (decided_at is null)", "outcome_whole"),
    )
