"""Pages of admins: first steps, and the organisation's people."""

from functools import partial

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from server.admin import password_mail
from server.errors import Problem
from server.identity import actions as identity_actions
from server.identity import queries
from server.identity.model import Role
from server.identity.permissions import OF_ROLE, Permission
from server.identity.second_factor import Demand
from server.identity.speaker import require, speaker
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction

pages = Blueprint("admin", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.MANAGE_PEOPLE))


@pages.get("/admin/first-steps")
def first_steps() -> ResponseReturnValue:
    """What to do after the beginning, in order."""
    return render_template("admin/first_steps.html")


@pages.get("/admin/people")
def people() -> ResponseReturnValue:
    """Everybody of the organisation, and a form to add somebody."""
    return _people_page({})


@pages.post("/admin/people")
def add_person() -> ResponseReturnValue:
    """Add somebody."""
    typed = {name: request.form.get(name, "") for name in ("name", "email", "password")}
    roles = {Role(role) for role in request.form.getlist("roles") if role in set(Role)}
    try:
        with transaction(speaker().viewer) as session:
            added = identity_actions.add_person(
                session,
                speaker().organisation_id,
                typed["name"],
                typed["email"],
                roles,
                typed["password"] or None,
            )
    except Problem as problem:
        return _people_page(typed, problem.detail), problem.status
    if "invite" in request.form:
        password_mail.invite(speaker().organisation_id, added.id)
    flash(f"{typed['name'] or typed['email']} can sign in now.", "good")
    return redirect(url_for("admin.people"))


def _people_page(typed: dict[str, str], problem: str | None = None) -> str:
    with reading(speaker().viewer) as session:
        everybody = queries.people(session)
        organisation = session.get_one(Organisation, speaker().organisation_id)
    return render_template(
        "admin/people.html",
        people=everybody,
        organisation=organisation,
        demands=list(Demand),
        roles=OF_ROLE,
        typed=typed,
        problem=problem,
    )
