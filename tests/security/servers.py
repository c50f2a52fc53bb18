"""Servers as operators run them, several processes over one database, and clients at loopback addresses."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.ports import steady_port

_PATIENCE_SECONDS = 60


class Server:
    """A process that answers at a port of 127.0.0.1; `log` is all that it wrote."""

    def __init__(self, home: Path, settings: Mapping[str, str]) -> None:
        self.port = steady_port()
        self._file = home / f"{self.port}.log"
        environ = {
            **os.environ,
            "RAPPORT_HOME": str(home),
            "RAPPORT_ADDRESS": f"http://localhost:{self.port}",
            "RAPPORT_LISTEN": f"127.0.0.1:{self.port}",
            **settings,
        }
        with self._file.open("wb") as log:
            command = [sys.executable, "-m", "server", "serve"]
            self._process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)

    @property
    def log(self) -> str:
        """What it has written so far."""
        return self._file.read_text(encoding="utf-8")

    def wait_until_it_answers(self) -> None:
        """Return when it is well."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < end:
            assert self._process.poll() is None, self.log
            try:
                if Client(self).ask("/health") == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"No answer:\n{self.log}")

    def end(self) -> None:
        """Interrupt it as Ctrl-C does."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise


@contextmanager
def running_servers(number: int, home: Path, settings: Mapping[str, str]) -> Iterator[Sequence[Server]]:
    """So many servers, from when all answer until the block ends."""
    with ExitStack() as stack:
        servers = [Server(home, settings) for _ in range(number)]
        for server in servers:
            stack.callback(server.end)
        for server in servers:
            server.wait_until_it_answers()
        yield servers


class Client:
    """Somebody at an address of this machine, with one connection after the other."""

    def __init__(
        self, server: Server, address: str = "127.0.0.1", headers: Mapping[str, str] | None = None
    ) -> None:
        self._server = server
        self._address = address
        self._headers = dict(headers or {})

    def ask(self, path: str) -> int:
        """The status that a page is answered with."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._server.port, timeout=60, source_address=(self._address, 0)
        )
        try:
            connection.request("GET", path, headers=self._headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()
