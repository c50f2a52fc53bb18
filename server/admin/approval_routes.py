"""Pages on which admins let operators of Rapport work with the organisation's data, and end it."""

from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.errors import Problem
from server.identity import approvals, queries
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.tenancy.transaction import reading, transaction

FIELDS = ("name", "email", "reason", "scope", "days")

pages = Blueprint("approvals", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.CONFIGURE))


@pages.get("/admin/approvals")
def show() -> ResponseReturnValue:
    """Who may see the data, who could, and a form to let somebody."""
    return _page({"scope": "look", "days": "7"})


@pages.post("/admin/approvals")
def approve() -> ResponseReturnValue:
    """Let an operator."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        with transaction(speaker().viewer) as session:
            made = approvals.approve(session, speaker().viewer, **typed)
            flash(
                f"{made.operator_name} may work with your data from now on, until you or the days end it.",
                "good",
            )
    except Problem as problem:
        return _page(typed, problem.detail), problem.status
    return redirect(url_for("approvals.show"))


@pages.post("/admin/approvals/<uuid:approval_id>/end")
def end(approval_id: UUID) -> ResponseReturnValue:
    """Let an operator no more, from this moment on."""
    with transaction(speaker().viewer) as session:
        ended = approvals.end(session, speaker().viewer, approval_id)
        flash(f"{ended.operator_name} may not work with your data any more.", "good")
    return redirect(url_for("approvals.show"))


def _page(typed: dict[str, str], problem: str | None = None) -> str:
    with reading(speaker().viewer) as session:
        listed = approvals.listed(session)
        names = {person.id: person.name for person in queries.people(session)}
    return render_template(
        "admin/approvals.html",
        listed=listed,
        names=names,
        typed=typed,
        problem=problem,
        scopes=approvals.SCOPES,
        longest=approvals.LONGEST_DAYS,
    )
