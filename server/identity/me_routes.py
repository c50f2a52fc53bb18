"""What people look after themselves: their sign-ins, their second factors, their password."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, select
from ua_parser import parse

from server import clock
from server.audit import trail
from server.audit.trail import Happening
from server.errors import Problem, forbidden, not_found
from server.identity import actions, passkeys, second_factor, sign_ins, totp
from server.identity.factor_model import Authenticator, Passkey
from server.identity.speaker import COOKIE_FIELD, require_sign_in, speaker
from server.security import tokens
from server.tenancy.transaction import reading, transaction

pages = Blueprint("me", __name__, template_folder="templates", url_prefix="/me")
pages.before_request(require_sign_in)

FRESH_MINUTES = 15


@pages.get("")
def overview() -> ResponseReturnValue:
    """Sign-ins, second factors and password."""
    return _page()


@pages.post("/sign-ins/<uuid:sign_in_id>/end")
def end_sign_in(sign_in_id: UUID) -> ResponseReturnValue:
    """End one of my sign-ins at once."""
    if not sign_ins.end(speaker().viewer, sign_in_id):
        raise not_found("This sign-in has ended already.")
    _note(Happening.SIGN_INS_ENDED)
    flash("That sign-in has ended.", "good")
    return redirect(url_for("me.overview"))


@pages.post("/sign-ins/end-others")
def end_others() -> ResponseReturnValue:
    """End all my sign-ins but this one."""
    sign_ins.end_all(speaker().viewer, but=session[COOKIE_FIELD])
    _note(Happening.SIGN_INS_ENDED)
    flash("All other sign-ins have ended.", "good")
    return redirect(url_for("me.overview"))


@pages.post("/authenticator")
def set_up_authenticator() -> ResponseReturnValue:
    """A new authenticator app: its picture, and a form for the first code."""
    _freshly_signed_in()
    _without_authenticator()
    return _authenticator_page()


@pages.post("/authenticator/confirm")
def confirm_authenticator() -> ResponseReturnValue:
    """Take the app's first code."""
    _freshly_signed_in()
    _without_authenticator()
    if not second_factor.confirm_authenticator(speaker().viewer, request.form.get("code", "")):
        return _authenticator_page("This code isn't right. Type the six digits that the app shows now."), 401
    _note(Happening.SECOND_FACTOR_ADDED, "authenticator app")
    return _fresh_recovery_codes()


@pages.post("/authenticator/remove")
def remove_authenticator() -> ResponseReturnValue:
    """Give the app up; refused when a second factor is demanded and it is the last one."""
    _freshly_signed_in()
    with transaction(speaker().viewer) as session:
        session.execute(delete(Authenticator))
        trail.note(session, Happening.SECOND_FACTOR_REMOVED, facts={"which": "authenticator app"})
        _refuse_to_be_left_without(second_factor.held(session))
    flash("The authenticator app is removed.", "good")
    return redirect(url_for("me.overview"))


@pages.post("/recovery-codes")
def new_recovery_codes() -> ResponseReturnValue:
    """New recovery codes in place of the earlier ones, shown once."""
    _freshly_signed_in()
    return _fresh_recovery_codes()


@pages.post("/passkeys/options")
def passkey_options() -> ResponseReturnValue:
    """What the browser needs to make a passkey."""
    _freshly_signed_in()
    me = speaker()
    return jsonify(passkeys.options_to_add(me.viewer, me.name, me.email))


@pages.post("/passkeys")
def add_passkey() -> ResponseReturnValue:
    """Keep a passkey."""
    _freshly_signed_in()
    passkeys.add(speaker().viewer, request.form.get("name", ""), request.form.get("answer", ""))
    _note(Happening.SECOND_FACTOR_ADDED, "passkey")
    flash("The passkey is added. From now on you are asked for it, or for a code, when you sign in.", "good")
    return redirect(url_for("me.overview"))


@pages.post("/passkeys/<uuid:passkey_id>/remove")
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Give a passkey up; refused when a second factor is demanded and it is the last one."""
    _freshly_signed_in()
    with transaction(speaker().viewer) as session:
        gone = delete(Passkey).where(Passkey.id == passkey_id).returning(Passkey.id)
        if session.scalars(gone).one_or_none() is None:
            raise not_found("This passkey is removed already.")
        trail.note(session, Happening.SECOND_FACTOR_REMOVED, facts={"which": "passkey"})
        _refuse_to_be_left_without(second_factor.held(session))
    flash("The passkey is removed.", "good")
    return redirect(url_for("me.overview"))


@pages.post("/password")
def change_password() -> ResponseReturnValue:
    """Change my password, and end my other sign-ins."""
    me = speaker()
    try:
        if sign_ins.check_password([(me.organisation_id, me.person_id)], request.form.get("old", "")) is None:
            raise forbidden("Your present password isn't right.")
        actions.check_password(request.form.get("new", ""), me.name, me.email, me.organisation_name)
    except Problem as problem:
        return _page(problem.detail), problem.status
    sign_ins.set_password(me.organisation_id, me.person_id, request.form["new"])
    sign_ins.end_all(me.viewer, but=session[COOKIE_FIELD])
    flash("Your password is changed, and your other sign-ins have ended.", "good")
    return redirect(url_for("me.overview"))


def _note(happening: Happening, which: str | None = None) -> None:
    with transaction(speaker().viewer) as session_:
        trail.note(session_, happening, facts={"which": which} if which else None)


def program_name(said: str | None) -> str:
    """What a browser says of itself in words, such as "Edge on Windows"; "" when that can't be told."""
    found = parse(said or "")
    names = (found.user_agent and found.user_agent.family, found.os and found.os.family)
    return " on ".join(name for name in names if name)


def _page(problem: str | None = None) -> str:
    me = speaker()
    with reading(me.viewer) as session_:
        held, running = second_factor.held(session_), sign_ins.running(session_)
        own_passkeys = session_.scalars(select(Passkey).order_by(Passkey.made_at)).all()
        has_password = sign_ins.has_password(session_, me.person_id)
    this = tokens.fingerprint(session[COOKIE_FIELD])
    return render_template(
        "me.html",
        held=held,
        running=running,
        this=this,
        passkeys=own_passkeys,
        has_password=has_password,
        program_name=program_name,
        problem=problem,
    )


def _authenticator_page(problem: str | None = None) -> str:
    me = speaker()
    with transaction(me.viewer) as session_:
        secret = second_factor.begin_authenticator(session_, me.viewer)
    address = totp.address(secret, me.email, me.organisation_name)
    return render_template(
        "authenticator.html", secret=secret, picture=totp.picture(address), problem=problem
    )


def _fresh_recovery_codes() -> str:
    viewer = speaker().viewer
    with transaction(viewer) as session_:
        codes = second_factor.new_recovery_codes(session_, viewer)
    return render_template("recovery_codes.html", codes=codes, go_on=url_for("me.overview"))


def _freshly_signed_in() -> None:
    """Whoever finds an open browser can't give themselves a key to it.

    Raises:
        Problem: 403 when the sign-in isn't of the last minutes.
    """
    if clock.now() - speaker().signed_in_at > timedelta(minutes=FRESH_MINUTES):
        raise forbidden(
            "To change how you sign in, sign out and in again first, and do it within 15 minutes."
        )


def _without_authenticator() -> None:
    """The secret of an app that counts is shown to nobody again.

    Raises:
        Problem: 403 for whoever has one.
    """
    if second_factor.has_confirmed(speaker().viewer):
        raise forbidden("You have an authenticator app already. Remove it first.")


def _refuse_to_be_left_without(held: second_factor.Held) -> None:
    me = speaker()
    _, demanded = second_factor.of_person(me.organisation_id, me.person_id)
    if demanded and not held:
        raise forbidden(
            f"{me.organisation_name} asks you for a second factor. Set up another one before you remove this."
        )
