"""The answer page. It asks for no sign-in: whoever holds the personal link is the one who was asked."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server import clock
from server.answering import actions, nonce, queries, rules
from server.answering.phrases import BY_LANGUAGE, day_in_words
from server.answering.queries import Invited
from server.answering.rules import Ending, Fault, Typed
from server.invitations import queries as invitation_queries
from server.tenancy.transaction import transaction
from server.tenancy.viewer import service

pages = Blueprint("answering", __name__, template_folder="templates")
"""It knows no cookie, so no CSRF token either; its forms carry a mark of the page that they stood on."""


@pages.after_request
def keep_out_of_searches(response: Response) -> Response:
    """Personal links are nobody else's business."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@pages.get("/r/<token>")
def open_link(token: str) -> ResponseReturnValue:
    """Show the form with the clicked score chosen. Records a visit (HEAD too) and changes nothing else."""
    if (linked := invitation_queries.linked(token)) is None:
        return _unknown()
    score = rules.score_in(request.args.get("s"))
    with transaction(service(linked.organisation_id)) as session:
        invited = queries.invited(session, *linked)
        actions.record_visit(session, invited.invitation, request.method, score)
    if invited.ending:
        return _ending(invited)
    return _form(invited, token, Typed(score))


@pages.post("/r/<token>")
def send(token: str) -> ResponseReturnValue:
    """Keep the answer; a repeat keeps nothing and shows what was answered first."""
    if (linked := invitation_queries.linked(token)) is None:
        return _unknown()
    form = request.form
    typed = Typed(rules.score_in(form.get("score")), rules.comment_in(form.get("comment")))
    fault = rules.fault(typed, nonce.opened_at(form.get("nonce", ""), token), clock.now())
    with transaction(service(linked.organisation_id)) as session:
        invited = queries.invited(session, *linked)
        if invited.ending is None and fault is None and typed.score is not None:
            actions.record_response(session, invited.invitation, typed.score, typed.comment)
    if invited.ending not in (None, Ending.ANSWERED):
        return _ending(invited, typed.comment)
    if fault and invited.ending is None:
        return _form(invited, token, typed, fault), 422
    return redirect(url_for("answering.open_link", token=token), 303)


def _form(invited: Invited, token: str, typed: Typed, fault: Fault | None = None) -> str:
    return render_template(
        "answering/form.html",
        **_shown(invited),
        token=token,
        typed=typed,
        fault=fault,
        nonce=nonce.issue(token),
        longest=rules.LONGEST_COMMENT,
    )


def _ending(invited: Invited, comment: str = "") -> ResponseReturnValue:
    if invited.given:
        day = day_in_words(invited.given.day, invited.invitation.language)
        return render_template("answering/thanks.html", **_shown(invited), day=day)
    until = day_in_words(invited.invitation.ends_at.date(), invited.invitation.language)
    page = render_template("answering/ended.html", **_shown(invited), until=until, comment=comment)
    return page, 410


def _unknown() -> ResponseReturnValue:
    return render_template("answering/unknown.html", say=BY_LANGUAGE["en"], language="en"), 404


def _shown(invited: Invited) -> dict[str, object]:
    language = invited.invitation.language
    return {"invited": invited, "language": language, "say": BY_LANGUAGE[language]}
