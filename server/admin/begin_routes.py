"""The page by which somebody begins with their own data."""

from flask import Blueprint, current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from server.admin import actions
from server.config import Config
from server.errors import Problem, not_found
from server.identity import arriving

FIELDS = ("key", "organisation", "name", "email", "password")

pages = Blueprint("begin", __name__, template_folder="templates")


@pages.get("/start")
def start() -> ResponseReturnValue:
    """The form by which somebody begins with their own data, where the configuration lets them."""
    _only_where_open()
    return render_template("admin/start.html", typed={})


@pages.post("/start")
def begin() -> ResponseReturnValue:
    """Make the organisation; its admin sets up a second factor and is signed in."""
    _only_where_open()
    typed = {
        name: request.form.get(name, "") for name in ("key", "organisation", "name", "email", "password")
    }
    try:
        organisation_id, person_id = actions.begin(**typed)
    except Problem as problem:
        return render_template("admin/start.html", typed=typed, problem=problem.detail), problem.status
    session[arriving.AFTER] = url_for("admin.first_steps")
    return arriving.after_password(organisation_id, person_id)


def _only_where_open() -> None:
    config: Config = current_app.config["RAPPORT"]
    if not config.desk:
        raise not_found()
