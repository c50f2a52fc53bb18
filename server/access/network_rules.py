"""Which texts are networks that can be approved, and which addresses lie in them."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from server.errors import invalid
from server.security.addresses import Address

NetworkRange = IPv4Network | IPv6Network

WIDEST = {4: 8, 6: 32}
"""The shortest prefix that can be approved: as much as one organisation may have, never half the world."""


def network(text: str) -> NetworkRange:
    """An address or a range in CIDR form.

    Raises:
        Problem: 422 when it is none, has more bits than its prefix, or is wider than anybody's own network.
    """
    text = text.strip()
    try:
        found = ip_network(text, strict=False)
    except ValueError as error:
        raise invalid(
            f"{text!r} is no address or range. Write it like 203.0.113.7 or 203.0.113.0/24."
        ) from error
    if str(ip_address(text.partition("/")[0])) != str(found.network_address):
        raise invalid(f"{text} isn't the beginning of its range. Did you mean {found}?")
    if found.prefixlen < WIDEST[found.version]:
        raise invalid(f"{text} is wider than /{WIDEST[found.version]}, more than a network of your own.")
    if found.network_address.is_unspecified or found.is_multicast:
        raise invalid(f"{text} is nobody's address: nothing ever comes from there.")
    return found


def networks(text: str) -> list[str]:
    """Networks separated by blanks, commas or lines, in normal form, each once.

    Raises:
        Problem: 422 for the first one that is none.
    """
    return list(dict.fromkeys(str(network(one)) for one in text.replace(",", " ").split()))


def lies_in(one: Address | None, ranges: Iterable[str]) -> bool:
    """Whether the address is in one of the ranges; an unknown address is in none."""
    return one is not None and any(one in ip_network(each) for each in ranges)
