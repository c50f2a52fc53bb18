"""The desk's page, and what its script asks for."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import secure_filename

from server.desk import actions, as_json, queries
from server.errors import Problem
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.tenancy.transaction import reading, transaction

pages = Blueprint("desk", __name__, template_folder="templates", url_prefix="/desk")
pages.before_request(partial(require, Permission.SEE_CONTACTS))

_NOTHING_RUNS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""For mails, which may bring any look but no script."""
_LINKS_OPEN = "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"


@pages.errorhandler(Problem)
def tell(problem: Problem) -> ResponseReturnValue:
    """In the words of the problem: to the desk's script as JSON, to people as a page."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(detail=problem.detail), problem.status
    return render_template("problem.html", problem=problem), problem.status


@pages.get("")
def mail() -> ResponseReturnValue:
    """The mail program."""
    return render_template("desk/desk.html")


@pages.get("/paper")
def paper() -> ResponseReturnValue:
    """The sheet on which a rich text is written: a page of its own, so that no script can come with it."""
    return _page_without_scripts(render_template("desk/paper.html"))


@pages.get("/contacts")
def contacts() -> ResponseReturnValue:
    """Whom the speaker may want to write to."""
    with reading(speaker().viewer) as session:
        found = queries.suggestions(session, speaker())
    return jsonify([as_json.of_suggestion(one) for one in found])


@pages.get("/mails")
def mails() -> ResponseReturnValue:
    """The folders."""
    with reading(speaker().viewer) as session:
        return jsonify(as_json.of_folders(queries.folders(session, speaker())))


@pages.post("/mails")
def send() -> ResponseReturnValue:
    """Take a mail to be carried; a repeat of its `request_id` changes nothing."""
    draft = actions.Draft(
        request_id=request.form.get("request_id", ""),
        to=tuple(request.form.getlist("to")),
        cc=tuple(request.form.getlist("cc")),
        subject=request.form.get("subject", ""),
        text=request.form.get("text", ""),
        html=request.form.get("html"),
    )
    with transaction(speaker().viewer) as session:
        ids = actions.send(session, speaker(), draft)
    return jsonify(ids=[str(one) for one in ids]), 202


@pages.get("/mails/<uuid:mail_id>")
def opened(mail_id: UUID) -> ResponseReturnValue:
    """One mail, read from its MIME."""
    with reading(speaker().viewer) as session:
        return jsonify(as_json.of_mail(queries.mail(session, mail_id)))


@pages.post("/mails/<uuid:mail_id>/reply")
def reply(mail_id: UUID) -> ResponseReturnValue:
    """Take the customer's answer, which the speaker writes in their part."""
    with transaction(speaker().viewer) as session:
        found = queries.mail(session, mail_id)
        fields = request.form
        answer = actions.reply(
            session, speaker(), found, fields.get("request_id", ""), fields.get("text", "")
        )
    return jsonify(ids=[str(answer)]), 202


@pages.get("/mails/<uuid:mail_id>/body")
def body(mail_id: UUID) -> ResponseReturnValue:
    """The rich text of a mail, for the frame in which it is read."""
    with reading(speaker().viewer) as session:
        letter = queries.mail(session, mail_id).letter
    page = render_template("desk/body.html", html=letter.html, text=letter.text)
    return _page_without_scripts(page, _LINKS_OPEN)


@pages.get("/mails/<uuid:mail_id>.eml")
def eml(mail_id: UUID) -> ResponseReturnValue:
    """The mail as a file that every mail program opens."""
    with reading(speaker().viewer) as session:
        found = queries.mail(session, mail_id)
    response = Response(found.message.content, mimetype="message/rfc822")
    name = secure_filename(found.letter.subject) or "mail"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.eml")
    return response


def _page_without_scripts(page: str, *more: str) -> Response:
    response = make_response(page)
    response.headers["Content-Security-Policy"] = "; ".join((_NOTHING_RUNS, *more))
    return response
