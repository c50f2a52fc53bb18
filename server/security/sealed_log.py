"""Log files that only the holder of the master key can read.

A file is a segment: one process writes it, from its first line to its end mark, and nobody appends to it
later. Each has a key of its own, derived from the log's key and the segment's random id; each line is sealed
by itself under its number, so lines that are altered, missing or in another place are noticed.
"""

import fcntl
import json
import logging
import os
import secrets
import sys
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server import clock
from server.config import LogSettings
from server.errors import without_values
from server.masters import MasterKeys
from server.security.key_book import KeyBook, key_id

NAME = "log"
MAGIC = b"Rapport log\x01"
ID_BYTES = 16
LENGTH_BYTES = 4
END = ""
"""What is sealed as the last line of a segment that was ended in order."""

_OURS = ("server", "rapport")


def book(file: Path, master_key: MasterKeys) -> KeyBook:
    """Where the log's key lies: beside the log."""
    return KeyBook(file.with_name(f"{file.name}.keys"), master_key)


def log_key(file: Path, master_key: MasterKeys) -> bytes:
    """The log's key, which is made when there is none."""
    keys = book(file, master_key)
    made = (key_id(NAME, 1, clock.now()), secrets.token_bytes(32))
    while (entry := keys.find(NAME)) is None:
        keys.add(lambda: [] if keys.find(NAME) else [made])
    return keys.secret(entry)


def segments(file: Path) -> list[Path]:
    """The files of this log, oldest first."""
    return sorted(file.parent.glob(f"{file.name}.*.segment"))


def cipher_of(key: bytes, segment_id: bytes) -> AESGCM:
    """What seals the lines of one segment."""
    return AESGCM(HKDF(SHA256(), 32, salt=segment_id, info=b"log segment").derive(key))


def nonce_of(number: int) -> bytes:
    """For the line with this number, from 0."""
    return number.to_bytes(12, "big")


def in_use(stream: BinaryIO) -> bool:
    """Whether a process still writes this segment."""
    try:
        fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(stream, fcntl.LOCK_UN)
    return False


class SealedLog(logging.Handler):
    """Writes records as sealed lines; begins a segment with the first of them."""

    def __init__(self, settings: LogSettings, key: bytes) -> None:
        super().__init__()
        self.settings = settings
        self._key = key
        self._stream: BinaryIO | None = None
        self._process = os.getpid()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record. What can't be written is told on stderr, without its words."""
        try:
            line = json.dumps(as_values(record), ensure_ascii=False)
            if self._process != os.getpid():  # a child must not go on with its parent's numbers
                self._stream, self._process = None, os.getpid()
            if self._stream is None or self._stream.tell() >= self.settings.largest_bytes:
                self._begin()
            self._write(line)
        except Exception as error:
            sys.stderr.write(f"rapport: a line of the log couldn't be written ({type(error).__name__}).\n")

    def close(self) -> None:
        """End the segment in order."""
        self.acquire()
        try:
            if self._stream is not None and self._process == os.getpid():
                self._write(END)
                self._stream.close()
            self._stream = None
        finally:
            self.release()
        super().close()

    def _begin(self) -> None:
        if self._stream is not None:
            self._write(END)
            self._stream.close()
        segment_id = secrets.token_bytes(ID_BYTES)
        moment = clock.now().strftime("%Y%m%dT%H%M%S.%fZ")
        file = self.settings.file
        name = f"{file.name}.{moment}.{segment_id[:4].hex()}.segment"
        descriptor = os.open(file.with_name(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        self._stream = os.fdopen(descriptor, "wb", buffering=0)
        self._stream.write(MAGIC + segment_id)
        self._cipher, self._number = cipher_of(self._key, segment_id), 0
        _drop_oldest(file, self.settings.kept)

    def _write(self, line: str) -> None:
        assert self._stream is not None
        sealed = self._cipher.encrypt(nonce_of(self._number), line.encode(), None)
        self._number += 1
        self._stream.write(len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed)


def as_values(record: logging.LogRecord) -> dict[str, str | int]:
    """What is kept of a record: the words of our own, of others only where in their code it was.

    Others may put anything into their words. Of an exception there are kinds and places, never its message.
    """
    ours = record.name.partition(".")[0] in _OURS
    words = record.getMessage() if ours else f"{Path(record.pathname).name}:{record.lineno}"
    if record.exc_info and record.exc_info[1]:
        words += "\n" + without_values(record.exc_info[1])
    return {
        "at": clock.now().isoformat(timespec="microseconds"),
        "level": record.levelname,
        "process": os.getpid(),
        "logger": record.name,
        "words": words,
    }


def install(settings: LogSettings, master_key: MasterKeys) -> SealedLog:
    """Let all loggers of this process write there, and nowhere else."""
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, SealedLog) and handler.settings == settings:
            return handler
    settings.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = SealedLog(settings, log_key(settings.file, master_key))
    root.addHandler(log)
    return log


def _drop_oldest(file: Path, kept: int) -> None:
    """Delete what is too much, but nothing that a process still writes."""
    for segment in segments(file)[:-kept]:
        try:
            with segment.open("rb") as stream:
                if not in_use(stream):
                    segment.unlink()
        except FileNotFoundError:
            continue  # another process was quicker
