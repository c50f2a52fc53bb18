"""Accounts, which people own, and the contacts there who can be asked."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, exists, not_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server import clock
from server.database import Base
from server.identity.model import AccountFilter, Person
from server.security.sealed import BlindIndex, SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, ViewerColumns, of_the_organisation


def of_the_owner(columns: Any, viewer: ViewerColumns) -> ColumnElement[bool]:
    """The account's owner and their team, those whose filters let it through, and those who see every one."""
    people = Person.__table__.c
    team = select(people.id).where(
        people.organisation_id == viewer.organisation_id, people.team == viewer.team
    )
    mine = or_(columns.owner_id == viewer.person_id, columns.owner_id.in_(team))
    wide = and_(
        viewer.filtered, *(_let_through(getattr(columns, field), field, viewer) for field in FILTERED_BY)
    )
    return and_(of_the_organisation(columns, viewer), or_(viewer.every_account, mine, wide))


FILTERED_BY = ("country", "segment")
"""What the accounts that somebody sees can be narrowed by."""


def _let_through(column: Any, field: str, viewer: ViewerColumns) -> ColumnElement[bool]:
    filters = AccountFilter.__table__.c
    of_mine = (
        filters.organisation_id == viewer.organisation_id,
        filters.person_id == viewer.person_id,
        filters.field == field,
    )
    values = select(filters.value).where(*of_mine)
    return or_(not_(exists(values)), column.in_(values))


def of_the_account(columns: Any, viewer: ViewerColumns) -> ColumnElement[bool]:
    """Whoever may see the account that the row belongs to (`account_id`)."""
    accounts = Account.__table__.c
    mine = select(accounts.id).where(of_the_owner(accounts, viewer))
    return and_(of_the_organisation(columns, viewer), or_(viewer.every_account, columns.account_id.in_(mine)))


class Account(Owned, Base):
    """A company that is measured. `name_key` is its name without regard to case and blanks."""

    __tablename__ = "account"
    __row_rights__: ClassVar[Rule] = of_the_owner

    name: Mapped[str]
    name_key: Mapped[str]
    owner_id: Mapped[UUID | None]
    segment: Mapped[str | None]
    country: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        refers("owner_id", "person"),
        UniqueConstraint("organisation_id", "name_key"),
    )


class Contact(Owned, Base):
    """A human at an account who can be asked. `email_index` finds them by address."""

    __tablename__ = "contact"
    __row_rights__: ClassVar[Rule] = of_the_account

    account_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(SealedText("contact.name"))
    email: Mapped[str] = mapped_column(SealedText("contact.email"))
    email_index: Mapped[bytes] = mapped_column(BlindIndex(of="email"))
    language: Mapped[str | None]
    opted_out_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    account: Mapped[Account] = relationship()

    __table_args__ = (
        refers("account_id", "account"),
        UniqueConstraint("organisation_id", "email_index"),
    )
