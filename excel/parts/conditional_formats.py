"""Conditional formats of PivotTables: one half stands in the sheet, the other in the pivot, tied by priority.

Data bars have the form of Excel 2007: the least number has the shortest bar and the largest the longest, also
where some are negative. The later form, with an axis at zero, needs one more part in an extension of the
sheet, and how Excel ties that to a pivot was not seen.
"""

from collections.abc import Iterable, Sequence

from excel.book import ColourScale, DataBar, Format, IconSet
from excel.drawings.formats import Selected, selections
from excel.layout.picture import Picture
from excel.markup import element

# The values where a field's number is expected: -2 as an unsigned number.
_VALUES = 4294967294
# Where each icon's share of the range begins, in per cent, as Excel divides it.
_SHARES = {3: (0, 33, 67), 4: (0, 25, 50, 75), 5: (0, 20, 40, 60, 80)}


def priorities(pictures: Iterable[Picture]) -> tuple[tuple[int, ...], ...]:
    """For each pivot of a sheet the priorities of its formats, unique on the sheet."""
    numbered, first = [], 1
    for picture in pictures:
        count = len(picture.pivot.formats)
        numbered.append(tuple(range(first, first + count)))
        first += count
    return tuple(numbered)


def sheet_xml(pictures: Sequence[Picture], priorities: Sequence[Sequence[int]]) -> str:
    """The sheet's half: the elements `conditionalFormatting` of all its pivots.

    priorities: of each pivot's formats.
    """
    return "".join(
        _on_sheet(selected, priority)
        for picture, numbers in zip(pictures, priorities, strict=True)
        for selected, priority in zip(selections(picture), numbers, strict=True)
        if selected is not None
    )


def pivot_xml(picture: Picture, priorities: Sequence[int]) -> str:
    """The pivot's half: the element `conditionalFormats`; "" without any.

    priorities: of the pivot's formats, those that their sheet gives them.
    """
    listed = [
        _in_pivot(selected, priority)
        for selected, priority in zip(selections(picture), priorities, strict=True)
        if selected is not None
    ]
    return element("conditionalFormats", {"count": len(listed)}, "".join(listed)) if listed else ""


def _on_sheet(selected: Selected, priority: int) -> str:
    kind, look = _look(selected.format)
    rule = element("cfRule", {"type": kind, "priority": priority}, look)
    return element("conditionalFormatting", {"pivot": 1, "sqref": " ".join(selected.areas)}, rule)


def _look(one: Format) -> tuple[str, str]:
    """The type of a rule and the element that says how it looks."""
    match one:
        case ColourScale(_, colours):
            middle = [element("cfvo", {"type": "percentile", "val": 50})] * (len(colours) - 2)
            ends = [_end("min"), *middle, _end("max")]
            return "colorScale", element("colorScale", {}, "".join((*ends, *map(_colour, colours))))
        case DataBar(_, colour):
            return "dataBar", element("dataBar", {}, _end("min") + _end("max") + _colour(colour))
        case IconSet(_, icons, reverse):
            shares = "".join(element("cfvo", {"type": "percent", "val": n}) for n in _SHARES[int(icons[0])])
            return "iconSet", element(
                "iconSet", {"iconSet": icons, "reverse": 1 if reverse else None}, shares
            )


def _end(kind: str) -> str:
    return element("cfvo", {"type": kind})


def _colour(colour: str) -> str:
    return element("color", {"rgb": f"FF{colour.upper()}"})


def _in_pivot(selected: Selected, priority: int) -> str:
    """The same cells by fields and items; with the scope of fields Excel takes new items in by itself."""
    chosen = ((_VALUES, (selected.measure,)), *selected.items)
    listed = element("references", {"count": len(chosen)}, "".join(_reference(*one) for one in chosen))
    outline = {"outline": 0, "collapsedLevelsAreSubtotals": 1, "fieldPosition": 0}
    areas = element("pivotAreas", {"count": 1}, element("pivotArea", outline, listed))
    scope = "field" if selected.items else "data"
    return element("conditionalFormat", {"scope": scope, "priority": priority}, areas)


def _reference(field: int, items: Sequence[int]) -> str:
    listed = "".join(element("x", {"v": item}) for item in items)
    return element("reference", {"field": field, "count": len(items), "selected": 0}, listed)
