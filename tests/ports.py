"""Ports for servers that end and come back at the same one."""

import random
import socket

_BELOW_CLIENTS = range(20_000, 32_000)


def steady_port() -> int:
    """A port that nobody listens to, and that the machine gives to no client while the server is away."""
    for port in random.sample(_BELOW_CLIENTS, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"No port of {_BELOW_CLIENTS} is free.")
