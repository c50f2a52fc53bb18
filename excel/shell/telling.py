"""What the commands say to whoever runs them: progress, and what became of it."""

from pathlib import Path
from typing import TextIO

import click

from excel.write import Report

_UNITS = ("bytes", "KB", "MB", "GB")


class Progress:
    """One line on a terminal that says what is being done, and goes away in the end; silent where nobody
    would see it."""

    def __init__(self, terminal: TextIO, quiet: bool = False) -> None:
        self._terminal = None if quiet or not terminal.isatty() else terminal
        self._length = 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._length:
            self.tell("")
            self._write("\r")

    def tell(self, doing: str) -> None:
        """Put this in the place of what the line said."""
        self._write("\r" + doing.ljust(self._length))
        self._length = len(doing)

    def count(self, rows: int) -> None:
        """Say how many rows are written."""
        self.tell(f"{rows:,} rows")

    def _write(self, text: str) -> None:
        if self._terminal is not None:
            self._terminal.write(text)
            self._terminal.flush()


def outcome(target: Path, report: Report) -> str:
    """One line: how much was written, and each change that Excel's limits made necessary."""
    rows = f"{report.rows:,} {'row' if report.rows == 1 else 'rows'}"
    said = f"{click.format_filename(target)}: {rows}, {_size(target)}"
    changes = "; ".join(
        f"{change.count:,} in {change.table}[{change.column}]: {change.reason}" for change in report.changes
    )
    return f"{said}. Changed: {changes}." if changes else f"{said}."


def _size(path: Path) -> str:
    size: float = path.stat().st_size
    for unit in _UNITS[:-1]:
        if size < 1_000:
            return f"{size:.3g} {unit}"
        size /= 1_000
    return f"{size:.3g} {_UNITS[-1]}"
