"""The part of a slicer's cache, `xl/slicerCaches/slicerCacheN.xml`, and how the workbook lists such parts."""

from collections.abc import Iterable, Iterator, Sequence

from excel.drawings.slicing import Buttons
from excel.markup import DECLARATION, RELATIONS, X14, element, extension

_SLICER_CACHES = "{BBE1A952-AA13-448e-AADC-164F8A28A991}"


def xml(name: str, shown: Buttons, pivots: Sequence[tuple[int, str]], pivot_cache_id: int) -> str:
    """The whole part.

    name: of the slicer cache; pivots: those that it filters, the number of each one's sheet (`sheetId`) and
    its name; pivot_cache_id: what the cache definition's extension says, not its `cacheId`.
    """
    tables = "".join(element("pivotTable", {"tabId": sheet, "name": pivot}) for sheet, pivot in pivots)
    items = element("items", {"count": len(shown.order)}, "".join(_items(shown)))
    return DECLARATION + element(
        "slicerCacheDefinition",
        {"xmlns": X14, "name": name, "sourceName": shown.field.name},
        element("pivotTables", {}, tables)
        + element("data", {}, element("tabular", {"pivotCacheId": pivot_cache_id}, items)),
    )


def workbook_extension(links: Iterable[str]) -> str:
    """The workbook's extension that lists all slicer caches by their relationships."""
    listed = "".join(element("x14:slicerCache", {"r:id": link}) for link in links)
    return extension(_SLICER_CACHES, element("x14:slicerCaches", {"xmlns:r": RELATIONS}, listed))


def _items(shown: Buttons) -> Iterator[str]:
    for index in shown.order:
        on, filled = index in shown.on, index in shown.filled
        yield element("i", {"x": index, "s": 1 if on else None, "nd": None if filled else 1})
