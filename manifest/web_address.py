"""What the settings and the checks need to know about a web address."""

from urllib.parse import urlsplit

_USUAL_PORTS = {"https": 443, "http": 80}


def origin(address: str) -> str | None:
    """`scheme://name`, with the port where it isn't the usual one; None when the address has no such part."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if not parts.scheme or not parts.hostname:
        return None
    shown_port = "" if port in (None, _USUAL_PORTS.get(parts.scheme)) else f":{port}"
    return f"{parts.scheme}://{parts.hostname}{shown_port}"


def is_https(address: str) -> bool:
    """Whether a page can be fetched from the address, encrypted."""
    found = origin(address)
    return found is not None and found.startswith("https://")
