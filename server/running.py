"""Server and worker as two processes that begin and end together."""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from types import TracebackType

from server.config import Config
from server.keyfile import ConfigProblem

PATIENCE_SECONDS = 30
ENDING_SECONDS = 10


class Running:
    """Both processes, from entering the block to leaving it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Running":
        self._raise_when_the_port_is_taken()
        # SIGINT too: a shell that starts us in the background has it ignored.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)
        for name in ("serve", "work"):
            # A session of their own: Ctrl-C reaches us alone, and we end them in order.
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "server", name], env=os.environ, start_new_session=True
            )
        return self

    def _raise_when_the_port_is_taken(self) -> None:
        host, port = self._config.listen
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                other = f"RAPPORT_LISTEN={host}:{port + 1} RAPPORT_ADDRESS=http://localhost:{port + 1}"
                raise ConfigProblem(
                    f"{host}:{port} can't be listened to: {error.strerror}. End what runs there, or choose "
                    f"another port: {other}"
                ) from error

    def wait_until_it_answers(self) -> None:
        """Return when the first page can be opened.

        Raises:
            ConfigProblem: when it doesn't come to that.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            self._raise_for_the_dead()
            if self._is_well():
                return
            time.sleep(0.1)
        raise ConfigProblem(f"The server didn't answer within {PATIENCE_SECONDS} seconds.")

    def wait(self) -> None:
        """Return on Ctrl-C; when one of the two ends by itself, that is a problem."""
        try:
            while True:
                self._raise_for_the_dead()
                time.sleep(0.5)
        except KeyboardInterrupt:
            return

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def _is_well(self) -> bool:
        host, port = self._config.listen
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # it is our own process
        connection = (
            http.client.HTTPSConnection(host, port, timeout=2, context=trusting)
            if self._config.tls
            else http.client.HTTPConnection(host, port, timeout=2)
        )
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _raise_for_the_dead(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise ConfigProblem(f"`rapport {name}` ended by itself (exit code {process.returncode}).")
