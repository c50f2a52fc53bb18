"""The deflated pieces of a part while it grows, on disk: its beginning may be known only at its end."""

import tempfile
from dataclasses import dataclass, field
from typing import IO

from excel.package.deflating import Piece, joined_crc


@dataclass
class Spool:
    """Pieces in their order; `crc` and `size` are those of the whole content."""

    file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    crc: int = 0
    size: int = 0
    deflated_size: int = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def add(self, piece: Piece) -> None:
        """The next piece."""
        self.file.write(piece.deflated)
        self.crc = joined_crc(self.crc, piece.crc, piece.size)
        self.size += piece.size
        self.deflated_size += len(piece.deflated)
