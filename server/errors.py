"""Foreseen errors: a status, and a sentence that its reader can act on. And how others may be logged."""

import traceback
from collections.abc import Mapping


class Problem(Exception):
    """Something foreseen went wrong; shown as a page, or as `application/problem+json` (RFC 9457).

    `detail` is shown to people as it is: what happened and what to do next. `title` is its heading;
    `headers` tell programs more about it, and `link` (path, words) is a page that helps.
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        link: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})
        self.link = link


def bad_request(detail: str) -> Problem:
    """The request can't be understood as it was sent."""
    return Problem(400, "That didn't work", detail)


def not_signed_in(detail: str = "Sign in first.") -> Problem:
    """Nobody is speaking, or the sign-in has ended."""
    return Problem(401, "Please sign in", detail)


def forbidden(detail: str) -> Problem:
    """The speaker is known, and may not do this."""
    return Problem(403, "You may not do this", detail)


def not_found(
    detail: str = "There is nothing here. The address may be mistyped, or the thing is gone.",
) -> Problem:
    """Not there, or not yours: both look alike to the reader."""
    return Problem(404, "Not found", detail)


def gone(title: str, detail: str) -> Problem:
    """It was there once, and is no longer."""
    return Problem(410, title, detail)


def conflict(detail: str) -> Problem:
    """The thing is in a state that doesn't allow this."""
    return Problem(409, "That can't be done now", detail)


def invalid(detail: str) -> Problem:
    """The request was understood, but a value in it is wrong."""
    return Problem(422, "Please check what you entered", detail)


def without_values(error: BaseException) -> str:
    """The kinds and places of an error and of what led to it, the first cause last.

    Never their messages, nor anybody's values: those may hold personal data, and this is for logs.
    """
    parts = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        places = "".join(traceback.format_tb(at.__traceback__))
        parts.append(f"{type(at).__name__}\n{places}".rstrip())
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\nafter ".join(parts)
