"""The file that a backup is: an open header, and then everything compressed and sealed.

The header names the archive; its key stands under that name in the book of the archives' keys. Inside are
lines of JSON: what it was made of, for each table its name and its rows, and at the end how many those were.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from isal import isal_zlib
from sqlalchemy import Table

from server.safekeeping import rows
from server.security.key_book import KeyId
from server.security.sealed_stream import Damaged, Sealing, opened

MAGIC = b"Rapport archive\x01"
_ID_BYTES = 16
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True)
class About:
    """What stands before the rows."""

    revision: str
    """The shape of the database."""
    made_at: str
    """ISO 8601, UTC."""
    keys: list[KeyId]
    """The keys that what is inside was sealed with."""
    columns: dict[str, list[str]]
    """By table."""


def key_name(archive_id: bytes) -> str:
    """Under which name the key of an archive stands in the book."""
    return f"archive {archive_id.hex()}"


class Writer:
    """Writes an archive into `stream`: `about`, then each table, then `end`."""

    def __init__(self, stream: BinaryIO, key: bytes, archive_id: bytes) -> None:
        header = MAGIC + archive_id
        stream.write(header)
        self._sealing = Sealing(stream, key, header)
        self._compressor = isal_zlib.compressobj(level=1)

    def about(self, about: About) -> None:
        """What the archive is made of."""
        self._line(vars(about))

    def table(self, table: Table, found: Iterable[Any], every: int, told: Callable[[int], None]) -> int:
        """A table's rows; how many those were. `told` gets their number now and then."""
        self._line({"table": table.name})
        count = 0
        for row in found:
            self._line(rows.encode(table, row))
            count += 1
            if count % every == 0:
                told(count)
        return count

    def end(self, counts: dict[str, int]) -> None:
        """How many rows of each table there are. Nothing may follow."""
        self._line({"counts": counts})
        self._sealing.write(self._compressor.flush())
        self._sealing.end()

    def _line(self, content: Any) -> None:
        line = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
        self._sealing.write(self._compressor.compress(line))


def archive_id(stream: BinaryIO) -> bytes:
    """Which archive this is; the stream stands at the sealed part afterwards.

    Raises:
        Damaged: when it is no archive.
    """
    header = stream.read(len(MAGIC) + _ID_BYTES)
    if len(header) != len(MAGIC) + _ID_BYTES or not header.startswith(MAGIC):
        raise Damaged("its beginning")
    return header[len(MAGIC) :]


class Reader:
    """Reads an archive once, from its sealed part on: `about` first, then `rows`."""

    def __init__(self, stream: BinaryIO, key: bytes, archive_id: bytes) -> None:
        """Read what the archive is made of.

        Raises:
            Damaged: here and in `rows`, when anything isn't as it was written.
        """
        self._lines = _lines(opened(stream, key, MAGIC + archive_id))
        self.about = _about(next(self._lines, None))
        self.counts: dict[str, int] = {}

    def rows(self, known: dict[str, Table]) -> Iterator[tuple[Table, dict[str, Any]]]:
        """Every row with its table, in the order in which they can be inserted.

        It ends without an error only when all were there.
        """
        table: Table | None = None
        for line in self._lines:
            if isinstance(line, list) and table is not None:
                self.counts[table.name] += 1
                yield table, _decoded(table, line)
            elif isinstance(line, dict) and line.get("table") in known:
                table = known[line["table"]]
                self.counts[table.name] = 0
            elif line == {"counts": self.counts} and next(self._lines, None) is None:
                return
            else:
                raise Damaged("its order")
        raise Damaged("its end")


def _about(line: Any) -> About:
    try:
        about = About(**line)
        return About(about.revision, about.made_at, [KeyId(*key) for key in about.keys], about.columns)
    except (TypeError, ValueError) as error:
        raise Damaged("its first line") from error


def _decoded(table: Table, line: list[Any]) -> dict[str, Any]:
    try:
        return rows.decode(table, line)
    except (ValueError, TypeError) as error:
        raise Damaged(f"a row of {table.name}") from error


def _lines(chunks: Iterator[bytes]) -> Iterator[Any]:
    """One value for each line; nothing is inflated further than it is read."""
    with io.BufferedReader(_Inflated(chunks), _READ_BYTES) as stream:
        for line in stream:
            yield json.loads(line)


class _Inflated(io.RawIOBase):
    """Authentic chunks as the stream that was compressed."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._inflater = isal_zlib.decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._inflater.eof:
            waiting = self._inflater.unconsumed_tail or next(self._chunks, b"")
            if inflated := self._inflater.decompress(waiting, len(buffer)):
                buffer[: len(inflated)] = inflated
                return len(inflated)
            if not waiting and not self._inflater.eof:
                raise Damaged("its end")
        if next(self._chunks, b""):
            raise Damaged("its end")
        return 0
