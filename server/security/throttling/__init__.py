"""Throttling: how many requests of a kind are served to somebody in a moving window, and a 429 for the rest.

Who that is, and which kinds a request belongs to, is told by the application. Nothing readable is stored:
people, links and addresses are counted under keyed fingerprints.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask, Response, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit

from server import web
from server.limits import Kind, Limit
from server.security.throttling import headers, own_store, shared_store

__all__ = ["Counted", "Store", "install", "own_store", "shared_store"]

Counted = Mapping[Kind, str]
"""By which kinds a request is counted, and as whose; empty: never limited."""

_STRATEGY = "moving-window"


@dataclass(frozen=True)
class Store:
    """Where windows are kept: in this process, or at `address` for several processes."""

    address: str | None = field(repr=False)
    secret: bytes = field(repr=False)
    """Makes the fingerprints; the same in all processes that share a store."""

    def fingerprint(self, text: str) -> str:
        """Under which name `text` is counted."""
        return hmac.digest(self.secret, text.encode(), hashlib.sha256)[:16].hex()


def install(
    app: Flask, limits: Mapping[Kind, Limit], store: Store, counted: Callable[[], Counted]
) -> Limiter:
    """Count each request as `counted` says; call after what finds out who speaks, and before all else."""

    @app.before_request
    def count() -> None:
        g.counted = counted()

    def refusal(kind: Kind) -> str:
        wait = headers.wait_seconds(limiter.current_limit) if limiter.current_limit else 1
        return f"{kind.refusal} Please come back in {headers.in_words(wait)}."

    limiter = Limiter(
        lambda: "",
        application_limits=[_application_limit(limit, store, refusal) for limit in limits.values()],
        storage_uri="shared://" if store.address else "own://",
        storage_options={"address": store.address} if store.address else {},
        strategy=_STRATEGY,
        key_prefix=_STRATEGY,  # another strategy couldn't read the same keys
        request_identifier=lambda: request.endpoint or "nowhere",  # so that what isn't there is limited too
    )
    limiter.init_app(app)

    @app.after_request
    def tell(response: Response) -> Response:
        if limiter.current_limit:
            _tell(response, limiter.current_limit, limiter.current_limits)
        return response

    return limiter


def _application_limit(limit: Limit, store: Store, refusal: Callable[[Kind], str]) -> ApplicationLimit:
    kind = limit.kind
    return ApplicationLimit(
        limit_provider=str(limit),
        key_function=lambda: store.fingerprint(g.counted[kind]),
        exempt_when=lambda: kind not in g.counted,
        scope=kind.name,
        error_message=lambda: refusal(kind),
    )


def _tell(response: Response, most_relevant: RequestLimit, all_of_them: Sequence[RequestLimit]) -> None:
    if most_relevant.breached or web.wants_json():
        headers.put(response, all_of_them)
    if most_relevant.breached:
        response.headers["Retry-After"] = str(headers.wait_seconds(most_relevant))
