"""What the commands say to whoever runs them: progress, and what became of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click

from excel.write import Report

_UNITS = ("bytes", "KB", "MB", "GB")


def progress_on(terminal: TextIO, quiet: bool) -> Callable[[int], None] | None:
    """A function that keeps one line up to date with the number of rows; None where nobody would see it."""
    if quiet or not terminal.isatty():
        return None

    def tell(rows: int) -> None:
        terminal.write(f"\r{rows:,} rows")
        terminal.flush()

    return tell


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
