"""Settings: what is missing or wrong is named, with what it must look like."""

from pathlib import Path

import pytest

from server import config
from server.keyfile import ConfigProblem, create_key


@pytest.fixture
def home(tmp_path: Path) -> Path:
    create_key(tmp_path / "keys" / "master.key")
    return tmp_path


def read(home: Path, **settings: str) -> config.Config:
    return config.read({"RAPPORT_HOME": str(home), **{f"RAPPORT_{k}": v for k, v in settings.items()}})


def test_without_settings_everything_is_embedded_and_local(home: Path) -> None:
    found = read(home)
    assert (found.address, found.listen) == ("http://localhost:8000", ("127.0.0.1", 8000))
    assert (found.database_url, found.microsoft, found.tls, found.desk) == (None, None, None, False)
    assert (found.throttle_store, found.proxies) == (None, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADDRESS", "rapport.example"),
        ("ADDRESS", "https://rapport.example/path"),
        ("ADDRESS", "ftp://rapport.example"),
        ("LISTEN", "8000"),
        ("LISTEN", "127.0.0.1:port"),
        ("LISTEN", "127.0.0.1:99999"),
        ("DATABASE", "mysql://somewhere"),
        ("DATABASE_OWNER", "sqlite:///file"),
        ("DESK", "perhaps"),
        ("MICROSOFT_CLIENT_ID", "without a secret"),
        ("MICROSOFT_CLIENT_SECRET", "without an id"),
        ("TLS_CERTIFICATE_FILE", "/nowhere/certificate.pem"),
        ("LIMIT_PERSON", "many per minute"),
        ("THROTTLE_STORE", "memcached://host:11211"),
        ("THROTTLE_STORE", "redis://"),
        ("THROTTLE_STORE", "redis://host:port"),
        ("THROTTLE_STORE", "redis://host/database"),
        ("PROXIES", "-1"),
        ("PROXIES", "11"),
        ("PROXIES", "nginx"),
    ],
)
def test_a_wrong_value_names_its_variable(home: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigProblem, match="RAPPORT_"):
        read(home, **{name: value})


def test_the_authority_must_name_a_tenant(home: Path) -> None:
    with pytest.raises(ConfigProblem, match="RAPPORT_MICROSOFT_AUTHORITY"):
        read(
            home,
            MICROSOFT_CLIENT_ID="id",
            MICROSOFT_CLIENT_SECRET="secret",
            MICROSOFT_AUTHORITY="https://login.microsoftonline.com",
        )


def test_the_programs_that_may_ask_for_tokens_are_office_unless_said_otherwise(home: Path) -> None:
    registration = {"MICROSOFT_CLIENT_ID": "id", "MICROSOFT_CLIENT_SECRET": "secret"}
    office = read(home, **registration).microsoft
    assert office is not None
    assert "ea5a67f6-b6f3-4338-b240-c655ddc3cc8e" in office.callers
    ids = "6731DE76-14a6-49ae-97bc-6eba6914391e 00000000-0000-4000-8000-000000000b0b"
    own = read(home, **registration, MICROSOFT_CALLERS=ids).microsoft
    assert own is not None
    assert own.callers == tuple(ids.lower().split())
    for wrong in ("Outlook", ids.replace(" ", ",")):
        with pytest.raises(ConfigProblem, match="RAPPORT_MICROSOFT_CALLERS"):
            read(home, **registration, MICROSOFT_CALLERS=wrong)


def test_graph_is_microsoft_s_unless_said_otherwise(home: Path) -> None:
    registration = {"MICROSOFT_CLIENT_ID": "id", "MICROSOFT_CLIENT_SECRET": "secret"}
    for given, wanted in (
        ({}, "https://graph.microsoft.com"),
        ({"MICROSOFT_GRAPH": "https://graph.microsoft.us/"}, "https://graph.microsoft.us"),
    ):
        settings = read(home, **registration, **given).microsoft
        assert settings is not None
        assert settings.graph == wanted
    for wrong in ("http://graph.example", "https://graph.example/v1.0", "graph.example"):
        with pytest.raises(ConfigProblem, match="RAPPORT_MICROSOFT_GRAPH"):
            read(home, **registration, MICROSOFT_GRAPH=wrong)


def test_a_secret_may_come_from_a_file(home: Path) -> None:
    (home / "secret").write_text("from the file\n")
    found = read(home, MICROSOFT_CLIENT_ID="id", MICROSOFT_CLIENT_SECRET_FILE=str(home / "secret"))
    assert found.microsoft is not None
    assert found.microsoft.client_secret == "from the file"


def test_a_refused_store_is_not_shown_with_its_password(home: Path) -> None:
    with pytest.raises(ConfigProblem) as caught:
        read(home, THROTTLE_STORE="http://user:hush@host")
    assert "hush" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(home: Path) -> None:
    with pytest.raises(ConfigProblem, match="RAPPORT_ADDRESS_FILE names /nowhere"):
        read(home, ADDRESS_FILE="/nowhere")


def test_a_missing_master_key_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblem, match="rapport setup"):
        read(tmp_path)


@pytest.mark.parametrize("content", ["", "short", "zz" * 32, "00" * 31, "\xff"])
def test_a_file_that_holds_no_key_is_told_so(home: Path, content: str) -> None:
    (home / "keys" / "master.key").write_text(content, encoding="latin-1")
    with pytest.raises(ConfigProblem, match=r"master\.key"):
        read(home)


def test_the_master_key_is_for_its_owner_alone_and_is_kept(home: Path) -> None:
    file = home / "keys" / "master.key"
    before = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert create_key(file) is False
    assert file.read_bytes() == before


def test_settings_in_a_log_show_no_secret(home: Path) -> None:
    shown = repr(
        read(
            home,
            MICROSOFT_CLIENT_ID="id",
            MICROSOFT_CLIENT_SECRET="hush",
            DATABASE="postgresql://user:hush@host/rapport",
            THROTTLE_STORE="rediss://user:hush@host:6380/1",
        )
    )
    assert "hush" not in shown
    assert (home / "keys" / "master.key").read_text().strip() not in shown
    assert str(bytes.fromhex((home / "keys" / "master.key").read_text())) not in shown
