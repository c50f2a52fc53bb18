"""Network addresses as requests and proxies write them."""

from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address


def read(text: str | None) -> Address | None:
    """The address that is meant; None when that can't be read. Some proxies add a port.

    An IPv4 address that arrived by IPv6 counts as what it is.
    """
    host = (text or "").strip().partition("%")[0]
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ip_address(host)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
