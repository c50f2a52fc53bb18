"""Names that are given twice."""

from collections.abc import Iterable, Iterator

from excel.names import twins


def repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    """A sentence for each name that is given to more than one thing."""
    for name in twins(list(names)):
        yield f"The name {name!r} is given to more than one {what}; Excel doesn't tell case apart."
