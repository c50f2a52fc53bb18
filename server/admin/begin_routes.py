"""The page by which somebody begins with their own data."""

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from server.admin import actions
from server.config import Config
from server.errors import Problem, not_found
from server.identity import queries, sign_ins
from server.identity.speaker import COOKIE_FIELD

FIELDS = ("key", "organisation", "name", "email", "password")

pages = Blueprint("begin", __name__, template_folder="templates")


@pages.get("/start")
def start() -> ResponseReturnValue:
    """The form by which somebody begins with their own data, where the configuration lets them."""
    _only_where_open()
    return render_template("admin/start.html", typed={})


@pages.post("/start")
def begin() -> ResponseReturnValue:
    """Make the organisation, and sign its admin in."""
    _only_where_open()
    typed = {
        name: request.form.get(name, "") for name in ("key", "organisation", "name", "email", "password")
    }
    try:
        organisation_id = actions.begin(**typed)
    except Problem as problem:
        return render_template("admin/start.html", typed=typed, problem=problem.detail), problem.status
    found = sign_ins.check_password(queries.by_address(typed["email"]), typed["password"])
    if found is not None and found[0] == organisation_id:
        session[COOKIE_FIELD], _ = sign_ins.sign_in(*found, purpose="browser")
    return redirect(url_for("admin.first_steps"))


def _only_where_open() -> None:
    config: Config = current_app.config["RAPPORT"]
    if not config.desk:
        raise not_found()
