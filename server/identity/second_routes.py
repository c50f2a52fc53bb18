"""Pages between the password and being signed in: showing a second factor, or setting up the first one."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from server.audit import trail
from server.audit.trail import Happening
from server.errors import bad_request
from server.identity import arriving, attempts, passkeys, second_factor, totp
from server.identity.arriving import Half
from server.tenancy.transaction import reading, transaction

pages = Blueprint("second", __name__, template_folder="templates", url_prefix="/sign-in")


@pages.get("/second")
def ask() -> ResponseReturnValue:
    """The form for a code, with a button for passkeys."""
    return _form(arriving.half())


@pages.post("/second")
def take() -> ResponseReturnValue:
    """Sign in whoever shows the right code."""
    somebody = arriving.half()
    attempts.check(somebody.email)
    code = request.form.get("code", "")
    if second_factor.take_code(somebody.viewer, code):
        return arriving.arrive_known(somebody)
    if second_factor.take_recovery_code(somebody.viewer, code):
        return arriving.arrive_known(somebody)
    attempts.note_wrong(somebody.email)
    return _form(somebody, "This code isn't right, or was used already. Wait for the next one."), 401


@pages.post("/second/passkey/options")
def passkey_options() -> ResponseReturnValue:
    """What the browser needs to show a passkey."""
    return jsonify(passkeys.options_to_show(arriving.half().viewer))


@pages.post("/second/passkey")
def take_passkey() -> ResponseReturnValue:
    """Sign in whoever shows the right passkey."""
    somebody = arriving.half()
    attempts.check(somebody.email)
    if passkeys.take(somebody.viewer, request.form.get("answer", "")):
        return arriving.arrive_known(somebody)
    attempts.note_wrong(somebody.email)
    return _form(somebody, "This passkey isn't one of yours here. Try another way."), 401


@pages.get("/set-up")
def set_up() -> ResponseReturnValue:
    """The first second factor of somebody whose organisation demands one."""
    return _set_up_page(_without_factor())


@pages.post("/set-up")
def confirm() -> ResponseReturnValue:
    """Take the app's first code, and show the recovery codes once."""
    somebody = _without_factor()
    attempts.check(somebody.email)
    if not second_factor.confirm_authenticator(somebody.viewer, request.form.get("code", "")):
        attempts.note_wrong(somebody.email)
        return _set_up_page(
            somebody, "This code isn't right. Type the six digits that the app shows now."
        ), 401
    with transaction(somebody.viewer) as session:
        codes = second_factor.new_recovery_codes(session, somebody.viewer)
        trail.note(session, Happening.SECOND_FACTOR_ADDED, facts={"which": "authenticator app"})
    go_on = arriving.where_to()
    return arriving.arrive_known(somebody, render_template("recovery_codes.html", codes=codes, go_on=go_on))


def _form(somebody: Half, problem: str | None = None) -> str:
    with reading(somebody.viewer) as session:
        held = second_factor.held(session)
    return render_template("second_factor.html", held=held, problem=problem)


def _without_factor() -> Half:
    """Somebody half signed in who has no second factor yet: whoever has one must show it.

    Raises:
        Problem: 400 for whoever has one.
    """
    somebody = arriving.half()
    with reading(somebody.viewer) as session:
        if second_factor.held(session):
            raise bad_request("You have a second factor already. Sign in with it.")
    return somebody


def _set_up_page(somebody: Half, problem: str | None = None) -> str:
    with transaction(somebody.viewer) as session:
        secret = second_factor.begin_authenticator(session, somebody.viewer)
    address = totp.address(secret, somebody.email, somebody.organisation_name)
    return render_template("set_up.html", secret=secret, picture=totp.picture(address), problem=problem)
