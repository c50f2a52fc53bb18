"""Where in a layout something stands, in words."""

from dataclasses import dataclass

_NAMING = ("name", "label", "field", "column", "pivot", "value")


@dataclass(frozen=True)
class Place:
    """A key of a table in a layout, or the table itself.

    table: the way to it, such as "sheet 2 'Managers', pivot 1 'ByManager'"; "" is the whole layout.
    key: of the table; None is the table.
    number: of an element in the array under the key, counted from 1; None is the whole.
    """

    table: str = ""
    key: str | None = None
    number: int | None = None

    def under(self, key: str) -> "Place":
        """The place of a key in this table."""
        return Place(self.table, key)

    def element(self, number: int) -> "Place":
        """The place of an element in this array."""
        return Place(self.table, self.key, number)

    def within(self, raw: dict[str, object]) -> "Place":
        """The place of the table that stands under this key."""
        if self.key is None:
            return self
        step = self.key if self.number is None else f"{self.key.removesuffix('s')} {self.number}"
        names = [raw[key] for key in _NAMING if isinstance(raw.get(key), str)]
        named = f"{step} {names[0]!r}" if names else step
        return Place(f"{self.table}, {named}" if self.table else named)

    def sentence(self, text: str) -> str:
        """A sentence about what stands here; text goes on after its name, to the full stop."""
        table = self.table or "The layout"
        if self.key is None:
            return f"{table}: {text}"
        number = "" if self.number is None else f" no. {self.number}"
        return f"{table}: {self.key!r}{number} {text}"
