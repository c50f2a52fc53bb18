"""The approved networks as others want them: PostgreSQL's pg_hba.conf, and Azure's firewall rules."""

import re
from collections.abc import Iterable
from ipaddress import ip_network

from server.access.network_queries import ApprovedNetwork
from server.errors import invalid


def pg_hba(networks: Iterable[ApprovedNetwork], database: str, role: str, tls: bool) -> str:
    """Lines for pg_hba.conf: passwords from approved networks, and nothing from elsewhere.

    PostgreSQL takes the first line that fits, so the last one refuses what none before it has let in. Lines
    for sockets of the machine itself aren't among them. Each network stands there once, whoever has it.

    Raises:
        Problem: 422 when a name can't stand in such a line.
    """
    kind = "hostssl" if tls else "host"
    columns = f"{_name(database)} {_name(role)}"
    cidrs = sorted({ip_network(one.cidr) for one in networks}, key=lambda n: (n.version, n))
    lines = [f"{kind} {columns} {cidr} scram-sha-256" for cidr in cidrs]
    return "\n".join(["# Approved networks of all organisations.", *lines, "host all all all reject", ""])


def azure(networks: Iterable[ApprovedNetwork]) -> list[dict[str, str]]:
    """Firewall rules of an Azure Database for PostgreSQL, which knows IPv4 alone; others are left out."""
    return [
        {
            "name": f"rapport-{one.organisation}-{re.sub('[./]', '-', one.cidr)}",
            "startIpAddress": str(range_[0]),
            "endIpAddress": str(range_[-1]),
        }
        for one in networks
        if (range_ := ip_network(one.cidr)).version == 4
    ]


def without_azure(networks: Iterable[ApprovedNetwork]) -> list[str]:
    """The networks that Azure's rules can't hold."""
    return sorted({one.cidr for one in networks if ip_network(one.cidr).version != 4})


def _name(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_-]{0,62}", name):
        raise invalid(f"{name!r} can't stand in pg_hba.conf: use small letters, digits, _ and -.")
    return name
