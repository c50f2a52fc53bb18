"""A file of wrapped keys, for what lies outside of the database: archives and logs.

An archive holds neither its own key nor those of the organisations in it. They stand in one book, which is
kept apart and always replaced: what is crossed out there opens no archive any more, however old.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from server.keyfile import ConfigProblem, exclusively, replace_file
from server.masters import MasterKeys, WrongMasterKey


class KeyId(NamedTuple):
    """Which key it is. After a restore a version may be made a second time; then the moments differ."""

    name: str
    version: int
    made_at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True)
class Entry:
    """A version of a key, wrapped by the master key."""

    id: KeyId
    wrapped: bytes


class KeyBook:
    """The book in `file`; without the file it is empty."""

    def __init__(self, file: Path, master_key: MasterKeys) -> None:
        self.file = file
        self._master_key = master_key

    def entries(self) -> dict[KeyId, Entry]:
        """All entries.

        Raises:
            ConfigProblem: when the file is no book of keys.
        """
        try:
            found = [_entry(one) for one in json.loads(self.file.read_text(encoding="ascii"))]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigProblem(
                f"{self.file} can't be read as a book of keys ({type(error).__name__}). Restore your copy."
            ) from error
        return {entry.id: entry for entry in found}

    def find(self, name: str) -> Entry | None:
        """The entry of a key of which there is one version."""
        return next((entry for entry in self.entries().values() if entry.id.name == name), None)

    def secret(self, entry: Entry) -> bytes:
        """The key of an entry.

        Raises:
            ConfigProblem: when the master key doesn't open it.
        """
        try:
            return self._master_key.unwrap(entry.wrapped)
        except WrongMasterKey as error:
            raise ConfigProblem(
                f"The master key doesn't open {self.file}. Point RAPPORT_MASTER_KEY_FILE to the master key "
                "that wrapped it last."
            ) from error

    def add(self, find: Callable[[], Iterable[tuple[KeyId, bytes]]]) -> None:
        """Write in the keys that `find` gives.

        `find` is called when nobody else may write any more.
        """
        with exclusively(self.file):
            entries = self.entries()
            for key_id, secret in find():
                entries[key_id] = Entry(key_id, self._master_key.wrap(secret))
            self._write(entries.values())

    def cross_out(self, name: str) -> int:
        """Take all versions of a key out; how many those were."""
        with exclusively(self.file):
            entries = self.entries()
            left = [entry for entry in entries.values() if entry.id.name != name]
            if len(left) < len(entries):
                self._write(left)
            return len(entries) - len(left)

    def wrap_anew(self) -> int:
        """Let the newest master key wrap every entry; how many there are."""
        with exclusively(self.file):
            entries = self.entries()
            if entries:
                self._write(
                    replace(entry, wrapped=self._master_key.wrap(self.secret(entry)))
                    for entry in entries.values()
                )
            return len(entries)

    def _write(self, entries: Iterable[Entry]) -> None:
        rows = [{**entry.id._asdict(), "wrapped": entry.wrapped.hex()} for entry in entries]
        replace_file(self.file, (json.dumps(rows, indent=1) + "\n").encode("ascii"))


def _entry(row: dict[str, str | int]) -> Entry:
    key_id = KeyId(str(row["name"]), int(row["version"]), str(row["made_at"]))
    return Entry(key_id, bytes.fromhex(str(row["wrapped"])))


def key_id(name: str, version: int, made_at: datetime) -> KeyId:
    """Which key that is, as it stands in books and archives."""
    return KeyId(name, version, made_at.astimezone(UTC).isoformat())
