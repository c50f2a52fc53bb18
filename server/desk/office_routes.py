"""The part of Outlook: our pane as it is, and a stand-in for the Office.js that it loads."""

from functools import partial

from flask import Blueprint, current_app, make_response
from flask.typing import ResponseReturnValue

from server.identity.permissions import Permission
from server.identity.speaker import require
from server.outlook.routes import FOLDER
from server.security.headers import OFFICE_JS_ADDRESS

pages = Blueprint("desk_pane", __name__, url_prefix="/desk")
pages.before_request(partial(require, Permission.SEE_CONTACTS))

office = Blueprint("desk_office", __name__, url_prefix="/desk")
"""Open to everybody: the sign-in dialog loads it before anybody is signed in."""

OFFICE_ADDRESS = "/desk/office.js"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'self'; frame-ancestors 'self'"
)


@pages.get("/pane")
def pane() -> ResponseReturnValue:
    """The add-in's own page; only its Office.js is another one."""
    response = make_response(adapted((FOLDER / "pane.html").read_text(encoding="utf-8")))
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@office.get("/office.js")
def script() -> ResponseReturnValue:
    """The stand-in for Office.js."""
    return current_app.send_static_file("desk-office.js")


def adapted(page: str) -> str:
    """The pane's page as the desk serves it: its other files are found where they are, below /addin/.

    Raises:
        ValueError: when the page isn't the pane that we know.
    """
    if page.count(OFFICE_JS_ADDRESS) != 1 or page.count("<head>") != 1:
        raise ValueError(
            "The pane's page must have one head and load Office.js from Microsoft's address once."
        )
    return page.replace("<head>", '<head>\n<base href="/addin/">').replace(OFFICE_JS_ADDRESS, OFFICE_ADDRESS)
