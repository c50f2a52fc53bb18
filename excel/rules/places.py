"""Places that somebody chose on a sheet."""

from collections.abc import Iterator

from excel import references


def wrong_place(where: str, at: str | None) -> Iterator[str]:
    """A sentence when something can't stand at a cell; None is no choice."""
    if at is None:
        return
    try:
        row, column = references.parse_cell(at)
    except ValueError as problem:
        yield f"{where} can't stand at {at!r}: {problem}."
        return
    if row > references.LAST_ROW or column > references.LAST_COLUMN:
        yield f"{where} can't stand at {at!r}: a sheet ends before."
