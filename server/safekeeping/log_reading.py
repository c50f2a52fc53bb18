"""Reading encrypted log files: every line that is whole, and in words what isn't."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.keyfile import ConfigProblem
from server.masters import MasterKeys
from server.security import sealed_log


@dataclass(frozen=True)
class Line:
    """One record of a log."""

    at: datetime
    level: str
    process: int
    logger: str
    words: str


def as_text(line: Line) -> str:
    """As it is shown; further lines of its words are set in."""
    words = line.words.replace("\n", "\n    ")
    moment = line.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f"{moment} {line.level} {line.process} {line.logger}: {words}"


class Segment:
    """One file, read as far as it has been written."""

    def __init__(self, file: Path, key: bytes) -> None:
        self.file = file
        self._stream = file.open("rb")
        self._key = key
        self._cipher: AESGCM | None = None
        self._number = 0
        self._waiting = b""
        self._ended = self._damaged = False

    def new_lines(self) -> list[Line]:
        """Whole lines that weren't read yet."""
        if self._damaged:
            return []
        self._waiting += self._stream.read()
        lines: list[Line] = []
        try:
            while (text := self._next()) is not None:
                self._ended = text == sealed_log.END
                if not self._ended:
                    lines.append(_line(text))
                self._number += 1
        except (InvalidTag, ValueError):
            self._damaged = True
        return lines

    def remark(self) -> str | None:
        """What is wrong with the end of it; None while it is written, and when it was ended in order."""
        if self._damaged:
            return f"{self.file}: what follows line {self._number} can't be read: it was altered or cut out."
        if self._ended and not self._waiting:
            return None
        if sealed_log.in_use(self._stream):
            return None
        if self._waiting:
            return f"{self.file}: its last line is torn; the {self._number} before it were read."
        return f"{self.file}: ends without its end mark: the process was killed, or lines are missing there."

    def _next(self) -> str | None:
        beginning = len(sealed_log.MAGIC) + sealed_log.ID_BYTES
        if self._cipher is None:
            if len(self._waiting) < beginning:
                return None
            if not self._waiting.startswith(sealed_log.MAGIC):
                raise ValueError("no segment")
            self._cipher = sealed_log.cipher_of(self._key, self._waiting[len(sealed_log.MAGIC) : beginning])
            self._waiting = self._waiting[beginning:]
        end = sealed_log.LENGTH_BYTES + int.from_bytes(self._waiting[: sealed_log.LENGTH_BYTES], "big")
        if len(self._waiting) < max(end, sealed_log.LENGTH_BYTES):
            return None
        sealed = self._waiting[sealed_log.LENGTH_BYTES : end]
        self._waiting = self._waiting[end:]
        return self._cipher.decrypt(sealed_log.nonce_of(self._number), sealed, None).decode()


class Segments:
    """All files of a log, those that come while it is read too."""

    def __init__(self, file: Path, master_key: MasterKeys) -> None:
        """Find the log's key.

        Raises:
            ConfigProblem: when there is none.
        """
        book = sealed_log.book(file, master_key)
        entry = book.find(sealed_log.NAME)
        if entry is None:
            raise ConfigProblem(f"There is no log yet: {book.file}, its key, is missing (RAPPORT_LOG_FILE).")
        self._file, self._key = file, book.secret(entry)
        self._segments: dict[Path, Segment] = {}

    def new_lines(self) -> list[Line]:
        """Whole lines of all processes that weren't read yet, oldest first."""
        for file in sealed_log.segments(self._file):
            if file not in self._segments:
                self._segments[file] = Segment(file, self._key)
        lines = [line for segment in self._segments.values() for line in segment.new_lines()]
        return sorted(lines, key=lambda line: line.at)

    def remarks(self) -> list[str]:
        """What couldn't be read, and why."""
        return [remark for segment in self._segments.values() if (remark := segment.remark())]


def _line(text: str) -> Line:
    values = json.loads(text)
    return Line(**values | {"at": datetime.fromisoformat(values["at"])})
