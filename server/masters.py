"""Master keys: they wrap every other key, and never enter the database.

Their file holds one key a line, newest first. The first wraps; every one unwraps. While the master key is
being changed, the file holds both, so that each server opens what it meets, whatever has been wrapped anew.
"""

import os
import re
import secrets
from pathlib import Path
from threading import Lock
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from server.keyfile import ConfigProblem, exclusively, replace_file


class Protection(Protocol):
    """How a master key stands in its file."""

    def hide(self, key: bytes) -> str:
        """The line that stands for `key`."""

    def reveal(self, line: str) -> bytes:
        """The key for which `line` stands.

        Raises:
            ValueError: when the line can't have come from `hide`.
            ConfigProblem: when it can't be had for another reason, which the sentence says.
        """


class Plain:
    """As it is, in 64 hexadecimal digits: whoever may read the file has the key."""

    def hide(self, key: bytes) -> str:
        """Hexadecimal digits."""
        return key.hex()

    def reveal(self, line: str) -> bytes:
        """From hexadecimal digits."""
        if not re.fullmatch("[0-9a-fA-F]{64}", line):
            raise ValueError("not 64 hexadecimal digits")
        return bytes.fromhex(line)


class WrongMasterKey(Exception):
    """None of the master keys wrapped this key."""


class MasterKeys:
    """The master keys of one file, read once, and again when one of them was missing."""

    def __init__(self, file: Path, protection: Protection) -> None:
        """Read the file.

        Raises:
            ConfigProblem: when it is not there, can't be read, or holds something else.
        """
        self.file = file
        self._protection = protection
        self._lock = Lock()
        self._keys: tuple[bytes, ...] = ()
        self._state: tuple[int, int, int] | None = None
        self.refresh()

    @property
    def being_rotated(self) -> bool:
        """Whether there is an older one, too."""
        return len(self._keys) > 1

    def wrap(self, secret: bytes) -> bytes:
        """`secret` wrapped by the newest master key of the file (RFC 3394); 8 bytes longer."""
        self.refresh()  # what a former one wraps would be lost as soon as it is dropped
        return aes_key_wrap(self._keys[0], secret)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The secret that was wrapped.

        A master key that isn't known yet is looked for in the file, once.

        Raises:
            WrongMasterKey: when none of them wrapped it.
            ConfigProblem: when the file can't be read any more.
        """
        secret = self._unwrapped(wrapped)
        if secret is None and self.refresh():
            secret = self._unwrapped(wrapped)
        if secret is None:
            raise WrongMasterKey
        return secret

    def refresh(self) -> bool:
        """Read the file again if it isn't what was read before; whether it was read."""
        with self._lock:
            state = _state_of(self.file)
            if state is not None and state == self._state:
                return False
            self._keys = self._read()
            self._state = state
            return True

    def add(self) -> None:
        """Put a new random key before the others, in the file too."""
        self._replace((secrets.token_bytes(32), *self._keys))

    def keep_the_newest(self) -> None:
        """Drop all others, from the file too."""
        self._replace(self._keys[:1])

    def _replace(self, keys: tuple[bytes, ...]) -> None:
        with exclusively(self.file):
            lines = "".join(f"{self._protection.hide(key)}\n" for key in keys)
            replace_file(self.file, lines.encode("ascii"))
        self.refresh()

    def _unwrapped(self, wrapped: bytes) -> bytes | None:
        for key in self._keys:
            try:
                return aes_key_unwrap(key, wrapped)
            except (InvalidUnwrap, ValueError):
                continue
        return None

    def _read(self) -> tuple[bytes, ...]:
        lines = _lines_of(self.file)
        try:
            keys = tuple(self._protection.reveal(line) for line in lines)
        except ValueError as error:
            raise _holds_no_key(self.file) from error
        if not keys or any(len(key) != 32 for key in keys):
            raise _holds_no_key(self.file)
        return keys


def _holds_no_key(file: Path) -> ConfigProblem:
    return ConfigProblem(
        f"{file} holds no master key as RAPPORT_MASTER_KEY_FILE must name it: 64 hexadecimal digits in each "
        "line or, with RAPPORT_MASTER_KEY_VAULT, what `rapport setup` has written. Restore your copy of it."
    )


def _state_of(file: Path) -> tuple[int, int, int] | None:
    try:
        stat = os.stat(file)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").strip().splitlines()
    except FileNotFoundError as error:
        raise ConfigProblem(
            f"There is no master key in {file}. Run `rapport setup` to make one, or set "
            "RAPPORT_MASTER_KEY_FILE to where it is. Without the right key the data can't be read."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigProblem(f"The master key in {file} can't be read: {error}.") from error
