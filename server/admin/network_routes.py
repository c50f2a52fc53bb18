"""Pages of networks: what was asked for, what is approved, and whether others are let in."""

from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.access import network_queries, network_rules, networks
from server.admin import days
from server.identity import queries
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker, speaks_from
from server.tenancy.transaction import reading, transaction

pages = Blueprint("networks", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.CONFIGURE))


@pages.get("/admin/networks")
def overview() -> ResponseReturnValue:
    """Everything about networks."""
    with reading(speaker().viewer) as session:
        found = network_queries.networks(session)
        approved = network_queries.approved(session)
        restriction = network_queries.restriction(session)
        names = {person.id: person.name for person in queries.people(session)}
    return render_template(
        "admin/networks.html",
        waiting=[one for one in found if one.decision is None],
        decided=[(one, network_queries.state_in_words(one)) for one in found if one.decision],
        stands=network_queries.stands,
        restriction=restriction,
        here=speaks_from(),
        here_is_approved=network_rules.lies_in(speaks_from(), approved),
        names=names,
    )


@pages.post("/admin/networks/<uuid:network_id>/approve")
def approve(network_id: UUID) -> ResponseReturnValue:
    """Approve, until a day or for good."""
    until = request.form.get("until", "")
    ends_at = days.end_of(until) if until else None
    with transaction(speaker().viewer) as session:
        found = network_queries.network(session, network_id)
        networks.approve(session, found, speaker().person_id, ends_at)
    return _back(f"{found.cidr} is {network_queries.state_in_words(found)}.")


@pages.post("/admin/networks/<uuid:network_id>/refuse")
def refuse(network_id: UUID) -> ResponseReturnValue:
    """Refuse."""
    with transaction(speaker().viewer) as session:
        found = network_queries.network(session, network_id)
        networks.refuse(session, found, speaker().person_id)
    return _back(f"{found.cidr} is refused.")


@pages.post("/admin/networks/<uuid:network_id>/end")
def end(network_id: UUID) -> ResponseReturnValue:
    """End an approval."""
    with transaction(speaker().viewer) as session:
        found = network_queries.network(session, network_id)
        networks.end(session, found, speaker().person_id, speaks_from())
    return _back(f"{found.cidr} is not approved any more.")


@pages.post("/admin/networks/only-approved")
def turn_on() -> ResponseReturnValue:
    """From now on, approved networks only."""
    with transaction(speaker().viewer) as session:
        networks.turn_on(session, speaker().organisation_id, speaker().person_id, speaks_from())
    return _back("From now on, approved networks only.")


@pages.post("/admin/networks/all")
def turn_off() -> ResponseReturnValue:
    """All networks again."""
    with transaction(speaker().viewer) as session:
        networks.turn_off(session)
    return _back("All networks are let in again.")


def _back(words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("networks.overview"))
