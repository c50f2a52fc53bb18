"""Codes of authenticator apps: TOTP (RFC 6238), six digits, thirty seconds each."""

from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
_DRIFT_STEPS = 1
"""Clocks of phones may be half a minute off, in both directions."""


def new_secret() -> str:
    """160 random bits, in Base32 as apps take them."""
    return pyotp.random_base32()


def address(secret: str, email: str, organisation_name: str) -> str:
    """What the app reads from the picture: `otpauth://totp/…`."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Rapport {organisation_name}")


def picture(address: str) -> str:
    """The address as a QR code: SVG in a `data:` address."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="white")


def step_of(secret: str, code: str, moment: datetime, after: int) -> int | None:
    """The time step to which `code` belongs; None when it is wrong, or not later than the step `after`.

    Whoever keeps the step takes no code twice.
    """
    now = int(moment.timestamp()) // STEP_SECONDS
    digits = "".join(code.split())
    for step in range(now - _DRIFT_STEPS, now + _DRIFT_STEPS + 1):
        if step > after and pyotp.utils.strings_equal(pyotp.TOTP(secret).generate_otp(step), digits):
            return step
    return None
