"""The few places that look across organisations are these, each for its own reason."""

import ast
from pathlib import Path

SERVER = Path(__file__).parents[2] / "server"

PLACES = {
    ("identity/queries.py", "SIGN_IN"),  # finding whose address, token or tenant it is
    ("identity/sign_ins.py", "SIGN_IN"),  # the dialog's code says whose it is
    ("identity/mailed_links.py", "SIGN_IN"),  # a mailed link says whose it is
    ("identity/microsoft_flows.py", "SIGN_IN"),  # a flow belongs to nobody yet
    ("identity/consent.py", "CONSENT"),  # a link says who asks for consent
    ("identity/queries.py", "FOUNDING"),  # an operator's command names an organisation by its key
    ("identity/actions.py", "FOUNDING"),  # an organisation is made
    ("audit/verification.py", "AUDIT"),  # trails of all organisations, some without their keys
    ("access/api_key_queries.py", "API_KEY"),  # a key says whose it is
    ("access/network_queries.py", "NETWORKS"),  # one list for the database, of all organisations
    ("admin/rollout_routes.py", "MANIFEST"),  # Outlook knows only the manifest's address
    ("invitations/queries.py", "PERSONAL_LINK"),  # a customer knows only the link
    ("safekeeping/master.py", "KEYS"),  # the master key wraps everybody's keys
    ("safekeeping/resealing.py", "KEYS"),  # a new version waits until nobody holds the key
    ("safekeeping/destroying.py", "KEYS"),  # an organisation whose keys go can't be worked for
    ("safekeeping/isolation/expected.py", "ISOLATION"),  # one of the viewers that are tried
    ("safekeeping/isolation/proof.py", "ISOLATION"),  # rows of two invented organisations are made
    ("safekeeping/backup.py", "BACKUP"),  # an archive holds everybody's rows
    ("safekeeping/restore.py", "RESTORE"),  # an archive holds everybody's rows
    ("worker.py", "WORKER"),  # which organisations have mail waiting
}


def test_these_and_no_others_look_across_organisations() -> None:
    found = set()
    for file in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "everything":
                reason = node.args[0]
                assert isinstance(reason, ast.Attribute), f"{file}: name the reason where it is used"
                found.add((file.relative_to(SERVER).as_posix(), reason.attr))
    assert found == PLACES


def test_nothing_reaches_past_the_sessions() -> None:
    allowed = {"database.py", "migrate.py"} | {
        f"tenancy/{name}.py" for name in ("append_only", "embedded_guard", "row_rights")
    }
    past = {"exec_driver_sql", "connection", "raw_connection", "get_bind"}
    for file in SERVER.rglob("*.py"):
        name = file.relative_to(SERVER).as_posix()
        if name in allowed or name.startswith("migrations/"):
            continue
        calls = (node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
        used = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        assert not used & past, f"{name} uses {used & past}"
