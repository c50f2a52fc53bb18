"""The zip file of a workbook: written beside its target and put there whole, or not at all."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

# Levels above take twice the time for a tenth of the bytes.
_COMPRESSION_LEVEL = 3


class Archive:
    """Parts, one after the other, each with the zip format's first possible date."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION_LEVEL)

    def add(self, path: str, xml: str) -> None:
        """A whole part."""
        with self.stream(path) as part:
            part.write(xml.encode())

    @contextmanager
    def stream(self, path: str) -> Iterator[IO[bytes]]:
        """A part that is written piece by piece; only one at a time."""
        with self._zip.open(path, "w") as part:
            yield part

    def close(self) -> None:
        self._zip.close()


@contextmanager
def archive(target: Path | BinaryIO) -> Iterator[Archive]:
    """An archive that reaches its target when the block ends without an exception."""
    writing = _replacing(target) if isinstance(target, Path) else _appending(target)
    with writing as file, closing(Archive(file)) as opened:
        yield opened


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
    """A file of its own, copied to the target at the end: the target needn't be able to seek."""
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        shutil.copyfileobj(file, target)
