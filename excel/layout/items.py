"""Items that a description names, found among those of a field."""

from collections.abc import Iterable

from excel.book import Item
from excel.data.contents import Content
from excel.layout.fields import BLANK, CacheField
from excel.problems import LayoutProblem


def found(field: CacheField, wanted: Iterable[Item], where: str) -> frozenset[int]:
    """The indexes of items.

    where: the beginning of a sentence, for what the data doesn't have.
    Raises: LayoutProblem when an item isn't there.
    """
    known = {_key(item): index for index, item in enumerate(field.items)}
    indexes = set()
    for item in wanted:
        # Groups of dates and numbers call their empty values by that name.
        index = known.get(_key(BLANK) if item is None and field.natural else _key(item))
        if index is None:
            raise LayoutProblem([f"{where} names the item {item!r} of {field.name!r}, which the data lacks."])
        indexes.add(index)
    return frozenset(indexes)


def _key(item: Item | Content) -> tuple[str, object]:
    """Texts regardless of case; TRUE is not 1, and a date is its midnight."""
    if isinstance(item, bool):
        return "boolean", item
    if isinstance(item, str):
        return "text", item.casefold()
    if isinstance(item, int | float):
        return "number", item
    return ("blank", None) if item is None else ("date", item.isoformat().removesuffix("T00:00:00"))
