"""Pages of signing in and out, in the browser and in the dialog that Outlook's pane opens."""

import json
import re

from flask import (
    Blueprint,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from server.config import Config
from server.errors import Problem, bad_request, forbidden
from server.identity import arriving, attempts, microsoft, queries, sign_ins
from server.identity.arriving import AFTER, DIALOG
from server.identity.claims import MoreClaims
from server.identity.permissions import Permission
from server.identity.speaker import COOKIE_FIELD, require, speaker
from server.security import headers, tokens

pages = Blueprint("identity", __name__, template_folder="templates")

_BROWSER = "browser"
_CONNECT = "connect"
_DESK = "desk"
_AGAIN = "asked again"
"""Microsoft was asked a second time, for what the first answer didn't show."""
_NOT_ASKED = (
    "Microsoft didn't ask you for the second factor that your organisation demands. Ask your admin to check "
    "in Microsoft Entra what the authentication context {} demands."
)


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The form."""
    session[AFTER] = arriving.own_path(request.args.get("next", ""))
    session.pop(DIALOG, None)
    return render_template("sign_in.html", email="", dialog=False)


@pages.post("/sign-in")
def sign_in_with_password() -> ResponseReturnValue:
    """Sign in somebody with a password."""
    email = request.form.get("email", "")
    attempts.check(email)
    candidates = queries.by_address(email)
    found = sign_ins.check_password(candidates, request.form.get("password", ""))
    if found is None:
        attempts.note_wrong(email)
        sign_ins.note_refusal(candidates)
        problem = "The address or the password isn't right. Mind capitals, and try again."
        page = render_template("sign_in.html", email=email, problem=problem, dialog=DIALOG in session)
        return page, 401
    return arriving.after_password(*found)


@pages.get("/sign-in/microsoft")
def sign_in_with_microsoft() -> ResponseReturnValue:
    """Off to Microsoft, remembering by a cookie which browser left."""
    session[_BROWSER] = tokens.new_token()
    session.pop(_CONNECT, None)
    session.pop(_AGAIN, None)
    return redirect(microsoft.begin(session[_BROWSER]))


@pages.post("/sign-in/microsoft/connect")
def connect_microsoft() -> ResponseReturnValue:
    """An admin lets the organisation work with a Microsoft tenant, by signing in there."""
    require(Permission.CONFIGURE)
    session[_BROWSER], session[_CONNECT] = tokens.new_token(), True
    # A form must not lead to another origin (form-action), so a link does.
    return render_template("connect_microsoft.html", microsoft=microsoft.begin(session[_BROWSER]))


@pages.get(microsoft.CALLBACK)
def back_from_microsoft() -> ResponseReturnValue:
    """Back from Microsoft, in the browser or in the dialog."""
    connecting, asked_again = session.pop(_CONNECT, False), session.pop(_AGAIN, False)
    try:
        identity = microsoft.finish(request.args, session.pop(_BROWSER, ""))
        if connecting:
            require(Permission.CONFIGURE)
            microsoft.connect(speaker().viewer, identity)
            return redirect("/admin/outlook")
        found = microsoft.person_of(identity)
    except MoreClaims as wanted:
        if asked_again:
            return _refused(forbidden(_NOT_ASKED.format(wanted.context)))
        session[_BROWSER], session[_AGAIN] = tokens.new_token(), True
        return redirect(microsoft.begin(session[_BROWSER], wanted.context))
    except Problem as problem:
        return _refused(problem)
    return arriving.arrive(*found)


def _refused(problem: Problem) -> ResponseReturnValue:
    """Say so where they wanted to sign in: in the pane, or on a page."""
    if session.pop(DIALOG, None) is None:
        raise problem
    return _tell_the_pane({"problem": problem.detail})


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this browser's sign-in."""
    if g.speaker is not None:
        sign_ins.sign_out(g.speaker.viewer, session[COOKIE_FIELD])
    session.clear()
    return redirect(url_for("identity.sign_in"))


@pages.get("/dialog/start")
def dialog_start() -> ResponseReturnValue:
    """The dialog's first page: who is it? Outlook adds its own parameters to the address, which we ignore."""
    nonce = request.args.get("nonce", "")
    if not re.fullmatch(r"[0-9A-Za-z_-]{32,128}", nonce):
        raise bad_request("This page belongs into Outlook: open the Rapport pane there and press Sign in.")
    session[DIALOG] = nonce
    session[_DESK] = _opened_by_the_desk()
    session[AFTER] = None
    if g.speaker is None:
        return render_template("sign_in.html", email="", dialog=True)
    return render_template("dialog_continue.html")


@pages.post("/dialog/continue")
def dialog_continue() -> ResponseReturnValue:
    """The person who is signed in in this browser goes on as themselves."""
    speaker()
    return redirect(url_for("identity.dialog_done"))


@pages.post("/dialog/other")
def dialog_other() -> ResponseReturnValue:
    """Somebody else wants to sign in in this dialog; the browser's sign-in stays."""
    if DIALOG not in session:
        raise bad_request("This sign-in is over. Close this window, and press Sign in in the pane again.")
    return render_template("sign_in.html", email="", dialog=True)


@pages.get("/dialog/done")
def dialog_done() -> ResponseReturnValue:
    """The dialog's last page: gives the pane a single-use code."""
    nonce = session.pop(DIALOG, None)
    if nonce is None:
        raise bad_request("This sign-in is over. Close this window, and press Sign in in the pane again.")
    return _tell_the_pane({"code": sign_ins.hand_over(speaker().viewer, nonce)})


def _tell_the_pane(message: dict[str, str]) -> ResponseReturnValue:
    headers.allow_in_office()
    office_js = "/desk/office.js" if session.pop(_DESK, False) else headers.OFFICE_JS_ADDRESS
    return render_template(
        "dialog_done.html", office_js=office_js, message=json.dumps(message), problem=message.get("problem")
    )


def _opened_by_the_desk() -> bool:
    config: Config = current_app.config["RAPPORT"]
    return config.desk and request.args.get("_host_Info", "").startswith("desk")
