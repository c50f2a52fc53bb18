"""Small files that keys lie in: readable by their owner alone, and replaced as a whole or not at all."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class ConfigProblem(Exception):
    """A setting is missing or wrong; the sentence names it and says what it must be."""


def create_key(file: Path, protect: Callable[[bytes], str] = bytes.hex) -> bool:
    """Write a new random master key into `file`, mode 0600, unless there is one; whether it was made now."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists():
        return False
    line = protect(secrets.token_bytes(32))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(line + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return True


def replace_file(file: Path, content: bytes) -> None:
    """Let `file` hold `content`, safe against power loss; whoever reads it meanwhile reads all or nothing.

    A file that is replaced keeps its owner, so that root may do it for the server.

    Raises:
        ConfigProblem: when it can't be written.
    """
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    try:
        _write(beside, content, file.stat() if file.exists() else None)
        os.replace(beside, file)
        _make_lasting(file.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ConfigProblem(f"{file} can't be written: {error.strerror}.") from error


def _write(file: Path, content: bytes, like: os.stat_result | None) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        if like is not None and (like.st_uid, like.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(stream.fileno(), like.st_uid, like.st_gid)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _make_lasting(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def exclusively(file: Path) -> Iterator[None]:
    """Let no other process into a block for the same `file`: they wait. The lock lies beside it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
