"""What the operator has set: read once, from environment variables or from the files that they name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from server.keyfile import ConfigProblem
from server.keyvault import VaultKey, vault_key
from server.limits import Kind, Limit, read_limits
from server.masters import MasterKeys, Plain

MOST_PROXIES = 10

OFFICE_CLIENTS = (
    "ea5a67f6-b6f3-4338-b240-c655ddc3cc8e",  # stands for all of them in an app registration
    "d3590ed6-52b3-4102-aeff-aad2292ab01c",  # Office on computers and phones
    "93d53678-613d-4013-afc1-62e9e444a0a5",  # Office on the web
    "bc59ab01-8403-45c6-8796-ac3ef710b3e3",  # Outlook on the web
)
"""The client ids under which Office asks for tokens (learn.microsoft.com, "Register an Office Add-in")."""


@dataclass(frozen=True)
class MicrosoftSettings:
    """Our registration at the Microsoft identity platform."""

    client_id: str
    client_secret: str = field(repr=False)
    authority: str
    callers: tuple[str, ...] = OFFICE_CLIENTS
    """Client ids of the programs, beside our own, that may bring us access tokens."""
    graph: str = "https://graph.microsoft.com"
    """Where Microsoft Graph of that cloud answers."""


@dataclass(frozen=True)
class LogSettings:
    """Encrypted log files: `file` is what their names begin with."""

    file: Path
    largest_bytes: int
    kept: int
    """How many are left when a new one begins; one that is still written is never deleted."""


@dataclass(frozen=True)
class Config:
    """All settings of one server; see docs/operators.md for every variable."""

    home: Path
    """Folder with the embedded database and the keys."""
    address: str
    """Origin under which people reach us, such as `https://rapport.example`; no trailing slash."""
    listen: tuple[str, int]
    """Network address and port that the server binds."""
    tls: tuple[Path, Path] | None
    """Certificate and PKCS#8 key files, when the server itself ends TLS."""
    database_url: str | None = field(repr=False)
    """PostgreSQL for the application's role; None means the embedded database in `home`."""
    database_owner_url: str | None = field(repr=False)
    """PostgreSQL for the role that owns the tables and applies migrations."""
    master_key: MasterKeys = field(repr=False)
    """The key that wraps every other key, and while it is being changed the one before it."""
    backup_keys: Path
    """File with the keys of all archives; see server/safekeeping."""
    desk: bool
    """Whether the desk, our demonstration mail program, is open."""
    microsoft: MicrosoftSettings | None
    limits: Mapping[Kind, Limit]
    """How many requests are served to whom."""
    throttle_store: str | None = field(repr=False)
    """Redis or Valkey in which several servers count together; None means this process's memory."""
    proxies: int
    """How many proxies of ours stand before the server and say in X-Forwarded-For who asks."""
    log: LogSettings | None
    """Where logs go; None means stderr."""

    @property
    def secure(self) -> bool:
        """Whether people reach us over TLS."""
        return self.address.startswith("https://")


def read(environ: Mapping[str, str]) -> Config:
    """Read the settings named `RAPPORT_…`; `RAPPORT_NAME_FILE` names a file that holds the value.

    Raises:
        ConfigProblem: naming the variable that is missing or wrong, and what it must look like.
    """
    home = Path(environ.get("RAPPORT_HOME", "var")).absolute()
    address = _origin(_value(environ, "ADDRESS") or "http://localhost:8000")
    return Config(
        home=home,
        address=address,
        listen=_listen(_value(environ, "LISTEN") or "127.0.0.1:8000"),
        tls=_tls(environ),
        database_url=_postgresql(environ, "DATABASE"),
        database_owner_url=_postgresql(environ, "DATABASE_OWNER"),
        master_key=MasterKeys(*master_key_place(environ)),
        backup_keys=Path(environ.get("RAPPORT_BACKUP_KEYS_FILE", home / "keys" / "backup.keys")),
        desk=_switch(environ, "DESK"),
        microsoft=_microsoft(environ),
        limits=read_limits(partial(_value, environ)),
        throttle_store=_throttle_store(environ),
        proxies=_proxies(environ),
        log=_log(environ),
    )


def master_key_place(environ: Mapping[str, str]) -> tuple[Path, Plain | VaultKey]:
    """The file with the master key, and how it stands in there.

    Raises:
        ConfigProblem: when the settings of Azure Key Vault are wrong.
    """
    home = Path(environ.get("RAPPORT_HOME", "var")).absolute()
    file = Path(environ.get("RAPPORT_MASTER_KEY_FILE", home / "keys" / "master.key"))
    address = _value(environ, "MASTER_KEY_VAULT")
    if address is None:
        return file, Plain()
    names = ("VAULT_TENANT_ID", "VAULT_CLIENT_ID", "VAULT_CLIENT_SECRET")
    return file, vault_key(address, *(_value(environ, name) for name in names))


def _value(environ: Mapping[str, str], name: str) -> str | None:
    variable = f"RAPPORT_{name}"
    if file := environ.get(f"{variable}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigProblem(f"{variable}_FILE names {file}, which can't be read: {error}.") from error
    return environ.get(variable) or None


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ConfigProblem(f"RAPPORT_ADDRESS must look like https://rapport.example, not {value!r}.")
    return f"{parts.scheme}://{parts.netloc}"


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ConfigProblem(f"RAPPORT_LISTEN must look like 127.0.0.1:8000, not {value!r}.")
    return host, int(port)


def _tls(environ: Mapping[str, str]) -> tuple[Path, Path] | None:
    certificate, key = environ.get("RAPPORT_TLS_CERTIFICATE_FILE"), environ.get("RAPPORT_TLS_KEY_FILE")
    if not certificate and not key:
        return None
    for name, file in (("RAPPORT_TLS_CERTIFICATE_FILE", certificate), ("RAPPORT_TLS_KEY_FILE", key)):
        if not file or not Path(file).is_file():
            raise ConfigProblem(f"{name} must name a file that exists, not {file!r}.")
    return Path(str(certificate)), Path(str(key))


def _postgresql(environ: Mapping[str, str], name: str) -> str | None:
    value = _value(environ, name)
    if value and not value.startswith(("postgresql://", "postgresql+psycopg://")):
        raise ConfigProblem(
            f"RAPPORT_{name} must look like postgresql://user:password@host/database; "
            "leave it out to use the embedded database."
        )
    return value


def _throttle_store(environ: Mapping[str, str]) -> str | None:
    value = _value(environ, "THROTTLE_STORE")
    if value and not _is_store(value):
        raise ConfigProblem(
            "RAPPORT_THROTTLE_STORE must look like rediss://user:password@host:6379/0 (or redis, valkey, "
            "valkeys); leave it out where one server counts alone."
        )
    return value


def _is_store(value: str) -> bool:
    try:
        parts = urlsplit(value)
        database = parts.path.strip("/")
        known = parts.scheme in ("redis", "rediss", "valkey", "valkeys")
        return known and bool(parts.hostname) and parts.port != 0 and (not database or database.isdecimal())
    except ValueError:
        return False


def _proxies(environ: Mapping[str, str]) -> int:
    value = _value(environ, "PROXIES") or "0"
    if not value.isdecimal() or not value.isascii() or int(value) > MOST_PROXIES:
        raise ConfigProblem(
            f"RAPPORT_PROXIES must be the number of proxies before the server, 0 to {MOST_PROXIES}, "
            f"not {value!r}."
        )
    return int(value)


def _switch(environ: Mapping[str, str], name: str) -> bool:
    value = (_value(environ, name) or "off").lower()
    if value not in ("on", "off"):
        raise ConfigProblem(f"RAPPORT_{name} must be on or off, not {value!r}.")
    return value == "on"


def _microsoft(environ: Mapping[str, str]) -> MicrosoftSettings | None:
    client_id, secret = _value(environ, "MICROSOFT_CLIENT_ID"), _value(environ, "MICROSOFT_CLIENT_SECRET")
    if client_id is None and secret is None:
        return None
    if client_id is None or secret is None:
        missing = "RAPPORT_MICROSOFT_CLIENT_ID" if client_id is None else "RAPPORT_MICROSOFT_CLIENT_SECRET"
        raise ConfigProblem(
            f"{missing} is missing; Microsoft sign-in needs both the client id and its secret."
        )
    authority = _value(environ, "MICROSOFT_AUTHORITY") or "https://login.microsoftonline.com/organizations"
    if not authority.startswith("https://") or not urlsplit(authority).path.strip("/"):
        raise ConfigProblem(
            "RAPPORT_MICROSOFT_AUTHORITY must look like https://login.microsoftonline.com/organizations, "
            f"not {authority!r}."
        )
    return MicrosoftSettings(client_id, secret, authority, _callers(environ), _graph(environ))


def _graph(environ: Mapping[str, str]) -> str:
    value = _value(environ, "MICROSOFT_GRAPH") or MicrosoftSettings.graph
    if not value.startswith("https://") or urlsplit(value).path.strip("/"):
        raise ConfigProblem(
            f"RAPPORT_MICROSOFT_GRAPH must look like {MicrosoftSettings.graph}, not {value!r}."
        )
    return value.rstrip("/")


def _callers(environ: Mapping[str, str]) -> tuple[str, ...]:
    value = _value(environ, "MICROSOFT_CALLERS")
    if value is None:
        return OFFICE_CLIENTS
    callers = tuple(value.lower().split())
    for caller in callers:
        if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", caller):
            raise ConfigProblem(
                "RAPPORT_MICROSOFT_CALLERS must hold client ids, 32 hexadecimal digits in five groups each, "
                f"with blanks between them; {caller!r} isn't one."
            )
    return callers


def _log(environ: Mapping[str, str]) -> LogSettings | None:
    file = environ.get("RAPPORT_LOG_FILE")
    if not file:
        return None
    return LogSettings(
        Path(file).absolute(),
        largest_bytes=_number(environ, "LOG_BYTES", 8 * 1024 * 1024),
        kept=_number(environ, "LOG_FILES_KEPT", 20),
    )


def _number(environ: Mapping[str, str], name: str, otherwise: int) -> int:
    value = environ.get(f"RAPPORT_{name}") or str(otherwise)
    if not value.isdigit() or int(value) < 1:
        raise ConfigProblem(f"RAPPORT_{name} must be a whole number from 1, not {value!r}.")
    return int(value)
