"""The master key behind Azure Key Vault, answered as its REST API 7.4 is documented."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests
import responses
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from server import config
from server.cli import rapport
from server.keyfile import ConfigProblem
from server.masters import MasterKeys

KEY = "https://rapport-keys.vault.azure.net/keys/master"
ONE, TWO = f"{KEY}/{'1' * 32}", f"{KEY}/{'2' * 32}"
IDENTITY = "http://169.254.169.254/metadata/identity/oauth2/token"
TENANT = "11111111-2222-3333-4444-555555555555"
LOGIN = f"https://login.microsoftonline.com/{TENANT}"
OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)
TOKEN = "eyJ0.token-of-the-vault.x"

Answer = tuple[int, dict[str, str], str]


class Vault:
    """Wraps and unwraps with real RSA keys, one for each version, as the vault would."""

    def __init__(self, mocked: responses.RequestsMock) -> None:
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.tokens: list[requests.PreparedRequest] = []
        self._mocked = mocked
        for address in (ONE, TWO):
            key = rsa.generate_private_key(65537, 2048)
            for operation, do in (("wrapkey", self._wrap(key)), ("unwrapkey", self._unwrap(key))):
                self._on(address, operation, do)
        mocked.add_callback(responses.GET, IDENTITY, self._identity)

    def _on(self, address: str, operation: str, do: Callable[[bytes], bytes]) -> None:
        def answer(request: requests.PreparedRequest) -> Answer:
            assert request.headers["Authorization"] == f"Bearer {TOKEN}"
            assert parse_qs(str(request.url).partition("?")[2]) == {"api-version": ["7.4"]}
            body = json.loads(request.body or "")
            assert body.keys() == {"alg", "value"}
            assert body["alg"] == "RSA-OAEP-256"
            self.calls.append((f"{address}/{operation}", body))
            return 200, {}, json.dumps({"kid": address, "value": encoded(do(decoded(body["value"])))})

        self._mocked.add_callback(
            responses.POST, f"{address}/{operation}", answer, content_type="application/json"
        )

    def _wrap(self, key: rsa.RSAPrivateKey) -> Callable[[bytes], bytes]:
        return lambda value: key.public_key().encrypt(value, OAEP)

    def _unwrap(self, key: rsa.RSAPrivateKey) -> Callable[[bytes], bytes]:
        return lambda value: key.decrypt(value, OAEP)

    def _identity(self, request: requests.PreparedRequest) -> Answer:
        assert request.headers["Metadata"] == "true"
        self.tokens.append(request)
        lasting = {"expires_in": "3599", "expires_on": "1506484173", "resource": "https://vault.azure.net"}
        return 200, {}, json.dumps({"access_token": TOKEN, "token_type": "Bearer", **lasting})


def encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def decoded(value: str) -> bytes:
    assert "=" not in value
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


@pytest.fixture
def mocked() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mocked:
        yield mocked


@pytest.fixture
def vault(mocked: responses.RequestsMock) -> Vault:
    return Vault(mocked)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"RAPPORT_HOME": str(tmp_path), "RAPPORT_MASTER_KEY_VAULT": ONE}


def setup(environ: dict[str, str]) -> Path:
    done = CliRunner().invoke(rapport, ["setup"], env=environ)
    assert done.exit_code == 0, done.exception
    return Path(environ["RAPPORT_HOME"]) / "keys" / "master.key"


def test_the_key_lies_wrapped_beside_the_database_and_is_unwrapped_at_the_start(
    vault: Vault, environ: dict[str, str]
) -> None:
    file = setup(environ)
    first = config.read(environ).master_key
    assert [call for call, _ in vault.calls] == [f"{ONE}/wrapkey", f"{ONE}/unwrapkey"]
    key = decoded(vault.calls[0][1]["value"])
    assert len(key) == 32
    assert file.read_text().startswith(f"{ONE} ")
    assert key.hex() not in file.read_text()
    assert encoded(key) not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert config.read(environ).master_key.unwrap(first.wrap(bytes(32))) == bytes(32)


def test_the_machines_own_identity_asks_for_the_vault(vault: Vault, environ: dict[str, str]) -> None:
    setup(environ)
    asked = parse_qs(str(vault.tokens[0].url).partition("?")[2])
    assert asked["resource"] == ["https://vault.azure.net"]
    assert asked["api-version"] == ["2018-02-01"]
    assert "client_id" not in asked
    setup(
        {
            **environ,
            "RAPPORT_MASTER_KEY_FILE": environ["RAPPORT_HOME"] + "/2",
            "RAPPORT_VAULT_CLIENT_ID": "one",
        }
    )
    assert parse_qs(str(vault.tokens[-1].url).partition("?")[2])["client_id"] == ["one"]


def test_a_client_secret_works_where_there_is_no_managed_identity(
    vault: Vault, mocked: responses.RequestsMock, environ: dict[str, str]
) -> None:
    mocked.get(
        f"{LOGIN}/v2.0/.well-known/openid-configuration",
        json={
            "issuer": f"{LOGIN}/v2.0",
            "authorization_endpoint": f"{LOGIN}/oauth2/v2.0/authorize",
            "token_endpoint": f"{LOGIN}/oauth2/v2.0/token",
        },
    )
    token = mocked.post(
        f"{LOGIN}/oauth2/v2.0/token",
        json={"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN},
    )
    secret = Path(environ["RAPPORT_HOME"]) / "secret"
    secret.write_text("hush\n")
    client = {"TENANT_ID": TENANT, "CLIENT_ID": "client", "CLIENT_SECRET_FILE": str(secret)}
    setup({**environ, **{f"RAPPORT_VAULT_{name}": value for name, value in client.items()}})
    [call] = token.calls
    asked = parse_qs(str(call.request.body))
    assert asked["grant_type"] == ["client_credentials"]
    assert asked["scope"] == ["https://vault.azure.net/.default"]
    assert asked["client_secret"] == ["hush"]
    assert not vault.tokens


def test_a_new_version_wraps_and_the_older_one_still_unwraps(vault: Vault, environ: dict[str, str]) -> None:
    file = setup(environ)
    keys = MasterKeys(*config.master_key_place({**environ, "RAPPORT_MASTER_KEY_VAULT": TWO}))
    wrapped = keys.wrap(bytes(32))
    keys.add()
    assert [line.partition(" ")[0] for line in file.read_text().splitlines()] == [TWO, TWO]
    assert keys.unwrap(wrapped) == bytes(32)
    keys.keep_the_newest()
    assert MasterKeys(*config.master_key_place(environ)).being_rotated is False


def problem(environ: dict[str, str]) -> str:
    with pytest.raises(ConfigProblem) as found:
        config.read(environ)
    return str(found.value)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 403, "json": {"error": {"code": "Forbidden", "message": "x"}}}, "403 Forbidden"),
        ({"status": 401, "json": {"error": {"code": "Unauthorized", "message": "x"}}}, "401 Unauthorized"),
        ({"status": 404, "json": {"error": {"code": "KeyNotFound", "message": "x"}}}, "404 KeyNotFound"),
        ({"status": 500, "json": []}, "refused unwrapkey"),
        ({"status": 302, "headers": {"Location": "https://elsewhere.example"}, "json": {}}, "302"),
        ({"json": {"kid": TWO, "value": "AAAA"}}, "answered for another key"),
        ({"json": {"kid": ONE}}, "answered for another key"),
        ({"json": {"kid": ONE, "value": "AAAA"}}, "holds no master key"),
        ({"json": []}, "answered for another key"),
        ({"body": "<html>"}, "can't be reached"),
        ({"body": requests.ConnectTimeout()}, "ConnectTimeout"),
        ({"body": requests.ConnectionError()}, "ConnectionError"),
    ],
)
def test_what_goes_wrong_at_the_vault_ends_as_a_sentence(
    vault: Vault, mocked: responses.RequestsMock, environ: dict[str, str], answer: dict[str, Any], words: str
) -> None:
    setup(environ)
    mocked.remove(responses.POST, f"{ONE}/unwrapkey")
    mocked.post(f"{ONE}/unwrapkey", **answer)
    told = problem(environ)
    assert words in told
    assert TOKEN not in told


def test_calls_give_up_in_time(vault: Vault, mocked: responses.RequestsMock, environ: dict[str, str]) -> None:
    setup(environ)
    assert {call.request.req_kwargs["timeout"] for call in mocked.calls} == {10}


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 400, "json": {"error": "invalid_request", "error_description": "Identity not found"}},
        {"body": requests.ConnectTimeout()},
        {"body": "nothing"},
    ],
)
def test_a_token_that_is_not_given_ends_as_a_sentence(
    vault: Vault, mocked: responses.RequestsMock, environ: dict[str, str], answer: dict[str, Any]
) -> None:
    setup(environ)
    mocked.remove(responses.GET, IDENTITY)
    mocked.get(IDENTITY, **answer)
    assert "No token for Azure Key Vault: the machine's managed identity" in problem(environ)


def test_a_file_that_was_wrapped_by_another_key_is_told_so(vault: Vault, environ: dict[str, str]) -> None:
    file = setup(environ)
    other = "https://rapport-keys.vault.azure.net/keys/other"
    file.write_text(file.read_text().replace(KEY, other))
    assert f"was wrapped by {other}" in problem(environ)
    file.write_text("00" * 32 + "\n")
    assert "holds no master key" in problem(environ)


@pytest.mark.parametrize(
    "address",
    [
        KEY,
        ONE.replace("https", "http"),
        ONE.replace("vault.azure.net", "vault.azure.net.example"),
        f"{ONE}?x=y",
        ONE.replace("rapport-keys", "user@rapport"),
    ],
)
def test_an_address_that_is_no_keys_is_refused(environ: dict[str, str], address: str) -> None:
    assert "RAPPORT_MASTER_KEY_VAULT must look like" in problem(
        {**environ, "RAPPORT_MASTER_KEY_VAULT": address}
    )


def test_half_a_client_is_refused(environ: dict[str, str]) -> None:
    assert "belong together" in problem({**environ, "RAPPORT_VAULT_TENANT_ID": TENANT})
