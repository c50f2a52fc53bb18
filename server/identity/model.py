"""People, and the ways in which they are signed in."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation, of_the_person
from server.tenancy.viewer import Viewer


class Role(StrEnum):
    """What a person does in their organisation; one person may have several."""

    ADMIN = "admin"
    ACCOUNT_MANAGER = "account manager"
    ANALYST = "analyst"
    SURVEY_EDITOR = "survey editor"


class Person(Owned, Base):
    """Somebody who signs in. `email_index` finds them across organisations at sign-in."""

    __tablename__ = "person"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    name: Mapped[str] = mapped_column(SealedText("person.name"))
    email: Mapped[str] = mapped_column(SealedText("person.email"))
    email_index: Mapped[bytes] = mapped_column(index=True)
    roles: Mapped[list[str]]
    team: Mapped[str | None]
    """Account managers of one team see one another's accounts."""
    filtered: Mapped[bool] = mapped_column(default=False)
    """Whether `AccountFilter`s narrow what this person sees."""
    password_hash: Mapped[str | None]
    microsoft_tenant_id: Mapped[UUID | None]
    microsoft_object_id: Mapped[UUID | None]
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        UniqueConstraint("organisation_id", "email_index"),
        UniqueConstraint("microsoft_tenant_id", "microsoft_object_id"),
        CheckConstraint(
            "(microsoft_tenant_id is null) = (microsoft_object_id is null)", "microsoft_identity_whole"
        ),
    )

    @property
    def sees_every_account(self) -> bool:
        """Whether this person's role looks at all accounts, but for those that filters hold back."""
        return bool({Role.ADMIN, Role.ANALYST} & set(self.roles))

    @property
    def viewer(self) -> Viewer:
        """This person's eyes."""
        wide = self.sees_every_account
        return Viewer(
            self.organisation_id,
            self.id,
            every_account=wide and not self.filtered,
            team=self.team,
            filtered=wide and self.filtered,
        )


class AccountFilter(Owned, Base):
    """A value that a person's accounts may have in a field; where there is none, all are let through."""

    __tablename__ = "account_filter"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    person_id: Mapped[UUID]
    field: Mapped[str]
    value: Mapped[str]

    __table_args__ = (
        refers("person_id", "person"),
        UniqueConstraint("organisation_id", "person_id", "field", "value"),
        CheckConstraint("field in ('country', 'segment')", "field_known"),
    )


class SignIn(Owned, Base):
    """A running sign-in of a browser (cookie) or of the pane (bearer); its token is not kept.

    `ends_at` moves on while it is used, as `purposes` says.
    """

    __tablename__ = "sign_in"
    __row_rights__: ClassVar[Rule] = of_the_person

    person_id: Mapped[UUID]
    purpose: Mapped[str]
    scopes: Mapped[list[str]]
    """It can do nothing else, whatever roles its person has."""
    token_fingerprint: Mapped[bytes] = mapped_column(unique=True)
    program: Mapped[str | None] = mapped_column(SealedText("sign_in.program"))
    """What the browser says of itself, for the person to know it again."""
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]

    __table_args__ = (
        refers("person_id", "person"),
        CheckConstraint("purpose in ('browser', 'pane')", "purpose_known"),
    )


class HandOver(Owned, Base):
    """A single-use code by which the sign-in dialog hands a person over to the pane that opened it."""

    __tablename__ = "hand_over"
    __row_rights__: ClassVar[Rule] = of_the_person

    person_id: Mapped[UUID]
    code_fingerprint: Mapped[bytes] = mapped_column(unique=True)
    nonce_fingerprint: Mapped[bytes]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (refers("person_id", "person"),)


class MicrosoftFlow(Base):
    """A sign-in that is under way at Microsoft: single use, bound to the browser that began it.

    It belongs to no organisation yet. `sealed` is msal's flow (PKCE verifier, nonce), sealed by our key.
    """

    __tablename__ = "microsoft_flow"

    state_fingerprint: Mapped[bytes] = mapped_column(primary_key=True)
    browser_fingerprint: Mapped[bytes]
    sealed: Mapped[bytes]
    ends_at: Mapped[datetime] = mapped_column(index=True)
