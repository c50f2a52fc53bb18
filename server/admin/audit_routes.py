"""Pages of the audit trail: reading, verifying and downloading it."""

from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from server import clock
from server.admin import audit_csv
from server.audit import trail, verification
from server.audit.trail import Happening
from server.audit.verification import Verdict
from server.identity import audit_reading, queries
from server.identity.audit_reading import Wanted
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Viewer

pages = Blueprint("audit", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.READ_TRAIL))


@pages.get("/admin/audit")
def show() -> ResponseReturnValue:
    """What happened, newest first."""
    return _page()


@pages.post("/admin/audit/verify")
def verify() -> ResponseReturnValue:
    """Walk the whole trail, and say what isn't as it was written."""
    mark = request.form.get("mark", "").strip() or None
    return _page(verification.verify(speaker().organisation_id, mark))


@pages.get("/admin/audit/trail.csv")
def download() -> ResponseReturnValue:
    """The entries that were chosen, as a file; the download itself is noted first."""
    me, wanted = speaker(), _wanted()
    with transaction(me.viewer) as session:
        trail.note(session, Happening.TRAIL_DOWNLOADED, facts={"what": wanted.happening})
    response = Response(stream_with_context(_lines(me.viewer, wanted)), mimetype="text/csv")
    name = f"rapport-{me.organisation_key}-audit-{clock.now().date().isoformat()}.csv"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _lines(viewer: Viewer, wanted: Wanted) -> Iterator[str]:
    with reading(viewer) as session:
        yield from audit_csv.lines(audit_reading.everything_told(session, wanted))


def _wanted() -> Wanted:
    return Wanted(request.args.get("what", ""), request.args.get("whom", ""))


def _page(verdict: Verdict | None = None) -> str:
    wanted = _wanted()
    with reading(speaker().viewer) as session:
        page = audit_reading.page(session, wanted, request.args.get("below", None, type=int))
        everybody = queries.people(session)
    return render_template(
        "admin/audit.html",
        page=page,
        wanted=wanted,
        people=everybody,
        happenings=audit_reading.happenings(),
        verdict=verdict,
    )
