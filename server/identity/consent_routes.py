"""The link by which a Microsoft tenant's admin consents: open to whoever holds it."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from server.identity import consent
from server.identity.consent_model import Outcome
from server.security import tokens

pages = Blueprint("consent", __name__, template_folder="templates")

_BROWSER = "consent-browser"
_SAID = "consent-said"


@pages.get("/consent/<token>")
def show(token: str) -> ResponseReturnValue:
    """Who asks for what. Mail scanners look at links, so nothing begins yet."""
    return render_template("consent.html", asked=consent.asked(token), token=token, microsoft=None)


@pages.post("/consent/<token>")
def begin(token: str) -> ResponseReturnValue:
    """The way on to Microsoft, for this browser."""
    session[_BROWSER] = tokens.new_token()
    address = consent.begin(token, session[_BROWSER])
    # A form must not lead to another origin (form-action), so a link does.
    return render_template("consent.html", asked=consent.asked(token), token=token, microsoft=address)


@pages.get(consent.CALLBACK)
def back() -> ResponseReturnValue:
    """Back from Microsoft: keep what the admin said."""
    session[_SAID] = consent.finish(request.args, session.pop(_BROWSER, ""))
    return redirect(url_for("consent.done"))


@pages.get("/consent/done")
def done() -> ResponseReturnValue:
    """What came of it, for the admin who just decided."""
    organisation, outcome = session.get(_SAID, ("", ""))
    granted = outcome == Outcome.GRANTED
    return render_template("consent_done.html", organisation=organisation, granted=granted)
