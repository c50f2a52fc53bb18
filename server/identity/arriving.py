"""From the first factor to the page that somebody wanted: what a browser remembers on the way in.

Between the password and the second factor a browser is *half signed in*: its signed cookie says for whom
and since when, and opens nothing but the pages of the second factor.
"""

import re
from typing import NamedTuple
from uuid import UUID

from flask import Response, current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from server import clock
from server.config import Config
from server.errors import not_signed_in
from server.identity import attempts, queries, second_factor, sign_ins
from server.identity.speaker import COOKIE_FIELD
from server.tenancy.viewer import Viewer

DIALOG = "dialog-nonce"
AFTER = "after"
_HALF = "half"
_HALF_SECONDS = 600


class Half(NamedTuple):
    """Somebody whose password was right, and whose second factor is yet to come."""

    organisation_id: UUID
    person_id: UUID
    name: str
    email: str
    organisation_name: str

    @property
    def viewer(self) -> Viewer:
        """Their eyes, for their own second factors alone."""
        return Viewer(self.organisation_id, self.person_id)


def after_password(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """On to the second factor, where the person has one or must have one; else to where they wanted."""
    has, demanded = second_factor.of_person(organisation_id, person_id)
    session[_HALF] = [str(organisation_id), str(person_id), int(clock.now().timestamp())]
    if not has and not demanded:
        return arrive_known(half())
    return redirect(url_for("second.ask" if has else "second.set_up"))


def half() -> Half:
    """Who is half signed in in this browser.

    Raises:
        Problem: 401 when nobody is, or no longer.
    """
    organisation_id, person_id, since = session.get(_HALF, ("", "", 0))
    if clock.now().timestamp() - since > _HALF_SECONDS:
        session.pop(_HALF, None)
        raise not_signed_in("Begin with your address and password, please; this took too long.")
    found = queries.active_person(UUID(organisation_id), UUID(person_id))
    if found is None:
        raise not_signed_in("Your account was closed just now.")
    person, organisation = found
    return Half(organisation.id, person.id, person.name, person.email, organisation.name)


def begin_sign_in(organisation_id: UUID, person_id: UUID) -> None:
    """Let this browser be signed in, whole."""
    session.pop(_HALF, None)
    program = request.user_agent.string
    session[COOKIE_FIELD], _ = sign_ins.sign_in(organisation_id, person_id, "browser", program)


def arrive(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Signed in: on to where they wanted."""
    begin_sign_in(organisation_id, person_id)
    return redirect(where_to())


def arrive_known(somebody: Half, page: str | None = None) -> Response:
    """Signed in with a password, and known in this browser from now on: on to where they wanted, or a page
    to read first."""
    begin_sign_in(somebody.organisation_id, somebody.person_id)
    response = make_response(page or redirect(where_to()))
    config: Config = current_app.config["RAPPORT"]
    attempts.remember_browser(response, somebody.email, config.secure)
    return response


def where_to() -> str:
    """Where somebody who is signed in now goes on: the dialog's end, the page they wanted, or the first."""
    if DIALOG in session:
        return url_for("identity.dialog_done")
    return session.pop(AFTER, None) or "/"


def own_path(path: str) -> str | None:
    """`path` when it leads to a page of ours, so that nobody is sent elsewhere after signing in."""
    return path if re.fullmatch(r"/(?![/\\])[^\\\x00-\x20]*", path) else None
