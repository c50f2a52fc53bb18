"""Passkeys (WebAuthn, level 2): added by somebody signed in, and shown as the second factor.

The challenge stands in the browser's signed cookie and is used once.
"""

import json
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app, session
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from server import clock
from server.config import Config
from server.errors import bad_request, conflict
from server.identity.factor_model import Passkey
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer

_CHALLENGE = "passkey-challenge"
_NOT_FITTING = "The passkey's answer doesn't belong to this page. Open the page anew, and try again."


def options_to_add(viewer: Viewer, name: str, email: str) -> dict[str, Any]:
    """What the browser needs to make a passkey for this person."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Rapport",
        user_id=viewer.person_id.bytes if viewer.person_id else b"",
        user_name=email,
        user_display_name=name,
        exclude_credentials=_known(viewer),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return _with_challenge(webauthn.options_to_json(options), options.challenge)


def add(viewer: Viewer, name: str, answer: str) -> None:
    """Keep a passkey that the browser has made.

    Raises:
        Problem: 400 when it doesn't fit; 409 when it is there already.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_challenge(),
            expected_rp_id=_host(),
            expected_origin=_origin(),
        )
    except (WebAuthnException, ValueError, KeyError) as error:
        raise bad_request(_NOT_FITTING) from error
    with transaction(viewer) as session:
        if session.scalars(select(Passkey.id).where(Passkey.credential_id == made.credential_id)).first():
            raise conflict("This passkey is here already.")
        session.add(
            Passkey(
                organisation_id=viewer.organisation_id,
                person_id=viewer.person_id,
                name=name.strip()[:80] or "Passkey",
                credential_id=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
            )
        )


def options_to_show(viewer: Viewer) -> dict[str, Any]:
    """What the browser needs to show one of the viewer's passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        allow_credentials=_known(viewer),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return _with_challenge(webauthn.options_to_json(options), options.challenge)


def take(viewer: Viewer, answer: str) -> bool:
    """Whether the browser has shown one of the viewer's passkeys."""
    with transaction(viewer) as session:
        found = _meant(session, answer)
        if found is None:
            return False
        try:
            shown = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=_challenge(),
                expected_rp_id=_host(),
                expected_origin=_origin(),
                credential_public_key=found.public_key,
                credential_current_sign_count=found.sign_count,
            )
        except (WebAuthnException, ValueError, KeyError):
            return False
        session.execute(
            update(Passkey)
            .where(Passkey.id == found.id)
            .values(sign_count=shown.new_sign_count, used_at=clock.now())
        )
        return True


def _meant(session: Session, answer: str) -> Passkey | None:
    """The passkey that an answer names."""
    try:
        credential_id = base64url_to_bytes(str(json.loads(answer)["id"]))
    except (ValueError, KeyError, TypeError):
        return None
    return session.scalars(select(Passkey).where(Passkey.credential_id == credential_id)).one_or_none()


def _known(viewer: Viewer) -> list[PublicKeyCredentialDescriptor]:
    with reading(viewer) as session:
        return [
            PublicKeyCredentialDescriptor(id=one) for one in session.scalars(select(Passkey.credential_id))
        ]


def _with_challenge(options: str, challenge: bytes) -> dict[str, Any]:
    session[_CHALLENGE] = bytes_to_base64url(challenge)
    whole: dict[str, Any] = json.loads(options)
    return whole


def _challenge() -> bytes:
    """The one that this browser was given, once."""
    return base64url_to_bytes(session.pop(_CHALLENGE, ""))


def _origin() -> str:
    config: Config = current_app.config["RAPPORT"]
    return config.address


def _host() -> str:
    return urlsplit(_origin()).hostname or ""
