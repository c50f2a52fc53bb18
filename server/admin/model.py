"""Settings of the add-in's roll-out."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.tenancy.row_rights import Rule, of_the_organisation


class Rollout(Base):
    """An organisation's add-in: one row; `addin_id` stays the same for good, `version` rises with changes."""

    __tablename__ = "rollout"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    addin_id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    host: Mapped[str]
    client_id: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
