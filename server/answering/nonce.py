"""A signed mark of one page, by which a form shows that somebody had that page before them."""

from datetime import UTC, datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from server import clock


def issue(token: str) -> str:
    """A mark for the page of this personal link, opened now."""
    return _serializer(token).dumps(int(clock.now().timestamp()))


def opened_at(nonce: str, token: str) -> datetime | None:
    """When the page was opened that carried `nonce`; None when it was no page of this link."""
    try:
        return datetime.fromtimestamp(_serializer(token).loads(nonce), UTC)
    except BadSignature:
        return None


def _serializer(token: str) -> URLSafeSerializer:
    secret = current_app.secret_key
    if secret is None:
        raise LookupError("The application has no secret key.")
    return URLSafeSerializer(secret, salt=f"answer page {token}")
