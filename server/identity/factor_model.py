"""What people prove themselves with beside a password, and the links that are mailed to them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.database import Base
from server.security.sealed import SealedText
from server.tenancy.organisation import Owned, refers
from server.tenancy.row_rights import Rule, of_the_organisation, of_the_person


class Authenticator(Owned, Base):
    """A person's authenticator app (TOTP, RFC 6238); counts once it is confirmed by a first code.

    last_step: the time step of the last code that was taken, so that none is taken twice.
    """

    __tablename__ = "authenticator"
    __row_rights__: ClassVar[Rule] = of_the_person

    person_id: Mapped[UUID]
    secret: Mapped[str] = mapped_column(SealedText("authenticator.secret"))
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)

    __table_args__ = (refers("person_id", "person"), UniqueConstraint("organisation_id", "person_id"))


class Passkey(Owned, Base):
    """A person's passkey (WebAuthn); `sign_count` rises at each use of those that count."""

    __tablename__ = "passkey"
    __row_rights__: ClassVar[Rule] = of_the_person

    person_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(SealedText("passkey.name"))
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]

    __table_args__ = (refers("person_id", "person"),)


class RecoveryCode(Owned, Base):
    """A code on paper that takes the place of a lost device, once."""

    __tablename__ = "recovery_code"
    __row_rights__: ClassVar[Rule] = of_the_person

    person_id: Mapped[UUID]
    fingerprint: Mapped[bytes]
    used_at: Mapped[datetime | None]

    __table_args__ = (refers("person_id", "person"),)


class MailedLink(Owned, Base):
    """A single-use link by which somebody sets a password: invited, or because they forgot theirs."""

    __tablename__ = "mailed_link"
    __row_rights__: ClassVar[Rule] = of_the_organisation

    person_id: Mapped[UUID]
    purpose: Mapped[str]
    token_fingerprint: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        refers("person_id", "person"),
        CheckConstraint("purpose in ('invitation', 'reset')", "purpose_known"),
    )


class RefusedAttempt(Base):
    """A wrong password or code: counted by whom it was meant for and from which kind of client.

    It belongs to no organisation: whoever types an address need not exist. `meant_for` is a keyed
    fingerprint of the address, `client` one of a browser that signed in before, or empty for strangers.
    """

    __tablename__ = "refused_attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meant_for: Mapped[bytes] = mapped_column(index=True)
    client: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
