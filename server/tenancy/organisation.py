"""Organisations, and what every row that belongs to one has."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.tenancy.row_rights import Rule, ViewerColumns


def _itself(columns: Any, viewer: ViewerColumns) -> ColumnElement[bool]:
    same: ColumnElement[bool] = columns.id == viewer.organisation_id
    return same


class Organisation(Base):
    """A customer of Rapport. `key` is its name in addresses and commands."""

    __tablename__ = "organisation"
    __row_rights__: ClassVar[Rule] = _itself

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    region: Mapped[str]
    microsoft_tenant_id: Mapped[UUID | None] = mapped_column(unique=True)
    second_factor_of: Mapped[str] = mapped_column(default="admins")
    """Of whom a second factor is demanded beside a password; see `second_factor.Demand`."""
    microsoft_second_factor: Mapped[bool] = mapped_column(default=False)
    """Whether Microsoft must say that it asked for one."""
    microsoft_context: Mapped[str | None]
    """The authentication context, c1 to c99, for which the tenant's Conditional Access demands one."""
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        CheckConstraint("region in ('eu', 'other')", "region_known"),
        CheckConstraint("second_factor_of in ('nobody', 'admins', 'everybody')", "second_factor_of_known"),
        CheckConstraint("microsoft_context like 'c%'", "microsoft_context_known"),
    )


class Owned:
    """Columns of every row that belongs to an organisation.

    The organisation is part of the key, so that a reference from one organisation's row to another's can't
    be written: every foreign key between such tables holds both columns.
    """

    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, sort_order=-10
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-9)


def refers(column: str, table: str, name: str | None = None, at_commit: bool = False) -> ForeignKeyConstraint:
    """`column` holds the id of a row of `table` in the same organisation.

    Where several columns refer to one table, each needs a `name`: the pattern would give them all the same.
    A table that refers to itself has that checked `at_commit`: its rows are restored in any order.
    """
    there = [f"{table}.organisation_id", f"{table}.id"]
    deferred: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"} if at_commit else {}
    return ForeignKeyConstraint(["organisation_id", column], there, name=name, **deferred)
