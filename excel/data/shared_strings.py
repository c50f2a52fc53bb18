"""The texts that cells of data sheets share."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class SharedStrings:
    """The texts so far, each with its number; in their order when gone through."""

    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text, new or known."""
        return self._numbers.setdefault(text, len(self._numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
