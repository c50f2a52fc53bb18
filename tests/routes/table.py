"""Every route of the application with what it needs. A route that is missing here fails the tests."""

from server.access.scopes import Scope
from server.identity.permissions import Permission
from tests.routes.needs import Key, Open, Route, SignedIn

_STEP = Open("a step of signing in")
_FORGOTTEN = Open("whoever forgot their password isn't signed in")
_OWN_KEY = Open("a mailed or personal link is its own key")
_SIGNED_IN = SignedIn()
_NONCE = "0123456789abcdef0123456789abcdef"
_SURVEY = {
    "title": "Aurora again",
    "language": "en",
    "en.question": "Would you recommend us?",
    "en.low": "no",
    "en.high": "yes",
    "en.comment": "Why?",
    "en.thanks": "Thank you.",
}
_ASK = {"request_id": "press-9", "survey_id": "{survey}", "language": "en", "email": "{free}"}

OF_EVERYBODY = {
    "GET static": Route(Open("pictures, styles and scripts"), {"filename": "mark.svg"}),
    "GET addin.part": Route(Open("the pane itself; it signs in on its own"), {"file": "pane.html"}),
    "GET answering.open_link": Route(_OWN_KEY, {"token": "{link}"}),
    "POST answering.send": Route(_OWN_KEY, {"token": "{link}"}, form={"score": "9"}, answer=422),
    "GET begin.start": Route(Open("the first admin can't be signed in yet")),
    "POST begin.begin": Route(Open("the first admin can't be signed in yet"), form={}, answer=422),
    "GET desk_office.script": Route(Open("the sign-in dialog of the desk needs it")),
    "GET consent.show": Route(_OWN_KEY, {"token": "x"}, answer=410),
    "POST consent.begin": Route(_OWN_KEY, {"token": "x"}, answer=400),
    "GET consent.back": Route(Open("what it may do stands in this browser's cookie"), answer=400),
    "GET consent.done": Route(Open("tells a browser what was decided in it")),
    "GET front.door": Route(Open("leads to the sign-in"), answer=302),
    "GET front.health": Route(Open("for operators' probes")),
    "GET identity.back_from_microsoft": Route(_STEP, answer=400),
    "GET identity.dialog_done": Route(_STEP, answer=400),
    "POST identity.dialog_other": Route(_STEP, answer=400),
    "GET identity.dialog_start": Route(_STEP, query={"nonce": _NONCE}),
    "GET identity.sign_in": Route(_STEP),
    "GET identity.sign_in_with_microsoft": Route(_STEP, answer=400),
    "POST identity.sign_in_with_password": Route(_STEP, form={"email": "{free}"}, answer=401),
    "POST identity.sign_out": Route(Open("ends nothing for nobody"), answer=302),
    "GET manifest.stable": Route(Open("Outlook fetches it"), {"addin_id": "{addin}"}),
    "POST password.ask": Route(_FORGOTTEN, form={"email": "{free}"}),
    "GET password.choose": Route(_OWN_KEY, {"token": "{mailed}"}),
    "GET password.forgotten": Route(_FORGOTTEN),
    "POST password.save": Route(_OWN_KEY, {"token": "{mailed}"}, form={"password": "1"}, answer=422),
    "POST pane_session.begin": Route(
        Open("the dialog's code is its own key"), json={"code": "x", "nonce": "x"}, answer=401
    ),
    "POST pane_session.begin_with_microsoft": Route(
        Open("Microsoft's token is its own key"), json={}, answer=401
    ),
    "GET pane_session.ways": Route(_STEP),
    "GET second.ask": Route(_STEP, answer=401),
    "POST second.take": Route(_STEP, form={"code": "123456"}, answer=401),
    "POST second.passkey_options": Route(_STEP, answer=401),
    "POST second.take_passkey": Route(_STEP, form={"answer": "{{}}"}, answer=401),
    "GET second.set_up": Route(_STEP, answer=401),
    "POST second.confirm": Route(_STEP, form={"code": "123456"}, answer=401),
}

OF_THE_PERSON = {
    "POST identity.dialog_continue": Route(_SIGNED_IN, answer=302),
    "GET me.overview": Route(_SIGNED_IN),
    "POST me.end_sign_in": Route(_SIGNED_IN, {"sign_in_id": "{sign_in}"}, answer=302),
    "POST me.end_others": Route(_SIGNED_IN, answer=302),
    "POST me.set_up_authenticator": Route(_SIGNED_IN),
    "POST me.confirm_authenticator": Route(_SIGNED_IN, form={"code": "1"}, answer=401),
    "POST me.remove_authenticator": Route(_SIGNED_IN, answer=302, elsewhere=403),
    "POST me.new_recovery_codes": Route(_SIGNED_IN),
    "POST me.passkey_options": Route(_SIGNED_IN),
    "POST me.add_passkey": Route(_SIGNED_IN, form={"name": "x", "answer": "{{}}"}, answer=400),
    "POST me.remove_passkey": Route(_SIGNED_IN, {"passkey_id": "{passkey}"}, answer=302),
    "POST me.change_password": Route(_SIGNED_IN, form={"old": "x", "new": "y"}, answer=403),
    "GET ask_network.show": Route(_SIGNED_IN),
    "POST ask_network.ask": Route(_SIGNED_IN, form={"cidr": "192.0.2.1", "reason": "Home"}, answer=302),
    "GET pane_session.look": Route(_SIGNED_IN),
    "DELETE pane_session.end": Route(_SIGNED_IN, answer=204),
}

OF_THE_PANE = {
    "GET outlook.surveys": Route(Permission.ASK),
    "POST outlook.preview": Route(
        Permission.ASK, json={"survey_id": "{survey}", "recipients": [{"email": "{free}"}]}, elsewhere=404
    ),
    "POST outlook.ask": Route(Permission.ASK, json=_ASK, answer=201, elsewhere=404),
    "POST outlook.inserted": Route(
        Permission.ASK, {"invitation_id": "{invitation}"}, json={"way": "cursor"}, answer=204
    ),
    "POST outlook.withdrawn": Route(Permission.ASK, {"invitation_id": "{invitation}"}, json={}, answer=204),
    "POST outlook.send": Route(
        Permission.ASK,
        {"invitation_id": "{invitation}"},
        json={"subject": "Hello", "text": "How are you?"},
        answer=202,
    ),
    "POST outlook_history.show_history": Route(Permission.SEE_ANSWERS, json={"email": "{answered}"}),
}

OF_READERS = {
    "GET reporting.report": Route(Permission.SEE_ANSWERS),
    "GET reporting.download": Route(Permission.EXPORT),
    "GET scores_api.show_scores": Route(Key(Scope.READ_SCORES), query={"survey": "{survey}"}, elsewhere=404),
    "GET responses_api.show_responses": Route(Key(Scope.EXPORT), query={"survey": "{survey}"}, elsewhere=404),
    "GET directory.contacts": Route(Permission.SEE_CONTACTS),
    "GET desk.mail": Route(Permission.SEE_CONTACTS),
    "GET desk.paper": Route(Permission.SEE_CONTACTS),
    "GET desk.contacts": Route(Permission.SEE_CONTACTS),
    "GET desk.mails": Route(Permission.SEE_CONTACTS),
    "POST desk.send": Route(
        Permission.SEE_CONTACTS,
        form={"request_id": "0123456789abcdef", "to": "x@y.example", "subject": "Hello", "text": "You"},
        answer=202,
    ),
    "GET desk.opened": Route(Permission.SEE_CONTACTS, {"mail_id": "{mail}"}),
    "GET desk.body": Route(Permission.SEE_CONTACTS, {"mail_id": "{mail}"}),
    "GET desk.eml": Route(Permission.SEE_CONTACTS, {"mail_id": "{mail}"}),
    "POST desk.reply": Route(
        Permission.SEE_CONTACTS,
        {"mail_id": "{mail}"},
        form={"request_id": "0123456789abcdef", "text": "Thanks"},
        answer=202,
    ),
    "GET desk_pane.pane": Route(Permission.SEE_CONTACTS),
}

OF_EDITORS = {
    "GET directory.choose_file": Route(Permission.IMPORT_CONTACTS),
    "POST directory.import_file": Route(Permission.IMPORT_CONTACTS, form={}, answer=422),
    "GET surveys.overview": Route(Permission.EDIT_SURVEYS),
    "GET surveys.begin": Route(Permission.EDIT_SURVEYS),
    "POST surveys.create": Route(Permission.EDIT_SURVEYS, form=_SURVEY, answer=302),
    "GET surveys.edit": Route(Permission.EDIT_SURVEYS, {"survey_id": "{survey}"}),
    "POST surveys.save": Route(Permission.EDIT_SURVEYS, {"survey_id": "{survey}"}, form=_SURVEY, answer=302),
    "POST surveys.publish": Route(Permission.EDIT_SURVEYS, {"survey_id": "{survey}"}, answer=302),
    "POST surveys.delete": Route(Permission.EDIT_SURVEYS, {"survey_id": "{survey}"}, answer=302),
}

OF_ADMINS = {
    "GET admin.first_steps": Route(Permission.MANAGE_PEOPLE),
    "GET admin.people": Route(Permission.MANAGE_PEOPLE),
    "POST admin.add_person": Route(
        Permission.MANAGE_PEOPLE, form={"name": "New", "email": "new@aurora.example"}, answer=302
    ),
    "GET security.person": Route(Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}),
    "POST security.close": Route(Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, answer=302),
    "POST security.open_again": Route(Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, answer=302),
    "POST security.end_sign_ins": Route(Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, answer=302),
    "POST security.invite": Route(Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, answer=302),
    "POST security.remove_factors": Route(Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, answer=302),
    "POST security.change_roles": Route(
        Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, form={"roles": "admin"}, answer=302
    ),
    "POST security.change_sight": Route(
        Permission.MANAGE_PEOPLE, {"person_id": "{alice}"}, form={"team": "South"}, answer=302
    ),
    "POST security.demand": Route(Permission.MANAGE_PEOPLE, form={"second_factor_of": "nobody"}, answer=302),
    "GET audit.show": Route(Permission.READ_TRAIL),
    "GET audit.download": Route(Permission.READ_TRAIL),
    "POST audit.verify": Route(Permission.READ_TRAIL),
    "POST isolation.download": Route(Permission.READ_TRAIL),
    "GET limits.show": Route(Permission.CONFIGURE),
    "GET rollout.show": Route(Permission.CONFIGURE),
    "POST rollout.save_rollout": Route(
        Permission.CONFIGURE, form={"host": "https://other.example"}, answer=302
    ),
    "POST rollout.ask_for_consent": Route(Permission.CONFIGURE, answer=409, elsewhere=409),
    "GET rollout.download_manifest": Route(Permission.CONFIGURE, elsewhere=404),
    "POST identity.connect_microsoft": Route(Permission.CONFIGURE, answer=400),
    "GET approvals.show": Route(Permission.CONFIGURE),
    "POST approvals.approve": Route(
        Permission.CONFIGURE,
        form={"name": "Opal", "email": "opal@x.example", "reason": "Help", "scope": "look", "days": "1"},
        answer=302,
    ),
    "POST approvals.end": Route(Permission.CONFIGURE, {"approval_id": "{approval}"}, answer=302),
    "GET keys.overview": Route(Permission.CONFIGURE),
    "POST keys.make": Route(Permission.CONFIGURE, form={"id": "{new}", "name": ""}, answer=422),
    "POST keys.rotate": Route(Permission.CONFIGURE, {"key_id": "{key}"}, form={"id": "{new}", "days": "1"}),
    "POST keys.revoke": Route(Permission.CONFIGURE, {"key_id": "{key}"}, answer=302),
    "GET networks.overview": Route(Permission.CONFIGURE),
    "POST networks.approve": Route(Permission.CONFIGURE, {"network_id": "{waiting}"}, answer=302),
    "POST networks.refuse": Route(Permission.CONFIGURE, {"network_id": "{waiting}"}, answer=302),
    "POST networks.end": Route(Permission.CONFIGURE, {"network_id": "{approved}"}, answer=302),
    "POST networks.turn_on": Route(Permission.CONFIGURE, answer=302, elsewhere=409),
    "POST networks.turn_off": Route(Permission.CONFIGURE, answer=302),
}

TABLE = OF_EVERYBODY | OF_THE_PERSON | OF_THE_PANE | OF_READERS | OF_EDITORS | OF_ADMINS

MAY = {
    "admin": {
        "edit surveys",
        "see contacts",
        "import contacts",
        "manage people",
        "read the audit trail",
        "configure Rapport",
    },
    "account manager": {"ask customers", "see contacts", "see answers", "export answers"},
    "analyst": {"see answers", "export answers", "see contacts"},
    "survey editor": {"edit surveys"},
}
"""What each role may do, written a second time: *see answers* stays apart from *edit surveys*."""
