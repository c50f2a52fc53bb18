"""API keys: what a program shows instead of a sign-in."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation


class ApiKey(Owned, Base):
    """A key of the organisation, whoever made it. Of its secret only the SHA-256 is kept.

    `ends_at` is the moment from which it is refused; a successor may bring it nearer.
    """

    __tablename__ = "api_key"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    public_id: Mapped[str] = mapped_column(unique=True)
    secret_hash: Mapped[bytes]
    name: Mapped[str] = mapped_column(SealedText("api_key.name"))
    scopes: Mapped[list[str]]
    networks: Mapped[list[str]]
    """Networks from which it works; none means from everywhere."""
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[UUID]
    ends_at: Mapped[datetime]
    successor_of_id: Mapped[UUID | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None]
    """The admin who revoked it; none where the operator did."""
    last_used_at: Mapped[datetime | None]
    last_used_from: Mapped[str | None]

    __table_args__ = (
        refers("made_by_id", "person", "fk_api_key_person_made_by_id"),
        refers("revoked_by_id", "person", "fk_api_key_person_revoked_by_id"),
        refers("successor_of_id", "api_key", at_commit=True),
        UniqueConstraint("organisation_id", "successor_of_id"),
    )
