"""From which network a request comes, through as many proxies as there are."""

from ipaddress import IPv6Address, ip_network

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from server.security import addresses

UNKNOWN = "unknown"


def trust_proxies(app: Flask, proxies: int) -> None:
    """Take the client's address from X-Forwarded-For, written by this many proxies of ours; 0: never."""
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )


def network() -> str:
    """The client's network in the present request."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """What is counted as one: an IPv4 address, or the 64 bits of IPv6 that a line gets.

    Some proxies add the port. What can't be read at all is counted together.
    """
    found = addresses.read(address)
    if found is None:
        return UNKNOWN
    return str(ip_network((found, 64), strict=False) if isinstance(found, IPv6Address) else found)
