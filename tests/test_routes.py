"""Every route turns away somebody who isn't signed in, but for those that are named here with the reason."""

from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

from tests.people import ORIGIN

FOR_EVERYBODY = {
    "static": "pictures, styles and scripts of the pages",
    "addin.part": "the pane itself; it signs in on its own",
    "answering.open_link": "a personal link is its own key",
    "answering.send": "a personal link is its own key",
    "begin.begin": "the first admin can't be signed in yet",
    "begin.start": "the first admin can't be signed in yet",
    "consent.back": "what it may do stands in this browser's cookie",
    "consent.begin": "the link is its own key",
    "consent.done": "tells a browser what was decided in it",
    "consent.show": "the link is its own key",
    "desk_office.script": "the sign-in dialog of the desk needs it",
    "front.door": "leads to the sign-in",
    "front.health": "for operators' probes",
    "identity.back_from_microsoft": "a step of signing in",
    "identity.dialog_done": "a step of signing in",
    "identity.dialog_other": "a step of signing in",
    "identity.dialog_start": "a step of signing in",
    "identity.sign_in": "a step of signing in",
    "identity.sign_in_with_microsoft": "a step of signing in",
    "identity.sign_in_with_password": "a step of signing in",
    "identity.sign_out": "ends nothing for nobody",
    "manifest.stable": "Outlook fetches it",
    "password.ask": "whoever forgot their password isn't signed in",
    "password.choose": "the mailed link is its own key",
    "password.forgotten": "whoever forgot their password isn't signed in",
    "password.save": "the mailed link is its own key",
    "pane_session.begin": "the dialog's code is its own key",
    "pane_session.ways": "a step of signing in",
}


def path_of(app: Flask, rule: Rule, method: str) -> str:
    """An address of this route, though of nothing that is there."""
    values = {name: UUID(int=0) if name.endswith("_id") else "x" for name in rule.arguments}
    return app.url_map.bind("rapport.example").build(rule.endpoint, values, method=method)


def answer_to_nobody(app: Flask, rule: Rule, method: str) -> int:
    """The status that a stranger gets, past the CSRF token, which is tried elsewhere."""
    path = path_of(app, rule, method)
    return app.test_client().open(path, method=method, base_url=ORIGIN).status_code


def test_strangers_are_turned_away_everywhere_else(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        statuses = {
            f"{rule.endpoint} {method}": answer_to_nobody(app, rule, method)
            for rule in app.url_map.iter_rules()
            for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
            if rule.endpoint not in FOR_EVERYBODY
        }
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert len(statuses) > 30
    assert {name: status for name, status in statuses.items() if status != 401} == {}


def test_the_list_of_open_routes_names_only_routes(app: Flask) -> None:
    assert FOR_EVERYBODY.keys() <= {rule.endpoint for rule in app.url_map.iter_rules()}
