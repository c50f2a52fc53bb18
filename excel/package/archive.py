"""A workbook's file: written beside its target and put there whole, or not at all."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, BinaryIO

from excel.package.deflating import Piece, deflate, joined_crc
from excel.package.spool import Spool
from excel.package.zip_format import Member, directory_end, directory_entry, local_header


class Archive:
    """Parts, one after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._offset = file, 0
        self._members: list[Member] = []

    def add(self, path: str, content: str | bytes) -> None:
        """A whole part."""
        piece = deflate([content.encode() if isinstance(content, str) else content], last=True)
        self._open(path, piece.crc, piece.size, len(piece.deflated))
        self._write(piece.deflated)

    def add_spooled(self, path: str, start: str, spool: Spool, end: str) -> None:
        """A part whose pieces are deflated already, between a beginning and an end that are not."""
        first, last = deflate([start.encode()]), deflate([end.encode()], last=True)
        crc, size = _joined(first, Piece(b"", spool.crc, spool.size), last)
        self._open(path, crc, size, len(first.deflated) + spool.deflated_size + len(last.deflated))
        self._write(first.deflated)
        spool.file.seek(0)
        shutil.copyfileobj(spool.file, self._file, 1 << 20)
        self._offset += spool.deflated_size
        self._write(last.deflated)

    def finish(self) -> None:
        """The directory at the end; nothing can be added afterwards."""
        start = self._offset
        for member in self._members:
            self._write(directory_entry(member))
        self._write(directory_end(len(self._members), self._offset - start, start))

    def _open(self, path: str, crc: int, size: int, deflated_size: int) -> None:
        member = Member(path, crc, size, deflated_size, self._offset)
        self._members.append(member)
        self._write(local_header(member))

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._offset += len(content)


def _joined(*pieces: Piece) -> tuple[int, int]:
    crc = size = 0
    for piece in pieces:
        crc, size = joined_crc(crc, piece.crc, piece.size), size + piece.size
    return crc, size


@contextmanager
def archive(target: str | PathLike[str] | BinaryIO) -> Iterator[Archive]:
    """An archive that reaches its target when the block ends without an exception.

    target: a path, or a file to write to, which needn't be able to seek.
    """
    writing = _replacing(Path(target)) if isinstance(target, str | PathLike) else _appending(target)
    with writing as file:
        opened = Archive(file)
        yield opened
        opened.finish()


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target that takes its place at the end."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("xb") as file:
            yield file
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _appending(target: BinaryIO) -> Iterator[IO[bytes]]:
    """A file of its own, copied to the target at the end."""
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        shutil.copyfileobj(file, target)
