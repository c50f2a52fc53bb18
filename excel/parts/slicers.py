"""The slicers of one sheet, `xl/slicers/slicerN.xml`, and how the sheet points to them."""

from collections.abc import Mapping, Sequence

from excel.book import Slicer
from excel.markup import DECLARATION, RELATIONS, X14, element, extension

_SLICER_LIST = "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"
# Of a button, in English Metric Units: 0.26 inch, as Excel makes them.
_ROW_HEIGHT = 241_300


def xml(slicers: Sequence[Slicer], caches: Mapping[str, str]) -> str:
    """The whole part; caches: the name of each slicer's cache by the slicer's name."""
    listed = "".join(_slicer(slicer, caches[slicer.name]) for slicer in slicers)
    return DECLARATION + element("slicers", {"xmlns": X14}, listed)


def sheet_extension(link: str) -> str:
    """The sheet's extension that names the part with its slicers by its relationship."""
    listed = element("x14:slicer", {"r:id": link})
    return extension(_SLICER_LIST, element("x14:slicerList", {"xmlns:r": RELATIONS}, listed))


def _slicer(slicer: Slicer, cache: str) -> str:
    return element(
        "slicer",
        {
            "name": slicer.name,
            "cache": cache,
            "caption": slicer.field if slicer.caption is None else slicer.caption,
            "columnCount": slicer.columns if slicer.columns > 1 else None,
            "style": slicer.style,
            "rowHeight": _ROW_HEIGHT,
        },
    )
