"""The report's page and its workbook."""

from functools import partial
from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from server import clock
from server.audit import trail
from server.audit.trail import Happening
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.reporting import charts, filters, report, tally, words, workbook
from server.tenancy.transaction import reading, transaction

pages = Blueprint("reporting", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.SEE_ANSWERS))

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/report", endpoint="report")
def show() -> ResponseReturnValue:
    """The report of the answers that the speaker may see."""
    chosen, today = filters.read(request.args), clock.now().date()
    by_month = request.args.get("trend") == "month"
    with reading(speaker().viewer) as session:
        found = report.build(session, chosen, today, by_month)
    return render_template(
        "reporting/report.html",
        report=found,
        by_month=by_month,
        presets=filters.presets(today),
        charts=charts,
        tally=tally,
        words=words,
    )


@pages.get("/report/workbook")
def download() -> ResponseReturnValue:
    """The same answers as an Excel workbook."""
    require(Permission.EXPORT)
    chosen, moment, target = filters.read(request.args), clock.now(), BytesIO()
    with reading(speaker().viewer) as session:
        offered = report.choices(session, chosen)
        workbook.make(session, chosen, offered, speaker().organisation_name, moment, target)
    with transaction(speaker().viewer) as session:
        trail.note(session, Happening.WORKBOOK_DOWNLOADED, facts=chosen.as_query())
    target.seek(0)
    name = f"rapport-{speaker().organisation_key}-{moment.date().isoformat()}.xlsx"
    return send_file(target, mimetype=_XLSX, as_attachment=True, download_name=name)
