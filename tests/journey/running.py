"""Rapport as an operator runs it: the command, server and worker, over an embedded database of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.certificate import Certificate


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_rapport(
    home: Path, port: int, certificate: Certificate, settings: Mapping[str, str]
) -> Iterator[list[str]]:
    """`rapport run --demonstration` until the block ends by Ctrl-C; gives the lines that it printed."""
    environ = {
        **os.environ,
        "RAPPORT_HOME": str(home),
        "RAPPORT_ADDRESS": f"https://localhost:{port}",
        "RAPPORT_LISTEN": f"127.0.0.1:{port}",
        "RAPPORT_TLS_CERTIFICATE_FILE": str(certificate.file),
        "RAPPORT_TLS_KEY_FILE": str(certificate.key),
        "RAPPORT_DESK": "on",
        "REQUESTS_CA_BUNDLE": str(certificate.file),
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    command = [sys.executable, "-m", "server", "run", "--demonstration"]
    process = subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    try:
        yield _lines_until(process.stdout, "Begin with your own data")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            rest, _ = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.terminate()
            raise
    assert process.returncode == 0, rest
    assert "Traceback" not in rest, rest


def _lines_until(stream: IO[str], last: str) -> list[str]:
    lines: list[str] = []
    for line in stream:
        lines.append(line.rstrip())
        if last in line:
            return lines
    raise AssertionError("Rapport ended:\n" + "\n".join(lines))
