"""Visits and responses."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server import clock
from server.database import Base
from server.directory.model import of_the_account
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule


class Visit(Owned, Base):
    """A personal link was opened; `score` is the button that was in its address."""

    __tablename__ = "visit"
    __row_rights__: ClassVar[Rule] = of_the_account

    account_id: Mapped[UUID]
    invitation_id: Mapped[UUID]
    method: Mapped[str]
    score: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (refers("invitation_id", "invitation"),)


class Response(Owned, Base):
    """What a human sent: at most one per invitation. It carries what reporting groups by."""

    __tablename__ = "response"
    __row_rights__: ClassVar[Rule] = of_the_account

    account_id: Mapped[UUID]
    invitation_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    survey_id: Mapped[UUID]
    asked_by_id: Mapped[UUID]
    score: Mapped[int]
    language: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    answers: Mapped[list["Answer"]] = relationship(order_by="Answer.question")

    __table_args__ = (
        refers("invitation_id", "invitation"),
        refers("account_id", "account"),
        refers("contact_id", "contact"),
        refers("survey_id", "survey"),
        refers("asked_by_id", "person"),
        UniqueConstraint("organisation_id", "invitation_id"),
        CheckConstraint("score between 0 and 10", "score_on_scale"),
        Index(None, "organisation_id", "made_at"),
    )


class Answer(Owned, Base):
    """What was said to one question beside the score: a text."""

    __tablename__ = "answer"
    __row_rights__: ClassVar[Rule] = of_the_account

    account_id: Mapped[UUID]
    response_id: Mapped[UUID]
    question: Mapped[str]
    text: Mapped[str] = mapped_column(SealedText("answer.text"))

    __table_args__ = (
        refers("response_id", "response"),
        UniqueConstraint("organisation_id", "response_id", "question"),
    )
