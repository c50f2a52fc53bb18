"""Pages of API keys: the list, and the one sight of a key that was made."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server import clock
from server.access import api_key_queries, api_key_rules, api_keys, network_queries
from server.access.api_key_model import ApiKey
from server.access.api_key_rules import Shown
from server.access.api_keys import Wanted
from server.access.scopes import FOR_KEYS
from server.admin import days
from server.errors import Problem, bad_request, invalid
from server.identity import queries
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.tenancy.transaction import reading, transaction

pages = Blueprint("keys", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.CONFIGURE))


@pages.get("/admin/keys")
def overview() -> ResponseReturnValue:
    """All keys of the organisation, and a form to make one."""
    return _overview({"ends_on": (clock.now() + timedelta(days=365)).date().isoformat()}, [])


@pages.post("/admin/keys")
def make() -> ResponseReturnValue:
    """Make a key; the page that answers is the only one that shows it."""
    typed = {name: request.form.get(name, "") for name in ("name", "networks", "ends_on")}
    scopes = request.form.getlist("scopes")
    try:
        wanted = Wanted(
            _id_of_the_form(), typed["name"], scopes, typed["networks"], days.end_of(typed["ends_on"])
        )
        with transaction(speaker().viewer) as session:
            key, shown = api_keys.make(session, speaker().organisation_id, speaker().person_id, wanted)
    except Problem as problem:
        return _overview(typed, scopes, problem.detail), problem.status
    return _made(key, shown, None)


@pages.post("/admin/keys/<uuid:key_id>/rotate")
def rotate(key_id: UUID) -> ResponseReturnValue:
    """Make a successor, beside which the old key works for some days."""
    until = clock.now() + timedelta(days=_days(request.form.get("days", "")))
    with transaction(speaker().viewer) as session:
        old = api_key_queries.key(session, key_id)
        key, shown = api_keys.rotate(session, old, speaker().person_id, _id_of_the_form(), until)
    return _made(key, shown, old)


@pages.post("/admin/keys/<uuid:key_id>/revoke")
def revoke(key_id: UUID) -> ResponseReturnValue:
    """Refuse this key from its next request on."""
    with transaction(speaker().viewer) as session:
        key = api_key_queries.key(session, key_id)
        api_keys.revoke(session, key, speaker().person_id)
    flash(f"“{key.name}” is revoked: its next request is refused.", "good")
    return redirect(url_for("keys.overview"))


def _overview(typed: dict[str, str], scopes: list[str], problem: str | None = None) -> str:
    with reading(speaker().viewer) as session:
        found = api_key_queries.keys(session)
        names = {person.id: person.name for person in queries.people(session)}
        replaced = {key.successor_of_id for key in found}
        restricted = network_queries.restriction(session) is not None
    return render_template(
        "admin/keys.html",
        keys=[(key, api_key_queries.state_in_words(key, names, key.id in replaced)) for key in found],
        ended=api_key_queries.ended,
        replaced=replaced,
        names=names,
        scopes=FOR_KEYS,
        new_id=uuid4,
        last_day=days.last_whole_day(clock.now() + api_key_rules.LONGEST),
        longest_overlap=api_key_rules.LONGEST_OVERLAP.days,
        restricted=restricted,
        typed=typed,
        chosen=scopes,
        problem=problem,
    )


def _made(key: ApiKey, shown: Shown, old: ApiKey | None) -> str:
    return render_template("admin/key_made.html", key=key, shown=shown, old=old)


def _id_of_the_form() -> UUID:
    try:
        return UUID(request.form.get("id", ""))
    except ValueError as error:
        raise bad_request("This form is not one of our pages. Open the page again.") from error


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > api_key_rules.LONGEST_OVERLAP.days:
        raise invalid(f"Say for how many days both keys work: 0 to {api_key_rules.LONGEST_OVERLAP.days}.")
    return int(text)
