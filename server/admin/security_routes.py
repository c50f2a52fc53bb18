"""How an organisation's people sign in: what is demanded of them, and help for those who are locked out."""

import re
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update

from server.admin import password_mail
from server.audit import trail
from server.audit.trail import About, Happening
from server.directory import queries as directory_queries
from server.directory.model import FILTERED_BY
from server.errors import conflict, forbidden, invalid, not_found
from server.identity import actions, second_factor, sign_ins
from server.identity import queries as identity_queries
from server.identity.model import Person, Role
from server.identity.permissions import OF_ROLE, Permission
from server.identity.second_factor import Demand
from server.identity.speaker import require, speaker
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer

pages = Blueprint("security", __name__, template_folder="templates", url_prefix="/admin")
pages.before_request(partial(require, Permission.MANAGE_PEOPLE))


@pages.post("/sign-in")
def demand() -> ResponseReturnValue:
    """Say of whom a second factor is demanded."""
    wanted = request.form.get("second_factor_of", "")
    if wanted not in set(Demand):
        raise invalid("Choose of whom a second factor is demanded.")
    context = request.form.get("microsoft_context", "").strip().lower() or None
    if context is not None and not re.fullmatch("c[1-9][0-9]?", context):
        raise invalid("An authentication context is named c1 to c99, as Microsoft Entra shows it.")
    with transaction(speaker().viewer) as session:
        session.execute(
            update(Organisation).values(
                second_factor_of=wanted,
                microsoft_second_factor="microsoft" in request.form,
                microsoft_context=context,
            )
        )
        trail.note(
            session,
            Happening.DEMAND_CHANGED,
            facts={"of": wanted, "microsoft": "microsoft" in request.form, "context": context},
        )
    flash("Saved. It holds from the next sign-in on.", "good")
    return redirect(url_for("admin.people"))


@pages.get("/people/<uuid:person_id>")
def person(person_id: UUID) -> ResponseReturnValue:
    """Somebody's roles, sign-ins and second factors."""
    somebody = _colleague(person_id)
    with reading(_eyes_of(person_id)) as session:
        held, running = second_factor.held(session), sign_ins.running(session)
    with reading(speaker().viewer) as session:
        fields = {field: directory_queries.values_of(session, field) for field in FILTERED_BY}
        chosen = identity_queries.filters_of(session, person_id)
    return render_template(
        "admin/person.html",
        person=somebody,
        roles=OF_ROLE,
        held=held,
        running=running,
        fields={field: sorted({*values, *chosen[field]}) for field, values in fields.items()},
        chosen=chosen,
    )


@pages.post("/people/<uuid:person_id>/roles")
def change_roles(person_id: UUID) -> ResponseReturnValue:
    """Give and take roles; sign-ins with more than the new ones end."""
    _not_myself(person_id, "Another admin changes your own roles, so that one always remains.")
    roles = sorted(set(request.form.getlist("roles")) & set(Role))
    with transaction(speaker().viewer) as session:
        session.execute(update(Person).where(Person.id == _colleague(person_id).id).values(roles=roles))
        trail.note(
            session, Happening.ROLES_CHANGED, About("person", person_id), facts={"to": ", ".join(roles)}
        )
    sign_ins.end_all(_eyes_of(person_id))
    flash("The roles are changed, and the sign-ins from before have ended.", "good")
    return _back(person_id)


@pages.post("/people/<uuid:person_id>/sight")
def change_sight(person_id: UUID) -> ResponseReturnValue:
    """Say which accounts somebody sees; it holds from their next request on."""
    values = {field: request.form.getlist(field) for field in FILTERED_BY}
    with transaction(speaker().viewer) as session:
        actions.set_sight(session, person_id, request.form.get("team", ""), values)
    flash("Saved. It holds at once.", "good")
    return _back(person_id)


@pages.post("/people/<uuid:person_id>/close")
def close(person_id: UUID) -> ResponseReturnValue:
    """Let somebody sign in no more; what they did stays."""
    _not_myself(person_id, "Another admin closes your own account, so that one always remains.")
    _set_active(person_id, False)
    sign_ins.end_all(_eyes_of(person_id))
    flash("The account is closed, and all its sign-ins have ended.", "good")
    return _back(person_id)


@pages.post("/people/<uuid:person_id>/open")
def open_again(person_id: UUID) -> ResponseReturnValue:
    """Let somebody sign in again."""
    _set_active(person_id, True)
    flash("The account is open again.", "good")
    return _back(person_id)


@pages.post("/people/<uuid:person_id>/end-sign-ins")
def end_sign_ins(person_id: UUID) -> ResponseReturnValue:
    """End all of somebody's sign-ins at once."""
    _colleague(person_id)
    sign_ins.end_all(_eyes_of(person_id))
    _note(Happening.SIGN_INS_ENDED, person_id)
    flash("All sign-ins have ended.", "good")
    return _back(person_id)


@pages.post("/people/<uuid:person_id>/remove-factors")
def remove_factors(person_id: UUID) -> ResponseReturnValue:
    """Help somebody who lost their devices: they set up new ones when they sign in next."""
    _not_myself(person_id, "Change your own second factor under your name, or let another admin help you.")
    _colleague(person_id)
    with transaction(_eyes_of(person_id)) as session:
        second_factor.remove_all(session)
    sign_ins.end_all(_eyes_of(person_id))
    _note(Happening.SECOND_FACTOR_REMOVED, person_id)
    flash("The second factors are removed. Make sure that it was really them who asked.", "good")
    return _back(person_id)


@pages.post("/people/<uuid:person_id>/invite")
def invite(person_id: UUID) -> ResponseReturnValue:
    """Mail somebody a link by which they choose a password."""
    if not password_mail.invite(speaker().organisation_id, _colleague(person_id).id):
        raise conflict("This account is closed. Open it first.")
    flash("A mail with a link is on its way. It works for seven days.", "good")
    return _back(person_id)


def _colleague(person_id: UUID) -> Person:
    with reading(speaker().viewer) as session:
        somebody = session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
    if somebody is None:
        raise not_found()
    return somebody


def _eyes_of(person_id: UUID) -> Viewer:
    """For what only the person themselves may otherwise touch; the person must be a colleague."""
    return Viewer(speaker().organisation_id, person_id)


def _note(happening: Happening, person_id: UUID) -> None:
    with transaction(speaker().viewer) as session:
        trail.note(session, happening, About("person", person_id))


def _not_myself(person_id: UUID, why: str) -> None:
    if person_id == speaker().person_id:
        raise forbidden(why)


def _set_active(person_id: UUID, active: bool) -> None:
    with transaction(speaker().viewer) as session:
        session.execute(update(Person).where(Person.id == _colleague(person_id).id).values(active=active))
        what = Happening.ACCOUNT_OPENED if active else Happening.ACCOUNT_CLOSED
        trail.note(session, what, About("person", person_id))


def _back(person_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("security.person", person_id=person_id))
