"""Personal links: their tokens, which can be computed again, and their addresses."""

import base64
import re
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from server.config import Config
from server.tenancy.transaction import storage

PATH = "/r/"
_TOKEN_BYTES = 16


def token(session: Session, invitation_id: UUID) -> str:
    """The invitation's token: 128 bits of an HMAC under the key `links`, 22 characters of base64url.

    The same invitation always gets the same token, so that a repeated request can be answered with the same
    fragment although only the token's fingerprint is stored.
    """
    digest = storage().keys.get(session, "links").index(str(invitation_id), "invitation.token")
    return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).rstrip(b"=").decode()


def could_be(text: str) -> bool:
    """Whether `text` has the shape of a token."""
    return re.fullmatch(r"[A-Za-z0-9_-]{22}", text) is not None


def address(token: str) -> str:
    """Where the contact answers."""
    config: Config = current_app.config["RAPPORT"]
    return f"{config.address}{PATH}{token}"
