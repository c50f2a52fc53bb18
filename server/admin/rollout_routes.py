"""Pages of the add-in's roll-out, and the address from which Outlook fetches the manifest."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

import manifest
from server import clock
from server.admin import rollout
from server.admin.model import Rollout
from server.config import Config
from server.errors import Problem, not_found
from server.identity import consent
from server.identity.model import Person
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Reason, everything

pages = Blueprint("rollout", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.CONFIGURE))

for_outlook = Blueprint("manifest", __name__)
"""What Outlook fetches, without a sign-in."""


@for_outlook.get("/manifest/<uuid:addin_id>.xml")
def stable(addin_id: UUID) -> ResponseReturnValue:
    """The manifest at an address that stays the same: what Outlook fetches."""
    with reading(everything(Reason.MANIFEST)) as session:
        found = session.scalars(select(Rollout).where(Rollout.addin_id == addin_id)).one_or_none()
        organisation = session.get(Organisation, found.organisation_id) if found else None
    if found is None or organisation is None:
        raise not_found()
    response = Response(rollout.built(found, organisation.name), mimetype="application/xml")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    return response.make_conditional(request)


@pages.get("/admin/outlook")
def show() -> ResponseReturnValue:
    """Host name and client id, the checked manifest, and how Outlook gets it."""
    with reading(speaker().viewer) as session:
        found = session.get(Rollout, speaker().organisation_id)
    return _page(found, {})


@pages.post("/admin/outlook")
def save_rollout() -> ResponseReturnValue:
    """Keep what was entered, if a manifest can be made from it."""
    typed = {"host": request.form.get("host", ""), "client_id": request.form.get("client_id", "")}
    try:
        with transaction(speaker().viewer) as session:
            rollout.save(session, speaker().organisation_id, **typed)
    except Problem as problem:
        return _page(None, typed, problem.detail), problem.status
    flash("Saved. The manifest below is the new one.", "good")
    return redirect(url_for("rollout.show"))


@pages.post("/admin/outlook/consent")
def ask_for_consent() -> ResponseReturnValue:
    """Make a link for the Microsoft tenant's admin."""
    consent.ask(speaker().viewer)
    flash("The link is made. Send it to an admin of your Microsoft tenant, or open it yourself.", "good")
    return redirect(url_for("rollout.show"))


@pages.get("/admin/outlook/manifest.xml")
def download_manifest() -> ResponseReturnValue:
    """The manifest as a file."""
    with reading(speaker().viewer) as session:
        found = session.get(Rollout, speaker().organisation_id)
    if found is None:
        raise not_found("There is no manifest yet: enter the host name first.")
    response = Response(rollout.built(found, speaker().organisation_name), mimetype="application/xml")
    response.headers["Content-Disposition"] = "attachment; filename=rapport-manifest.xml"
    return response


def _page(found: Rollout | None, typed: dict[str, str], problem: str | None = None) -> str:
    config: Config = current_app.config["RAPPORT"]
    xml = rollout.built(found, speaker().organisation_name) if found else b""
    with reading(speaker().viewer) as session:
        tenant_id = session.scalars(select(Organisation.microsoft_tenant_id)).one()
        asked = consent.latest(session)
        asked_by = asked and session.scalars(select(Person.name).where(Person.id == asked.asked_by_id)).one()
    return render_template(
        "admin/rollout.html",
        rollout=found,
        xml=xml.decode(),
        findings=manifest.check(xml) if found else (),
        typed=typed or _entered(found),
        problem=problem,
        stable=f"{found.host}{url_for('manifest.stable', addin_id=found.addin_id)}" if found else "",
        tenant_id=tenant_id,
        consent=asked,
        consent_link=f"{config.address}{url_for('consent.show', token=asked.token)}" if asked else "",
        consent_works=asked is not None and asked.outcome is None and asked.ends_at > clock.now(),
        asked_by=asked_by,
    )


def _entered(found: Rollout | None) -> dict[str, str]:
    """What the form shows at first: what is kept, or what this server knows of itself."""
    if found is not None:
        return {"host": found.host, "client_id": str(found.client_id or "")}
    config: Config = current_app.config["RAPPORT"]
    return {
        "host": config.address if config.secure else "",
        "client_id": config.microsoft.client_id if config.microsoft else "",
    }
