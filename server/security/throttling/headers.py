"""What answers say about limits: draft-ietf-httpapi-ratelimit-headers-11, and Retry-After (RFC 9110)."""

import time
from collections.abc import Sequence
from math import floor

from flask import Response
from flask_limiter import RequestLimit


def put(response: Response, counted: Sequence[RequestLimit]) -> None:
    """Name each limit that this request was counted by, what is left of it, and when there will be more."""
    policies = (f'"{name(one)}";q={one.limit.amount};w={one.limit.get_expiry()}' for one in counted)
    states = (f'"{name(one)}";r={max(one.remaining, 0)};t={wait_seconds(one)}' for one in counted)
    response.headers["RateLimit-Policy"] = ", ".join(policies)
    response.headers["RateLimit"] = ", ".join(states)


def name(counted: RequestLimit) -> str:
    """The name of the limit's kind."""
    return counted.request_args[-1]


def wait_seconds(counted: RequestLimit) -> int:
    """Whole seconds until the oldest request of the window no longer counts."""
    return max(1, floor(counted.window.reset_time - time.time()) + 1)


def in_words(seconds: int) -> str:
    """How long that is, rounded up."""
    for unit, length in (("hour", 3600), ("minute", 60)):
        if seconds > 2 * length:
            return f"{-(-seconds // length)} {unit}s"
    return f"{seconds} second{'s' if seconds > 1 else ''}"
