"""Admins prove isolation on their own database, and download the report."""

from functools import partial

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from server import clock
from server.audit import trail
from server.audit.trail import Happening
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.safekeeping.isolation import proof
from server.safekeeping.isolation.commands import page
from server.tenancy.transaction import transaction

pages = Blueprint("isolation", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.READ_TRAIL))


@pages.post("/admin/audit/isolation")
def download() -> ResponseReturnValue:
    """The report as a file, with the counts of the admin's own organisation and of no other."""
    me = speaker()
    found = proof.prove(me.organisation_id)
    with transaction(me.viewer) as session:
        facts = {"attempts": found.attempts, "findings": len(found.breaches)}
        trail.note(session, Happening.ISOLATION_PROVED, facts=facts)
    response = Response(page(found, me.organisation_name), mimetype="text/html")
    name = f"rapport-{me.organisation_key}-isolation-{clock.now().date().isoformat()}.html"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
