"""The page on which anybody who is signed in asks for a network to be approved, from wherever they are."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.access import network_queries, networks
from server.errors import Problem
from server.identity.speaker import require_sign_in, speaker, speaks_from
from server.tenancy.transaction import reading, transaction

pages = Blueprint("ask_network", __name__, template_folder="templates")
pages.before_request(require_sign_in)


@pages.get(network_queries.ASK)
def show() -> ResponseReturnValue:
    """The form, filled with where the person is, and what they asked for before."""
    return _page({"cidr": str(speaks_from() or ""), "reason": ""})


@pages.post(network_queries.ASK)
def ask() -> ResponseReturnValue:
    """Ask."""
    typed = {name: request.form.get(name, "") for name in ("cidr", "reason")}
    try:
        with transaction(speaker().viewer) as session:
            asked = networks.ask(session, speaker().organisation_id, speaker().person_id, **typed)
    except Problem as problem:
        return _page(typed, problem.detail), problem.status
    flash(f"Asked for {asked.cidr}. It counts as soon as an admin has approved it.", "good")
    return redirect(url_for("ask_network.show"))


def _page(typed: dict[str, str], problem: str | None = None) -> str:
    with reading(speaker().viewer) as session:
        mine = network_queries.networks(session, asked_by_id=speaker().person_id)
    return render_template(
        "ask_network.html",
        networks=[(one, network_queries.state_in_words(one)) for one in mine],
        longest=networks.LONGEST_REASON,
        typed=typed,
        problem=problem,
    )
