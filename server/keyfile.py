"""The master key's file: 32 random bytes in hexadecimal, readable by its owner alone."""

import os
import secrets
from pathlib import Path


class ConfigProblem(Exception):
    """A setting is missing or wrong; the sentence names it and says what it must be."""


def read_key(file: Path) -> bytes:
    """The 32 bytes that `file` holds as 64 hexadecimal digits.

    Raises:
        ConfigProblem: when it is not there, can't be read, or holds something else.
    """
    try:
        text = file.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise ConfigProblem(
            f"There is no master key in {file}. Run `rapport setup` to make one, or set "
            "RAPPORT_MASTER_KEY_FILE to where it is. Without the right key the data can't be read."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigProblem(f"The master key in {file} can't be read: {error}.") from error
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ConfigProblem(
            f"{file} must hold 64 hexadecimal digits and nothing else (RAPPORT_MASTER_KEY_FILE)."
        )
    return key


def create_key(file: Path) -> bool:
    """Write a new random key into `file`, mode 0600, unless there is one; whether it was made now."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(32) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return True
