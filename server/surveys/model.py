"""Surveys with a draft that may change, and published versions that never do."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation


class Survey(Owned, Base):
    """Questions to be asked again and again. `draft` is a `definition.Definition` as JSON."""

    __tablename__ = "survey"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    title: Mapped[str]
    draft: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    deleted_at: Mapped[datetime | None]


class SurveyVersion(Owned, Base):
    """A published state of a survey; invitations and responses point here."""

    __tablename__ = "survey_version"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    survey_id: Mapped[UUID]
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        refers("survey_id", "survey"),
        UniqueConstraint("organisation_id", "survey_id", "number"),
    )
