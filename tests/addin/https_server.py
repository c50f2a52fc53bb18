"""Serves WSGI applications on a free port of this machine, over https with a certificate of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.certificate import make_certificate


class QuietHandler(WSGIRequestHandler):
    """Writes no line for each request, and keeps connections, so that a page needs few handshakes."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Browsers that drop a connection are no news either."""


@dataclass
class Doorway:
    """An origin, and the WSGI application that stands behind it at the moment."""

    origin: str = ""
    app: Callable[..., Any] = field(default_factory=NotFound)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """The WSGI application."""
        return self.app(environ, start_response)


@contextmanager
def https_server(folder: Path) -> Iterator[Doorway]:
    """A doorway that is open while the block runs; certificate and key are written to `folder`."""
    doorway = Doorway()
    made = make_certificate(folder)
    server = make_server(
        "localhost",
        0,
        doorway,
        threaded=True,
        request_handler=QuietHandler,
        ssl_context=(str(made.file), str(made.key)),
    )
    doorway.origin = f"https://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield doorway
    server.shutdown()
    thread.join()
    server.server_close()
