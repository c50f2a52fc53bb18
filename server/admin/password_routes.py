"""Pages of forgotten passwords, and of the links that are mailed then."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.admin import password_mail
from server.errors import Problem
from server.identity import mailed_links
from server.identity.mailed_links import Meant

pages = Blueprint("password", __name__, template_folder="templates", url_prefix="/sign-in/password")


@pages.get("/forgotten")
def forgotten() -> ResponseReturnValue:
    """The form."""
    return render_template("admin/forgotten.html", asked=False)


@pages.post("/forgotten")
def ask() -> ResponseReturnValue:
    """Mail a link to whoever has this address; the answer is the same for everybody."""
    password_mail.reset(request.form.get("email", ""))
    return render_template("admin/forgotten.html", asked=True)


@pages.get("/<token>")
def choose(token: str) -> ResponseReturnValue:
    """The form behind a mailed link; looking uses nothing up."""
    return _form(mailed_links.meant(token))


@pages.post("/<token>")
def save(token: str) -> ResponseReturnValue:
    """Set the password, and on to the sign-in."""
    try:
        mailed_links.set_password(token, request.form.get("password", ""))
    except Problem as problem:
        if problem.status != 422:
            raise
        return _form(mailed_links.meant(token), problem.detail), problem.status
    flash("Your password is set. Sign in with it.", "good")
    return redirect(url_for("identity.sign_in"))


def _form(whom: Meant, problem: str | None = None) -> str:
    return render_template("admin/choose_password.html", whom=whom, problem=problem)
