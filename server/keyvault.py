"""Azure Key Vault: the master key lies in its file wrapped by an RSA key that never leaves the vault.

Two calls of its documented REST API, version 7.4: wrapkey and unwrapkey with RSA-OAEP-256. The token comes
from the managed identity of the machine or, where a client secret is set, from Microsoft Entra.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msal
import requests

from server.keyfile import ConfigProblem

API_VERSION = "7.4"
TIMEOUT_SECONDS = 10
_ALGORITHM = "RSA-OAEP-256"
_ADDRESS = re.compile(r"(https://[a-z0-9-]{3,24}\.vault\.azure\.net/keys/[A-Za-z0-9-]{1,127})/([0-9a-f]{32})")
_SCOPE = "https://vault.azure.net"


@dataclass(frozen=True)
class VaultKey:
    """Keeps master keys wrapped by one version of one key; older versions of it still unwrap.

    A line of the file is the address of the version that wrapped, a blank, and what it gave, in base64url.
    """

    address: str
    token: Callable[[], str]

    def hide(self, key: bytes) -> str:
        """Wrapped by the configured version."""
        return f"{self.address} {self._call(self.address, 'wrapkey', _base64url(key))}"

    def reveal(self, line: str) -> bytes:
        """Unwrapped by the version that wrapped it, which must be one of the configured key."""
        address, _, wrapped = line.partition(" ")
        found = _ADDRESS.fullmatch(address)
        if found is None or not wrapped:
            raise ValueError("not wrapped by Key Vault")
        if found[1] != self.address.rpartition("/")[0]:
            raise ConfigProblem(
                f"The master key was wrapped by {found[1]}, but RAPPORT_MASTER_KEY_VAULT names another key."
            )
        value = self._call(address, "unwrapkey", wrapped)
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))

    def _call(self, address: str, operation: str, value: str) -> str:
        try:
            answer = requests.post(
                f"{address}/{operation}",
                params={"api-version": API_VERSION},
                json={"alg": _ALGORITHM, "value": value},
                headers={"Authorization": f"Bearer {self.token()}"},
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
            body = answer.json()
        except requests.RequestException as error:
            raise ConfigProblem(
                f"Azure Key Vault can't be reached for the master key ({type(error).__name__}). "
                f"Check that {address} may be reached from here, and try again."
            ) from error
        if answer.status_code != 200:
            raise _refused(address, operation, answer.status_code, body)
        if not isinstance(body, dict) or body.get("kid") != address or not isinstance(body.get("value"), str):
            raise ConfigProblem(f"{address} answered for another key. Check RAPPORT_MASTER_KEY_VAULT.")
        return str(body["value"])


def vault_key(
    address: str, tenant_id: str | None, client_id: str | None, client_secret: str | None
) -> VaultKey:
    """The key at `address`; without a secret, the machine's managed identity opens it.

    `client_id` alone names one of several managed identities of the machine.

    Raises:
        ConfigProblem: when the address is no key's, or one setting is missing beside another.
    """
    if not _ADDRESS.fullmatch(address):
        raise ConfigProblem(
            "RAPPORT_MASTER_KEY_VAULT must look like https://NAME.vault.azure.net/keys/KEY/VERSION, "
            f"not {address!r}."
        )
    if not client_secret and not tenant_id:
        return VaultKey(address, lambda: _of_managed_identity(client_id))
    if not (tenant_id and client_id and client_secret):
        raise ConfigProblem(
            "RAPPORT_VAULT_TENANT_ID, RAPPORT_VAULT_CLIENT_ID and RAPPORT_VAULT_CLIENT_SECRET belong "
            "together. Leave all out to use the machine's managed identity."
        )
    return VaultKey(address, lambda: _of_client(tenant_id, client_id, client_secret))


def _of_managed_identity(client_id: str | None) -> str:
    identity = (
        msal.UserAssignedManagedIdentity(client_id=client_id)
        if client_id
        else msal.SystemAssignedManagedIdentity()
    )
    session = _Impatient()
    session.trust_env = False  # the address is the machine's own: no proxy may see the token
    return _token(
        "the machine's managed identity",
        lambda: msal.ManagedIdentityClient(identity, http_client=session).acquire_token_for_client(
            resource=_SCOPE
        ),
    )


def _of_client(tenant_id: str, client_id: str, client_secret: str) -> str:
    return _token(
        "Microsoft Entra",
        lambda: msal.ConfidentialClientApplication(
            client_id,
            client_credential=client_secret,
            authority=f"https://login.microsoftonline.com/{tenant_id}",
            http_client=_Impatient(),
        ).acquire_token_for_client(scopes=[f"{_SCOPE}/.default"]),
    )


class _Impatient(requests.Session):
    """Gives up in time, whoever calls."""

    def request(self, *arguments: Any, **options: Any) -> requests.Response:
        return super().request(*arguments, **{"timeout": TIMEOUT_SECONDS, **options})


def _token(whose: str, ask: Callable[[], dict[str, Any]]) -> str:
    try:
        answer = ask()
    except (requests.RequestException, ValueError) as error:
        raise ConfigProblem(
            f"No token for Azure Key Vault: {whose} can't be reached ({type(error).__name__})."
        ) from error
    if "access_token" not in answer:
        raise ConfigProblem(
            f"No token for Azure Key Vault: {whose} refused with {answer.get('error', 'no reason')!r}."
        )
    return str(answer["access_token"])


def _refused(address: str, operation: str, status: int, body: Any) -> ConfigProblem:
    told = body.get("error") if isinstance(body, dict) else None
    code = told.get("code") if isinstance(told, dict) else None
    return ConfigProblem(
        f"Azure Key Vault refused {operation} with {address}: {status} {code or ''}".rstrip()
        + ". The identity needs the permissions wrapKey and unwrapKey, and the key must be enabled."
    )


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
