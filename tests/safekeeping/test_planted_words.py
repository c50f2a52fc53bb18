"""Planted words are found nowhere: not in database files, archives, logs, temporary files, nor in PostgreSQL.

The search shows each time that it would find them: words that may be readable there, and one that lies open.
"""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, delete, select, text

from server import clock, worker
from server.access import api_keys, networks
from server.access.api_keys import Wanted
from server.access.scopes import FOR_KEYS
from server.identity import approvals, sign_ins
from server.identity.factor_model import Passkey
from server.invitations import link
from server.invitations.model import Invitation
from server.security import sealed_log
from server.security.key_ring import WrappedKey
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import transaction
from server.tenancy.viewer import Reason, everything, service
from tests.builders import PLANTED
from tests.people import Browser, Pane
from tests.postgresql import Server
from tests.programs import Program
from tests.safekeeping.installation import Installation

NAME, EMAIL, TITLE, COMMENT, ACCOUNT = PLANTED
PERSONAL = {NAME, EMAIL, COMMENT}
"""What no database may hold open. Titles and companies are readable to PostgreSQL."""


def words_in(folder: Path, words: set[str]) -> set[str]:
    """Which of the words stand in any file of `folder`, as bytes or as they'd stand in an address or JSON."""
    spellings = {
        form: word
        for word in words
        for form in (
            word.encode(),
            word.encode("utf-16-le"),
            quote(word).encode(),
            word.encode().hex().encode(),
        )
    }
    found = set()
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            found |= {word for form, word in spellings.items() if form in content}
    return found


@pytest.fixture
def used(installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """An installation in which everything has happened that may leave traces; the tokens that were given."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    installation.environ["RAPPORT_LOG_FILE"] = str(tmp_path / "log" / "rapport.log")
    config = installation.another_server().config["RAPPORT"]
    log = sealed_log.install(config.log, config.master_key)
    try:
        tokens = use_it(installation)
    finally:
        sealed_log.logging.getLogger().removeHandler(log)
        log.close()
    done = installation.process("backup", str(tmp_path / "archive"))
    assert done.returncode == 0, done.stderr
    rotated = installation.process("keys", "rotate", "--data", "--organisation", "planted")
    assert rotated.returncode == 0, rotated.stderr
    return tokens


def use_it(installation: Installation) -> set[str]:
    """Sign in, follow a link, call with a key, carry mail, and fail while doing so; the tokens."""
    app = installation.app
    with app.app_context():
        with transaction(everything(Reason.KEYS)) as session:
            planted = session.scalars(select(Organisation.id).where(Organisation.key == "planted")).one()
            invitation = session.scalars(select(Invitation)).one()
            personal = link.token(session, invitation.id)
        bearer, _ = sign_ins.sign_in(planted, invitation.asked_by_id, "pane")
        key = write_down(planted, invitation.asked_by_id)
    Browser(app.test_client()).submit("/sign-in", {"email": EMAIL, "password": NAME + COMMENT})
    Browser(app.test_client()).get(f"/r/{personal}?score=9&comment={COMMENT}")
    Pane(app.test_client()).get(f"/api/pane/session?{EMAIL}")
    fail_while_carrying(installation, planted)
    assert Program(app, key).get("/api/v1/responses").status_code == 200
    return {bearer, personal, key}


def write_down(planted: UUID, person_id: UUID) -> str:
    """The words stand wherever admins and operators may write some; the key that was made thereby."""
    admin = service(planted, person_id)
    later = clock.now() + timedelta(days=1)
    with transaction(admin) as session:
        wanted = Wanted(uuid4(), COMMENT, FOR_KEYS, "", later)
        _, shown = api_keys.make(session, planted, person_id, wanted)
        networks.ask(session, planted, person_id, "203.0.113.0/24", COMMENT)
        approvals.approve(session, admin, name=NAME, email=EMAIL, reason=COMMENT, scope="look", days="7")
        passkey = {"credential_id": b"6", "public_key": b"7", "sign_count": 0}
        session.add(Passkey(organisation_id=planted, person_id=person_id, name=COMMENT, **passkey))
    return shown.text


def fail_while_carrying(installation: Installation, planted: UUID) -> None:
    """The worker meets an organisation without a key, and a page breaks; both are logged."""
    app = installation.another_server()
    app.logger.addHandler(sealed_log.logging.getLogger().handlers[-1])

    def break_down() -> str:
        raise RuntimeError(f"{NAME} <{EMAIL}> wrote {COMMENT}")

    app.add_url_rule("/break-down", "break_down", break_down)
    assert app.test_client().get("/break-down").status_code == 500
    with app.app_context():
        with transaction(everything(Reason.KEYS)) as session:
            kept = session.scalars(
                select(WrappedKey).where(WrappedKey.name == f"organisation {planted}")
            ).one()
            row = {name: getattr(kept, name) for name in ("name", "version", "wrapped", "made_at")}
            session.execute(delete(WrappedKey).where(WrappedKey.name == kept.name))
        assert worker.step(app) == 0
        with transaction(everything(Reason.KEYS)) as session:
            session.add(WrappedKey(**row))
        assert worker.step(app) == 1


def test_no_planted_word_or_token_stands_in_any_file(
    installation: Installation, used: set[str], tmp_path: Path
) -> None:
    assert words_in(tmp_path, {*PLANTED, *used}) == set()
    names = {file.name.partition(".")[0] for file in tmp_path.rglob("*") if file.is_file()}
    assert {"archive", "backup", "master", "rapport"} <= names
    (tmp_path / "open").write_text(f"{COMMENT} {next(iter(used))}")
    assert words_in(tmp_path, {*PLANTED, *used}) == {COMMENT, next(iter(used))}


def test_the_log_has_lines_of_what_happened(installation: Installation, used: set[str]) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "server", "logs"],
        env=installation.environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Unforeseen error on break_down: RuntimeError" in shown.stdout
    assert "The worker couldn't carry mail" in shown.stdout
    assert not [word for word in {*PLANTED, *used} if word in shown.stdout + shown.stderr]


@pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_postgresql_holds_no_personal_word(
    installation: Installation, used: set[str], kind: str, postgresql_server: Server
) -> None:
    engine = create_engine(postgresql_server.admin_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("checkpoint"))
        folder = Path(connection.execute(text("show data_directory")).scalars().one())
    engine.dispose()
    assert words_in(folder, {*PLANTED, *used}) == set(PLANTED) - PERSONAL
